from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_round

from ..club.in_words import number


class LoyaltyClubReward(models.Model):
    """What a reward costs, and what that is worth."""

    _inherit = "loyalty.club.reward"

    price = fields.Char(compute="_compute_price", help="What it costs, in words.")

    # === COMPUTE === #

    @api.depends("points", "is_variable", "min_points", "point_name")
    @api.depends_context("lang")
    def _compute_price(self):
        for reward in self:
            words = {"points": reward.point_name or ""}
            if reward.is_variable:
                reward.price = self.env._(
                    "from %(count)s %(points)s",
                    count=number(self.env, reward.min_points),
                    **words,
                )
            elif reward.points:
                reward.price = self.env._(
                    "%(count)s %(points)s",
                    count=number(self.env, reward.points),
                    **words,
                )
            else:
                reward.price = self.env._("only as a present")

    # === VERBS === #

    def _cost(self, points=None) -> int:
        """The points that a coupon of this reward costs.

        :param points: those the member wants to use, where he chooses
        :raise UserError: when he can't use so many, or so few
        """
        self.ensure_one()
        if not self.is_variable:
            if points not in (None, self.points):
                raise UserError(
                    self.env._(
                        "%(reward)s costs %(points)s points, not more and not less.",
                        reward=self.name,
                        points=self.points,
                    )
                )
            return self.points
        if type(points) is not int or points < self.min_points:
            raise UserError(
                self.env._(
                    "Choose how many points to use: %(points)s at least.",
                    points=self.min_points,
                )
            )
        if points % self.step_points:
            raise UserError(
                self.env._(
                    "Points are used in steps of %(step)s: choose %(less)s or "
                    "%(more)s.",
                    step=self.step_points,
                    less=max(self._in_steps(points), self._fewest()),
                    more=self._in_steps(points) + self.step_points,
                )
            )
        if self.kind == "wallet" and not self._worth(points):
            raise UserError(
                self.env._("So few points are worth nothing. Use more of them.")
            )
        return points

    def _fewest(self) -> int:
        """The fewest points that can be used, in whole steps."""
        return -(-self.min_points // self.step_points) * self.step_points

    def _in_steps(self, points: int) -> int:
        """As many of ``points`` as can be used in whole steps."""
        return points - points % self.step_points

    def _most_for(self, amount: float) -> int:
        """The most points that an order of this amount can take, in whole steps.

        :param amount: what is to be paid, in the currency of the club
        """
        share = max(amount, 0.0) * self.max_share / 100
        # A cent that nobody could use up would leave part of a point unused.
        return self._in_steps(int(share / self.value_per_point + 1e-6))

    def _worth(self, points: int) -> float:
        """What so many points are worth, in the currency of the club.

        Rounded down: points used one by one are not worth more than all at once.
        """
        return float_round(
            points * self.value_per_point if self.is_variable else self.wallet_amount,
            precision_rounding=self.currency_id.rounding,
            rounding_method="DOWN",
        )
