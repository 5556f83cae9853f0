from odoo import fields, models

from ...tools.barcode import ean13_bars


class LoyaltyClubMember(models.Model):
    """What a till knows of a member."""

    _inherit = "loyalty.club.member"

    till_request = fields.Char(
        readonly=True,
        copy=False,
        groups="loyalty_club.group_agent,loyalty_club.group_auditor",
        help="The request of a till that made him a member. A till may repeat it.",
    )

    _till_request_unique = models.Constraint(
        "UNIQUE(till_request)", "This request has made somebody a member already."
    )

    # === TILL === #

    def _till_cards(self):
        """These members as the till shows and prints them: their cards."""
        return [
            {
                "id": member.id,
                "partner_id": member.partner_id.id,
                "club_id": member.club_id.id,
                "club": member.club_id.name,
                "color": member.club_id.color,
                "number": member.number,
                "bars": ean13_bars(member.number),
                "is_suspended": member.state == "suspended",
                "balance": member.balance,
                "point_name": member.point_name,
                "tier": member.tier_id.name or "",
                "tier_color": member.tier_id.color or member.club_id.color,
            }
            for member in self
        ]
