from odoo import fields, models

from .loyalty_club_occasion import Happening


class LoyaltyClubProfile(models.Model):
    """Completing a profile is an occasion, once ever in each club."""

    _inherit = "loyalty.club.profile"

    def _completed(self):
        """Note it for those whose members have not had it."""
        result = super()._completed()
        members = self._members().filtered(lambda member: member.state == "active")
        if not members:
            return result
        # Nobody may note occasions: they follow from what was filled in.
        occasions = self.env["loyalty.club.occasion"].sudo()
        now = fields.Datetime.now()
        occasions._note(
            [
                Happening(member, "profile", "profile", now)
                for member in members - occasions._had_profile(members)
            ]
        )._loyalty_club_touch()
        return result
