from odoo import api, models
from odoo.exceptions import UserError

_AMOUNTS = {
    *("product_id", "product_uom_id", "product_uom_qty", "price_unit", "discount"),
    *("tax_ids", "order_id"),
}


class SaleOrderLine(models.Model):
    """Confirmed orders that are edited change what they earn."""

    _inherit = "sale.order.line"

    # === TOUCH === #

    @api.model_create_multi
    def create(self, vals_list):
        """Follow lines that are added to a confirmed order."""
        lines = super().create(vals_list)
        lines._loyalty_club_touch_confirmed()
        lines._loyalty_club_bear_soon()
        return lines

    def write(self, vals):
        """Follow lines of confirmed orders, and of all orders with coupons.

        :raise UserError: when a confirmed order would lose the coupon it was sold with,
            or keep a discount of more than what is left on it
        """
        lines = self
        if "order_id" in vals:
            lines = self._loyalty_club_leave_coupons(vals["order_id"])
        if "coupon_id" in vals:
            lines._loyalty_club_check_coupons_stay(vals["coupon_id"])
            lines._loyalty_club_bear_soon()
        result = super(SaleOrderLine, lines).write(vals)
        if "coupon_id" in vals:
            lines._loyalty_club_bear_soon()
        if not _AMOUNTS.isdisjoint(vals):
            lines._loyalty_club_touch_confirmed()
            lines._loyalty_club_check_worth()
        return result

    def unlink(self):
        """Follow lines that are removed from a confirmed order, or with a coupon."""
        self._loyalty_club_touch_confirmed()
        self._loyalty_club_bear_soon()
        return super().unlink()

    def _loyalty_club_touch_confirmed(self):
        orders = self.order_id._loyalty_club_counted()
        if orders:
            orders._loyalty_club_touch()

    def _loyalty_club_leave_coupons(self, order_id):
        """Take off what coupons gave when lines move to another order.

        So are carts merged; and a coupon is kept for the one that it was put on.

        :return: the other lines
        """
        given = self.filtered(
            lambda line: (
                line.order_id.id != order_id and line.coupon_id._loyalty_club_coupons()
            )
        )
        given.unlink()
        return self - given

    def _loyalty_club_check_coupons_stay(self, card_id):
        for line in self.filtered(lambda each: each.order_id.state == "sale"):
            is_other = line.coupon_id.id != card_id
            if is_other and line.coupon_id._loyalty_club_coupons():
                raise UserError(
                    self.env._(
                        "%(order)s was confirmed with its coupon: cancel the order, or "
                        "credit it.",
                        order=line.order_id.name,
                    )
                )

    def _loyalty_club_check_worth(self):
        # Odoo counts discounts anew until an order is confirmed, and not after.
        for order in self.order_id.filtered(
            lambda each: each.state == "sale" and each.amount_total < 0
        ):
            if order.order_line.coupon_id._loyalty_club_coupons():
                raise UserError(
                    self.env._(
                        "The coupon of %(order)s would take off more than what is left "
                        "on it. Cancel the order, set it to quotation, and change it "
                        "there: the discount is counted anew.",
                        order=order.name,
                    )
                )

    def _loyalty_club_bear_soon(self):
        """Have the coupons of these lines settled with their orders."""
        orders = self.filtered("coupon_id").order_id
        if orders:
            orders._loyalty_club_bear_soon()

    def _loyalty_club_gives(self) -> bool:
        """Whether this line of a coupon gives anything: a discount, or goods."""
        is_goods = self.reward_id.reward_type == "product"
        return self.product_uom_qty > 0 and (is_goods or self.price_total < 0)

    # === CAUSE === #

    def _loyalty_club_says_payment(self) -> bool:
        """Whether the line says it pays with a gift card or wallet.

        What it really pays is for the cards to say.
        """
        program = self.reward_id.program_id
        return program.is_payment_program and self.coupon_id.program_id == program

    def _loyalty_club_card_points(self) -> float:
        """What a paying line takes from its card, in points of its programme."""
        amount = -self.price_total / (self.order_id.currency_rate or 1.0)
        return amount / (self.reward_id.discount or 1.0)

    def _loyalty_club_refusal(self, top_ups) -> str | None:
        """Why this line earns nothing."""
        if self.is_delivery:
            return "delivery"
        if self.is_downpayment:
            return "down_payment"
        if self.reward_id and self.reward_id.reward_type == "product":
            return "gift"
        if self.product_id in top_ups:
            return "top_up"
        return None
