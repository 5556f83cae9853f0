from math import ceil

from odoo import models
from odoo.exceptions import UserError

from ...tools.coupon_code import normalized_code
from ...tools.coupon_use import CouponUse
from .sale_figures import SaleFigures

_NOTHING = 1e-6


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

    def _loyalty_club_may_know(self, coupon) -> bool:
        """Whether who asks may learn that there is such a coupon."""
        return self.env.user._is_internal() or coupon._belongs_to(self.partner_id)

    def _apply_program_reward(self, reward, coupon, **kwargs):
        """Keep a coupon for this order before it is applied."""
        club_coupon = coupon._loyalty_club_coupons()
        if club_coupon:
            place = self._loyalty_club_place()
            club_coupon._lock()
            if refusal := club_coupon._refusal(self.partner_id, place.name):
                return {"error": refusal}
            club_coupon._keep_for(self.partner_id, place)
            # Should Odoo not apply it in the end, it is free again.
            self._loyalty_club_bear_soon()
        return super()._apply_program_reward(reward, coupon, **kwargs)

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
        share = reward.program_id.loyalty_club_max_share / 100
        if not reward.program_id.loyalty_club_reward_id or share >= 1:
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

    # === USES === #

    def _loyalty_club_uses(self):
        """The coupons on the lines of these orders, and what is left of the goods."""
        bearing = self.filtered(lambda order: order._loyalty_club_borne_coupons())
        figures = SaleFigures(bearing._loyalty_club_counted())
        return [
            self._loyalty_club_use(order, coupon, figures)
            for order in bearing
            for coupon in order._loyalty_club_borne_coupons()
        ]

    def _loyalty_club_borne_coupons(self):
        """The coupons of one order.

        Odoo takes them off the lines of a cancelled order; what was invoiced with them
        still has them, until it is credited.
        """
        self.ensure_one()
        if self.state == "cancel":
            return self.env["loyalty.club.coupon"].search(
                [
                    ("document", "=", self._loyalty_club_place().name),
                    ("state", "=", "used"),
                ]
            )
        return self.order_line.coupon_id._loyalty_club_coupons()

    def _loyalty_club_use(self, order, coupon, figures):
        lines = order.order_line.filtered(lambda line: line.coupon_id == coupon.card_id)
        is_final = order.state in ("sale", "cancel")
        is_void = order.state == "cancel" and not figures.is_invoiced(order)
        kept = figures.kept_share(order) if is_final else 1.0
        points = coupon.used_points
        if lines:
            points = ceil(sum(lines.mapped("points_cost")) - _NOTHING)
        return CouponUse(
            coupon_id=coupon.id,
            partner_id=order.partner_id.id,
            document=order._loyalty_club_place().name,
            is_final=is_final,
            reference=order._loyalty_club_place().name,
            points=points if coupon._is_variable() else None,
            kept=0.0 if is_void else kept,
            used_at=order.date_order,
        )
