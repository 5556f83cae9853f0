from collections import Counter
from itertools import islice

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.period import period_start
from ..club.in_words import day

# Coupons that count as given.
_GIVEN = ("issued", "used", "expired")


class LoyaltyClubReward(models.Model):
    """Who can buy a reward now, and why another one can't."""

    _inherit = "loyalty.club.reward"

    stock_left = fields.Integer(compute="_compute_stock_left")
    coupon_count = fields.Integer(compute="_compute_coupon_count")

    # === COMPUTE === #

    def _compute_coupon_count(self):
        counts = self._given_counts()
        for reward in self:
            reward.coupon_count = counts[reward.id]

    @api.depends("stock", "has_stock", "coupon_ids.state")
    def _compute_stock_left(self):
        counts = self.filtered("has_stock")._given_counts()
        for reward in self:
            left = max(reward.stock - counts[reward.id], 0)
            reward.stock_left = left if reward.has_stock else 0

    def _given_counts(self) -> Counter:
        """How many coupons of each there are, by reward id; cancelled ones aside."""
        groups = (
            self.env["loyalty.club.coupon"]
            .sudo()  # who may see a reward need not see who has got it
            ._read_group(
                [("reward_id", "in", self.ids), ("state", "in", _GIVEN)],
                ["reward_id"],
                ["__count"],
            )
        )
        return Counter({reward.id: count for reward, count in groups})

    # === VERBS === #

    def _refusals(self, member) -> dict[int, str]:
        """Why this member can't buy these rewards now, by reward id.

        The balance is not looked at: who has too few points can save for it.
        """
        today = member.club_id._today()
        bought = self.filtered("limit_per_member")._bought(member, today)
        given = self.filtered("has_stock")._given_counts()
        refusals = {}
        for reward in self:
            reason = reward._refusal_for_all(member.club_id, today)
            reason = reason or reward._refusal_of_stock(given)
            reason = reason or reward._refusal_for(member, bought)
            if reason:
                refusals[reward.id] = reason
        return refusals

    def _refusal_for_all(self, club, today) -> str | None:
        """Why nobody can buy this reward now."""
        self.ensure_one()
        if self.club_id != club or not self.active:
            return self.env._("This reward is not given any more.")
        if not (self.points or self.is_variable):
            return self.env._("%(reward)s can't be bought.", reward=self.name)
        if self.date_from and today < self.date_from:
            return self.env._(
                "%(reward)s is given from %(day)s on.",
                reward=self.name,
                day=day(self.env, self.date_from),
            )
        if self.date_to and today > self.date_to:
            return self.env._(
                "%(reward)s was given until %(day)s.",
                reward=self.name,
                day=day(self.env, self.date_to),
            )
        return None

    def _refusal_of_stock(self, given) -> str | None:
        if self.has_stock and given[self.id] >= self.stock:
            return self.env._("%(reward)s is out of stock.", reward=self.name)
        return None

    def _refusal_for(self, member, bought) -> str | None:
        """Why this member can't buy this reward now."""
        if self.tier_ids and member.tier_id not in self.tier_ids:
            return self.env._(
                "%(reward)s is for members of %(tiers)s.",
                reward=self.name,
                tiers=", ".join(self.tier_ids.mapped("name")),
            )
        if self.type_ids and member.type_id not in self.type_ids:
            return self.env._(
                "%(reward)s is for %(types)s.",
                reward=self.name,
                types=", ".join(self.type_ids.mapped("name")),
            )
        if self.limit_per_member and bought[self.id] >= self.limit_per_member:
            return self.env._(
                "%(reward)s can't be bought more often now.", reward=self.name
            )
        return None

    def _bought(self, member, today) -> Counter:
        """How often this member has bought these in the period of each."""
        counts = Counter()
        for period, rewards in self.grouped("limit_period").items():
            start = period_start(today, period)
            domain = [
                ("reward_id", "in", rewards.ids),
                ("member_id", "=", member.id),
                ("origin", "=", "redeemed"),
                ("state", "in", _GIVEN),
            ]
            if start:
                domain.append(("issued_on", ">=", start))
            groups = (
                self.env["loyalty.club.coupon"]
                .sudo()  # a member at the till need not be seen by who counts
                ._read_group(domain, ["reward_id"], ["__count"])
            )
            counts.update({reward.id: count for reward, count in groups})
        return counts

    def _lock_stock(self):
        """Have those who want one of the last ones wait for each other."""
        limited = self.filtered("has_stock")
        if limited:
            # Updated, not only locked: whoever has counted before must count again.
            self.env.execute_query(
                SQL(
                    "UPDATE loyalty_club_reward SET stock = stock WHERE id = ANY(%s)"
                    " RETURNING id",
                    sorted(limited.ids),
                )
            )

    def _in_stock(self, wanted: dict) -> dict:
        """As many of these, the first ones, as a limited stock still has."""
        self.ensure_one()
        if not self.has_stock:
            return wanted
        self._lock_stock()
        left = max(self.stock - self._given_counts()[self.id], 0)
        return dict(islice(wanted.items(), left))

    def _check_stock_for(self, count):
        """Promise no more than there is.

        :param count: how many are to be given
        :raise UserError: when so many are not left
        """
        if self.has_stock and count > self.stock_left:
            raise UserError(
                self.env._(
                    "There are %(left)s of %(reward)s left, and %(count)s members "
                    "would get one. Raise its stock, or choose fewer members.",
                    left=self.stock_left,
                    reward=self.name,
                    count=count,
                )
            )

    # === ACTIONS === #

    def action_view_coupons(self):
        """Open the coupons of this reward."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "loyalty_club.loyalty_club_coupon_action"
            ),
            "domain": [("reward_id", "=", self.id)],
            "context": {"create": False},
        }
