from odoo import models

from ...tools.coupon_use import CouponUse
from .sale_figures import SaleFigures


class SaleOrder(models.Model):
    """How coupons stand on orders: kept, used, and back with what was returned."""

    _inherit = "sale.order"

    # === USES === #

    def _loyalty_club_bearing(self):
        """Orders with coupons on their lines; cancelled ones may have lost those."""
        return self.filtered(
            lambda order: (
                order.order_line.coupon_id
                # A deleted order has no lines, and no state either.
                or (order.order_line and order.state == "cancel")
            )
        )

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
        name = order._loyalty_club_place().name
        use = CouponUse(
            coupon_id=coupon.id,
            partner_id=order.partner_id.id,
            document=name,
            is_final=order.state in ("sale", "cancel"),
            reference=name,
            used_at=order.date_order,
        )
        if not use.is_final:
            return use
        is_gone = order.state == "cancel" and not figures.is_invoiced(order)
        if lines:
            is_gone = not any(line._loyalty_club_gives() for line in lines)
        points = coupon.taken_points if coupon._is_variable() else None
        if lines:
            points = order._loyalty_club_points_taken(coupon, lines)
        return use._replace(
            points=points, kept=0.0 if is_gone else figures.kept_share(order, lines)
        )

    def _loyalty_club_points_taken(self, coupon, lines) -> int | None:
        """The points that lines have really taken: what they pay, however it came.

        What a line says of its points anybody who sells could write.
        """
        rate = self.currency_rate or 1.0
        paid = -sum(lines.mapped("price_total")) / rate
        return coupon._points_taken(paid, self.currency_id.rounding * len(lines) / rate)
