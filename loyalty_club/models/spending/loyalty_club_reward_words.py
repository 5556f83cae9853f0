from odoo import models

from ..club.in_words import amount, day, number


class LoyaltyClubReward(models.Model):
    """Rewards in plain words: what a member should know before he gets one."""

    _inherit = "loyalty.club.reward"

    # === VERBS === #

    def _conditions(self) -> list[str]:
        """Where and how long it can be used, and how many there are: in sentences."""
        self.ensure_one()
        return [*self._say_use(), *self._say_how_many()]

    def _say_use(self):
        if self.min_amount:
            yield self.env._(
                "For purchases from %(amount)s on.",
                amount=amount(self.env, self.min_amount, self.currency_id),
            )
        if self.is_variable and self.kind == "discount" and self.max_share < 100:
            yield self.env._(
                "Pays up to %(share)s %% of a purchase.",
                share=number(self.env, self.max_share),
            )
        if self.validity_days and self.kind != "wallet":
            yield self.env._(
                "Can be used for %(days)s days.",
                days=number(self.env, self.validity_days),
            )

    def _say_how_many(self):
        if self.has_stock:
            yield self.env._(
                "%(count)s are left.", count=number(self.env, self.stock_left)
            )
        if self.date_to:
            yield self.env._(
                "To be had until %(day)s.", day=day(self.env, self.date_to)
            )
        if self.limit_per_member:
            yield self._limits()[self.limit_period]

    def _limits(self):
        count = number(self.env, self.limit_per_member)
        return {
            "day": self.env._("At most %(count)s a day.", count=count),
            "week": self.env._("At most %(count)s a week.", count=count),
            "month": self.env._("At most %(count)s a month.", count=count),
            "year": self.env._("At most %(count)s a year.", count=count),
            "ever": self.env._("At most %(count)s altogether.", count=count),
        }
