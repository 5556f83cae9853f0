from odoo import api, fields, models


class LoyaltyClubTier(models.Model):
    """Tiers bring presents."""

    _inherit = "loyalty.club.tier"

    reward_ids = fields.Many2many(
        comodel_name="loyalty.club.reward",
        relation="loyalty_club_tier_present_rel",
        string="Presents",
        domain="[('club_id', '=', club_id)]",
        help="Who reaches this tier gets a coupon for each of these, once a year.",
    )

    # === CONSTRAINTS === #

    @api.constrains("reward_ids", "club_id")
    def _check_rewards(self):
        for tier in self:
            tier.reward_ids._check_presents_of(tier.club_id)
