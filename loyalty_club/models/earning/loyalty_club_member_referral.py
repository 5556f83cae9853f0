from odoo import models


class LoyaltyClubMember(models.Model):
    """Whoever is merged may be the friend of himself."""

    _inherit = "loyalty.club.member"

    def _take_over_relations(self, other):
        """Look again at what both have brought, and at who brought them."""
        result = super()._take_over_relations(other)
        people = self | other
        self.env["loyalty.club.occasion"].search(
            [
                ("newcomer_id", "!=", False),
                "|",
                ("newcomer_id", "in", people.ids),
                ("member_id", "in", people.ids),
            ]
        )._loyalty_club_touch()
        return result
