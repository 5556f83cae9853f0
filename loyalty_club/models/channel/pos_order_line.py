from odoo import api, models

_AMOUNTS = {
    *("order_id", "product_id", "qty", "price_unit", "discount", "tax_ids"),
    *("refunded_orderline_id", "reward_id", "coupon_id"),
}


class PosOrderLine(models.Model):
    """Paid receipts that are edited change what they earn."""

    _inherit = "pos.order.line"

    # === TOUCH === #

    @api.model_create_multi
    def create(self, vals_list):
        """Follow lines that are added to a paid receipt, as a tip is."""
        lines = super().create(vals_list)
        lines.order_id._loyalty_club_touch_paid()
        return lines

    def write(self, vals):
        """Follow lines of paid receipts, and the receipts that they refunded before."""
        if "refunded_orderline_id" in vals:
            self.refunded_orderline_id.order_id._loyalty_club_touch_paid()
        result = super().write(vals)
        if not _AMOUNTS.isdisjoint(vals):
            self.order_id._loyalty_club_touch_paid()
        return result

    # === CAUSE === #

    def _loyalty_club_is_refund(self) -> bool:
        """Whether the line gives back a line of an earlier receipt: the same goods."""
        refunded = self.refunded_orderline_id
        return self.product_id == refunded.product_id and self.qty * refunded.qty < 0

    def _loyalty_club_says_payment(self) -> bool:
        """Whether the till says the line pays with a gift card or wallet.

        What it really pays is for the cards to say.
        """
        reward = self.reward_id
        return (
            bool(reward)
            and self.price_unit * self.qty < 0
            and reward.program_id.is_payment_program
            and self.product_id == reward.discount_line_product_id
            and self.coupon_id.program_id == reward.program_id
        )

    def _loyalty_club_card_points(self) -> float:
        """What a paying line takes from its card, in points of its programme."""
        return -self.price_unit * self.qty / (self.reward_id.discount or 1.0)

    def _loyalty_club_refusal(self, top_ups) -> str | None:
        """Why this line earns nothing."""
        config = self.order_id.config_id
        if self.product_id == config.tip_product_id:
            return "tip"
        if self.product_id == config.down_payment_product_id:
            return "down_payment"
        if self.product_id in top_ups:
            return "top_up"
        return None

    def _loyalty_club_cancelled_products(self):
        """The products that this negative line takes back, or makes free."""
        if self.reward_id.reward_type == "product":
            return self.reward_id.reward_product_ids
        if self.qty < 0 and not self.reward_id:
            return self.product_id
        return self.env["product.product"]
