from odoo import models

from .loyalty_club_member_portal import PortalLink


class LoyaltyClubMember(models.Model):
    """What a member writes to his club, in his own area of the website."""

    _inherit = "loyalty.club.member"

    def _portal_links(self):
        """He can write, and read what was answered."""
        link = PortalLink(
            "messages", "/messages", "fa-comments-o", self.env._("Messages")
        )
        return [*super()._portal_links(), link]
