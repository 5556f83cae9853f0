from odoo import models

from .loyalty_club_member_portal import PortalLink


class LoyaltyClubMember(models.Model):
    """What a member allows, in his own area."""

    _inherit = "loyalty.club.member"

    # === PORTAL === #

    def _portal_links(self):
        """He can change his mind."""
        title = self.env._("What I allow")
        link = PortalLink("consents", "/consents", "fa-shield", title)
        return [*super()._portal_links(), link]
