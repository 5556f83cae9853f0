from dataclasses import replace

from odoo import Command, fields, models

from ...tools.cause import Cause
from ..club.in_words import day, number
from ..earning.loyalty_club_earning_foresee import Foresight
from .pos_figures import PosFigures

_RECORDS = ("product_id", "reward_id", "coupon_id", "refunded_orderline_id")


class PosConfig(models.Model):
    """What a till offers to a member: what he earns, holds, and can have."""

    _inherit = "pos.config"

    # === OFFER === #

    def _loyalty_club_offers(self, partner, place, lines):
        """The offer to a customer for the receipt on the screen, by membership."""
        members = self._loyalty_club_members(partner)
        # Figures are counted from lines that exist on the screen alone.
        draft = self.sudo()._loyalty_club_draft(partner, lines)
        figures = PosFigures(draft)
        coming = self._loyalty_club_coming(members, draft, figures)
        nothing = Foresight(0, [])
        goods = figures.sold(draft).values()
        due = sum(line.total for line in goods if line.refusal != "top_up")
        return [
            {
                **card,
                "coming": coming.get(member.id, nothing).points,
                "reasons": coming.get(member.id, nothing).reasons,
                "pending_points": member.pending_points,
                "coupons": self._loyalty_club_coupons_of(member, partner, place),
                "rewards": self._loyalty_club_rewards_of(member, due),
            }
            for card, member in zip(
                self._loyalty_club_cards(partner), members, strict=True
            )
        ]

    def _loyalty_club_draft(self, partner, lines):
        """The receipt on the screen, as if it were one."""
        known = {
            name: set(model.browse(ids).exists().ids)
            for name, model, ids in (
                (
                    name,
                    self.env[self.env["pos.order.line"]._fields[name].comodel_name],
                    {getattr(line, name) for line in lines} - {0},
                )
                for name in _RECORDS
            )
        }
        taxes = self.env["account.tax"].search(
            [
                ("id", "in", [id_ for line in lines for id_ in line.tax_ids]),
                ("company_id", "parent_of", self.company_id.id),
            ]
        )
        return self.env["pos.order"].new(
            {
                "session_id": self.current_session_id.id,
                "config_id": self.id,
                "company_id": self.company_id.id,
                "partner_id": partner.id,
                "currency_rate": 1.0,
                "lines": [
                    Command.create(self._loyalty_club_line(line, known, taxes))
                    for line in lines
                    if line.product_id in known["product_id"]
                ],
            }
        )

    @staticmethod
    def _loyalty_club_line(line, known, taxes):
        """A line on the screen, of what there is."""
        values = line._asdict()
        for name in _RECORDS:
            values[name] = values[name] if values[name] in known[name] else False
        taxes = taxes.filtered(lambda tax: tax.id in line.tax_ids)
        return {**values, "tax_ids": [Command.set(taxes.ids)]}

    # === WHAT IS EARNED === #

    def _loyalty_club_coming(self, members, draft, figures):
        """What the receipt will earn if it is paid now, and why, by member id."""
        lines = figures.lines(draft)
        if not lines:
            return {}
        cause = Cause(
            source_model=draft._name,
            source_id=0,
            occurred_at=fields.Datetime.now(),
            channel="pos",
            # Lines on the screen have no ids yet.
            lines=tuple(replace(each, line_id=n) for n, each in enumerate(lines, 1)),
        )
        earnings = self.env["loyalty.club.earning"]
        return earnings._foresee_purchase(cause, members._serving(self.company_id))

    # === WHAT HE HOLDS === #

    def _loyalty_club_coupons_of(self, member, partner, place):
        """The coupons of a member that are not over, as the till shows them."""
        coupons = member._open_coupons(member)
        # Only gifts have no card, and cards are for nobody to read.
        return [
            {
                **self._loyalty_club_coupon(coupon),
                "is_here": coupon.document == place.name,
                "refusal": coupon._refusal(partner, place.name)
                or self._loyalty_club_unfit(coupon.reward_id, coupon)
                or "",
            }
            for coupon in coupons
        ]

    def _loyalty_club_coupon(self, coupon):
        """One coupon as a till shows it."""
        return {
            "id": coupon.id,
            "card_id": coupon.sudo().card_id.id,
            "reward_id": coupon.reward_id.id,
            "name": coupon.reward_id.name,
            "kind": coupon.kind,
            "code": coupon.display_code,
            "points": coupon.points,
            "is_variable": coupon._is_variable(),
            "expires": coupon.expires_on and day(self.env, coupon.expires_on),
        }

    # === WHAT HE CAN HAVE === #

    def _loyalty_club_rewards_of(self, member, due):
        """The rewards a member can see, with what keeps him from each."""
        rewards = member._rewards()
        refusals = rewards._refusals(member)
        return [
            self._loyalty_club_reward(reward, member, due, refusals.get(reward.id))
            for reward in rewards
        ]

    def _loyalty_club_reward(self, reward, member, due, refusal):
        fewest = reward._fewest() if reward.is_variable else reward.points
        most = reward._in_steps(max(member.balance, 0)) if reward.is_variable else 0
        if reward.is_variable and reward.kind == "discount":
            most = min(most, reward._most_for(due))
        refusal = refusal or self._loyalty_club_unfit(reward)
        if not refusal and member.balance < fewest:
            refusal = self.env._(
                "%(points)s points are missing",
                points=number(self.env, fewest - max(member.balance, 0)),
            )
        return {
            "id": reward.id,
            "name": reward.name,
            "kind": reward.kind,
            "image": bool(reward.image_128),
            "price": reward.price,
            "points": reward.points,
            "is_variable": reward.is_variable,
            "fewest": fewest,
            "step": reward.step_points,
            "most": most,
            "worth": reward.value_per_point if reward.is_variable else 0,
            "refusal": refusal or "",
        }

    def _loyalty_club_unfit(self, reward, coupon=None) -> str | None:
        """Why this till can't give a reward; None if it can."""
        # Goods, and programmes of Odoo, that a cashier need not be able to read.
        reward = reward.sudo()
        program = coupon.sudo().card_id.program_id if coupon else reward.program_id
        if not program:
            return None
        if program.currency_id != self.currency_id:
            return self.env._("Not at this till: it sells in another currency.")
        goods = program.reward_ids.reward_product_id
        if goods and not (goods.active and goods.available_in_pos):
            return self.env._("%(product)s is not sold at tills.", product=goods.name)
        return None
