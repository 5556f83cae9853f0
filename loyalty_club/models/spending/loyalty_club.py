from odoo import api, fields, models


class LoyaltyClub(models.Model):
    """What members of a club can get for their points, and what becomes of coupons."""

    _inherit = "loyalty.club"

    reward_ids = fields.One2many(
        comodel_name="loyalty.club.reward", inverse_name="club_id", string="Rewards"
    )
    coupon_use = fields.Selection(
        selection=[
            ("organisation", "The member, and others of his organisation"),
            ("owner", "Only the member himself"),
        ],
        string="Coupons Are Used By",
        required=True,
        default="organisation",
        help="Whoever has no organisation uses his coupons alone.",
        tracking=True,
    )
    gives_back_cancelled = fields.Boolean(
        string="Points Back for Cancelled Coupons",
        default=True,
        help="The points a member paid come back, with their old expiry, when a coupon "
        "that was not used is cancelled.",
        tracking=True,
    )
    gives_back_expired = fields.Boolean(
        string="Points Back for Expired Coupons",
        help="The points a member paid come back, with their old expiry, when a coupon "
        "was not used in time.",
        tracking=True,
    )
    welcome_reward_ids = fields.Many2many(
        comodel_name="loyalty.club.reward",
        relation="loyalty_club_welcome_reward_rel",
        string="Welcome Presents",
        domain="[('club_id', '=', id)]",
        help="Who joins gets a coupon for each of these. A closed club gives none.",
    )

    # === CONSTRAINTS === #

    @api.constrains("welcome_reward_ids")
    def _check_welcome_rewards(self):
        for club in self:
            club.welcome_reward_ids._check_presents_of(club)

    # === VERBS === #

    def _admit(self, candidates, *, earns=True, **details):
        """Give who joins his welcome presents, once. A closed club gives none."""
        members = super()._admit(candidates, earns=earns, **details)
        if earns and self.enrollment != "closed":
            for reward in self.welcome_reward_ids.filtered("active"):
                members._present(reward, "welcome", "welcome")
        return members
