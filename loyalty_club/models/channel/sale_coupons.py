from datetime import datetime, time, timedelta

from odoo import models
from odoo.exceptions import UserError

from ...tools.coupon_code import normalized_code


class SaleOrder(models.Model):
    """Orders of Sales and the web shop use coupons, each by whom it belongs to.

    A coupon is kept for the order from the quotation or cart on; Odoo applies it, and
    applies it anew when the order changes.
    """

    _name = "sale.order"
    _inherit = ["sale.order", "loyalty.club.bearer"]

    # === APPLY === #

    def _try_apply_code(self, code):
        """Answer for somebody else's coupon as for a code that nobody has."""
        code = normalized_code(code)
        coupon = self.env["loyalty.card"].sudo()  # visitors apply what they hold
        coupon = coupon.search([("code", "=", code)])._loyalty_club_coupons()
        refusal = coupon and coupon._refusal(
            self.partner_id, self._loyalty_club_place().name
        )
        if coupon and not self._loyalty_club_may_know(coupon):
            result = {"not_found": True}
        elif refusal:
            result = {"error": refusal}
        else:
            result = super()._try_apply_code(code)
        if result.get("not_found"):
            result["error"] = self.env._("This code is invalid (%s).", code)
        return result

    def _loyalty_club_apply(self, coupon):
        """Use a coupon on this quotation or cart, and all that it gives.

        :raise UserError: when it can't be used here, saying why
        """
        self.ensure_one()
        found = self._try_apply_code(coupon.code)
        if found.get("error"):
            raise UserError(found["error"])
        for card, rewards in found.items():
            answer = self._apply_program_reward(rewards[:1], card)
            if answer.get("error"):
                raise UserError(answer["error"])
        self._update_programs_and_rewards()
        if coupon.sudo().card_id not in self.order_line.coupon_id:
            raise UserError(
                self.env._(
                    "%(coupon)s gives nothing on this order.",
                    coupon=coupon.display_name,
                )
            )

    def _loyalty_club_take_off(self, coupon):
        """Take a coupon off this quotation or cart: it is free again."""
        self.ensure_one()
        card = coupon.sudo().card_id  # cards behind coupons are not shown to anybody
        self.order_line.filtered(lambda line: line.coupon_id == card).unlink()
        self.applied_coupon_ids -= card
        self._update_programs_and_rewards()
        self._loyalty_club_bear_soon()

    def _loyalty_club_redeem(self, member, reward, *, points=None, key=None):
        """Buy a coupon for this quotation or cart alone, and use it here.

        Taken off the order, its points come back.

        :param points: how many to use, where the member chooses; no more are taken
            than the order can use
        :param key: names the request; a repeated one buys nothing
        :return: the ``loyalty.club.coupon``
        :raise UserError: when the member can't have it, or it gives nothing here
        """
        self.ensure_one()
        if reward.is_variable and points:
            points = min(points, self._loyalty_club_most_points(reward))
        coupon = member._redeem(
            reward, points=points, key=key, document=self._loyalty_club_kept_place()
        )
        if coupon.state != "issued":
            # A request was sent again, after its coupon had come off.
            raise UserError(
                self.env._(
                    "Nothing was changed. Please look at the order and try again."
                )
            )
        if coupon.card_id not in self.order_line.coupon_id:
            self._loyalty_club_apply(coupon)
        return coupon

    def _loyalty_club_most_points(self, reward) -> int:
        """The most points that this order can take of a reward."""
        currency = reward.currency_id
        amount = self.currency_id._convert(
            self._loyalty_club_discountable(), currency, self.company_id
        )
        return reward._most_for(amount)

    def _loyalty_club_discountable(self) -> float:
        """What the goods of this order come to, coupons that pay with points aside."""
        lines = self.order_line - self._get_no_effect_on_threshold_lines()
        lines -= self._loyalty_club_top_ups()
        return sum(
            line.price_total
            for line in lines
            if line.reward_id.discount_mode != "per_point"
        )

    def _loyalty_club_may_know(self, coupon) -> bool:
        """Whether who asks may learn that there is such a coupon."""
        return self.env.user._is_internal() or coupon._belongs_to(self.partner_id)

    def _apply_program_reward(self, reward, coupon, **kwargs):
        """Keep a coupon for this order before it is applied."""
        club_coupon = coupon._loyalty_club_coupons()
        if club_coupon:
            place = self._loyalty_club_kept_place()
            club_coupon._lock()
            if refusal := club_coupon._refusal(self.partner_id, place.name):
                return {"error": refusal}
            club_coupon._keep_for(self.partner_id, place)
            # Should Odoo not apply it in the end, it is free again.
            self._loyalty_club_bear_soon()
        return super()._apply_program_reward(reward, coupon, **kwargs)

    def _loyalty_club_kept_place(self):
        """The order, and until when it keeps a coupon: as long as its prices hold."""
        place = self._loyalty_club_place()
        if not self.validity_date:
            return place
        # The day after, at noon: the last day is over everywhere.
        after = self.validity_date + timedelta(days=1)
        return place._replace(until=datetime.combine(after, time(12)))

    def _get_real_points_for_coupon(self, coupon, post_confirm=False):
        """Give a coupon that can't be used here nothing to give."""
        if self._loyalty_club_refusal(coupon):
            return 0.0
        return super()._get_real_points_for_coupon(coupon, post_confirm=post_confirm)

    def _loyalty_club_refusal(self, card) -> str | None:
        """Why the coupon behind a card can't be used on this order; None if it can."""
        coupon = card._loyalty_club_coupons()
        if not coupon:
            return None
        place = self._loyalty_club_place()
        if coupon.document == place.name and self._loyalty_club_is_paid_online():
            return None
        return coupon._refusal(self.partner_id, place.name)

    def _loyalty_club_is_paid_online(self) -> bool:
        """Whether the customer has paid what he was promised: that stands."""
        # Visitors have no access to payments.
        transactions = self.sudo().transaction_ids
        return any(each.state in ("authorized", "done") for each in transactions)

    def _discountable_order(self, reward):
        """Let points pay no more of an order than their reward says."""
        return self._loyalty_club_share(reward, super()._discountable_order(reward))

    def _discountable_specific(self, reward):
        """Let points pay no more of certain products than their reward says."""
        return self._loyalty_club_share(reward, super()._discountable_specific(reward))

    @staticmethod
    def _loyalty_club_share(reward, discountable):
        """The part of an amount, and of its parts by tax, that points can pay."""
        program = reward.sudo().program_id  # visitors use rewards, and see none
        share = program.loyalty_club_max_share / 100
        if not program.loyalty_club_reward_id or share >= 1:
            return discountable
        amount, by_tax = discountable
        return amount * share, {tax: part * share for tax, part in by_tax.items()}

    # === CONFIRM === #

    def action_confirm(self):
        """Confirm with coupons that are free, and of the customer.

        :raise UserError: when one of them is not any more
        """
        for order in self:
            cards = order.order_line.coupon_id
            cards._loyalty_club_coupons()._lock()
            for card in cards:
                if refusal := order._loyalty_club_refusal(card):
                    raise UserError(
                        self.env._(
                            "%(order)s can't be confirmed with its coupon: "
                            "%(reason)s Remove the line of the coupon.",
                            order=order.name,
                            reason=refusal,
                        )
                    )
        return super().action_confirm()

    def write(self, vals):
        """Take coupons off quotations that go to another customer."""
        result = super().write(vals)
        if "partner_id" in vals:
            for order in self.filtered(lambda each: each.state in ("draft", "sent")):
                cards = order.order_line.coupon_id
                if any(order._loyalty_club_refusal(card) for card in cards):
                    order._update_programs_and_rewards()
        return result

    def unlink(self):
        """Free the coupons of deleted quotations."""
        self._loyalty_club_bear_soon()
        return super().unlink()

    # === ACTIONS === #

    def action_loyalty_club_offer(self):
        """Open what the customer has in the club."""
        self.ensure_one()
        return self.env["loyalty.club.offer"]._open(order_id=self.id)
