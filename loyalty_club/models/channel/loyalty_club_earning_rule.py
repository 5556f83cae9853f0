from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Given as a whole, and no part of it.
_WHOLE = ("order", "nth_order", "profile", "birthday", "referral", "referred")


class LoyaltyClubEarningRule(models.Model):
    """Rules can give coupons: for the next purchase, or when a stamp card is full."""

    _inherit = "loyalty.club.earning.rule"

    reward_id = fields.Many2one(
        comodel_name="loyalty.club.reward",
        string="Gives a Coupon For",
        domain="[('club_id', '=', club_id), ('is_variable', '=', False),"
        " ('kind', '!=', 'wallet')]",
        ondelete="restrict",
        help="In place of points. It comes when the purchase is paid, and goes when "
        "that is returned before it was used.",
    )

    # === CONSTRAINTS === #

    @api.constrains("reward_id", "trigger", "club_id")
    def _check_reward(self):
        for rule in self.filtered("reward_id"):
            reward = rule.reward_id
            if reward.club_id != rule.club_id:
                raise ValidationError(
                    self.env._("Choose a reward of the club of this rule.")
                )
            if reward.is_variable or reward.kind == "wallet":
                raise ValidationError(
                    self.env._(
                        "Credit, and points to use, are bought with points. Choose "
                        "another reward."
                    )
                )
            if rule.trigger not in _WHOLE:
                raise ValidationError(
                    self.env._(
                        "A coupon is given for an order, for a full stamp card, or for "
                        "what happens to a member, as his birthday."
                    )
                )

    # === SNAPSHOT === #

    def _to_json(self):
        """Keep what it gives with the rulebook, too."""
        return {**super()._to_json(), "reward_id": self.reward_id.id or None}

    # === WORDS === #

    def _gain(self):
        """Name the reward that it gives."""
        return self.reward_id.name if self.reward_id else super()._gain()
