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
        noted = occasions.search(
            [
                ("trigger", "=", "profile"),
                "|",
                ("member_id", "in", members.ids),
                ("member_id.merged_into_id", "in", members.ids),
            ]
        )
        had = {occasion.member_id._survivor() for occasion in noted}
        now = fields.Datetime.now()
        occasions._note(
            [
                Happening(member, "profile", "profile", now)
                for member in members
                if member not in had
            ]
        )._loyalty_club_touch()
        return result
