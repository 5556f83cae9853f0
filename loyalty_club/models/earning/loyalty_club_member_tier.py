from odoo import api, models
from odoo.tools import SQL


class LoyaltyClubMember(models.Model):
    """What members have bought counts for their tiers, too."""

    _inherit = "loyalty.club.member"

    @api.model
    def _tier_measures(self):
        """Add: what purchases were worth, and how many there were.

        Each as far as it makes points due: nothing counts before it is paid, or
        ordered, and what came back counts no more.
        """
        purchases = SQL(
            "loyalty_club_earning WHERE member_id = person.member_id"
            " AND occurred_at >= chosen.begins_at"
        )
        return {
            **super()._tier_measures(),
            "amount": SQL("SELECT sum(amount * paid::numeric) FROM %s", purchases),
            "orders": SQL(
                "SELECT count(*) FROM %s AND amount > 0 AND paid >= 1", purchases
            ),
        }
