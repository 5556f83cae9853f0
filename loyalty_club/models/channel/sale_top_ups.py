from odoo import models


class SaleOrder(models.Model):
    """What fills a wallet or a gift card is money.

    A coupon that made it cheaper would be paid out, and a wallet that paid for it would
    fill itself.
    """

    _inherit = "sale.order"

    # === DISCOUNTS === #

    def _discountable_order(self, reward):
        """Let coupons, and wallets, take nothing off what fills wallets."""
        order = self._loyalty_club_seen_by(reward)
        amount, by_tax = super(SaleOrder, order)._discountable_order(reward)
        program = reward.sudo().program_id  # visitors use rewards, and see none
        if program.program_type == "ewallet":
            # Odoo has a wallet pay for whatever there is, in one sum for all taxes.
            lines = self._loyalty_club_top_ups(program)
            amount = max(amount - sum(lines.mapped("price_total")), 0.0)
        return amount, by_tax

    def _discountable_specific(self, reward):
        """Let coupons take nothing off what fills wallets."""
        order = self._loyalty_club_seen_by(reward)
        return super(SaleOrder, order)._discountable_specific(reward)

    def _discountable_cheapest(self, reward):
        """Let coupons take nothing off what fills wallets."""
        order = self._loyalty_club_seen_by(reward)
        return super(SaleOrder, order)._discountable_cheapest(reward)

    def _get_no_effect_on_threshold_lines(self):
        """Leave what fills wallets aside while a coupon looks for what to discount."""
        lines = super()._get_no_effect_on_threshold_lines()
        if self.env.context.get("loyalty_club_goods_alone"):
            lines |= self._loyalty_club_top_ups()
        return lines

    # === TOP-UPS === #

    def _loyalty_club_seen_by(self, reward):
        """This order as a reward sees it: a coupon of a club, its goods alone."""
        is_ours = reward.sudo().program_id.loyalty_club_reward_id
        return self.with_context(loyalty_club_goods_alone=True) if is_ours else self

    def _loyalty_club_top_ups(self, program=None):
        """The lines that fill wallets and gift cards, or those of one programme."""
        products = self.order_line.product_id
        top_ups = self.env["loyalty.program"]._loyalty_club_top_ups(products)
        if program:
            top_ups &= program.rule_ids.product_ids
        return self.order_line.filtered(lambda line: line.product_id in top_ups)
