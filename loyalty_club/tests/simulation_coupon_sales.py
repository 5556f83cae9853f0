from odoo.exceptions import UserError

from .simulation_common import step
from .simulation_quotations import QuotationSteps


class CouponSaleSteps(QuotationSteps):
    """Coupons on orders of Sales, from the quotation to the last credit note."""

    # === QUOTATIONS === #

    @step(10)
    def quote(self):
        """Put a coupon on a quotation; it can't be on two."""
        told, coupon = self.some_coupon(
            lambda each: each.offer.is_for_orders and each.state == "issued"
        )
        if told:
            quotation = self.new_quotation(told.member)
            apply = quotation.order._loyalty_club_apply
            self.put_on(quotation, told, coupon, apply)

    @step(4)
    def quote_with_another(self):
        """Put a second coupon on a quotation."""
        quotation = self.some_quotation(is_cart=False, condition=self.is_good)
        if not quotation:
            return
        told, coupon = self.some_coupon(
            lambda each: (
                each.member == quotation.member
                and each.offer.is_for_orders
                and each.state == "issued"
                and self.lacks(quotation, each.offer)
            )
        )
        if told:
            apply = quotation.order._loyalty_club_apply
            self.put_on(quotation, told, coupon, apply)

    @step(6)
    def redeem_for_order(self):
        """Use points for one order, with a coupon or without."""
        member = self.some_member(lambda each: each.balance > 0)
        if not member:
            return
        quotation = self.some_quotation(
            is_cart=False,
            condition=lambda each: each.member == member and self.is_good(each),
        )
        quotation = quotation or self.new_quotation(member)
        reward, offer = self.some_reward(
            member.club_id, lambda each: each.is_for_orders
        )
        if not self.lacks(quotation, offer):
            return
        points = self.some_points(member, offer)
        cost = offer.cost
        if points:
            cost = min(points, offer.most(quotation.left()))
        key = f"spot/{self.now}"
        self.get_for(
            *(quotation, offer, cost),
            lambda: quotation.order._loyalty_club_redeem(
                member, reward, points=points, key=key
            ),
        )

    @step(3)
    def change_quotation(self):
        """Goods are added: the coupons are applied anew."""
        quotation = self.some_quotation(is_cart=False)
        if quotation:
            line = self.random.choice(quotation.lines)
            line.quantity = self.random.randint(1, 6)
            quotation.order.order_line.filtered(
                lambda each: each.product_id == line.product and not each.reward_id
            ).write({"product_uom_qty": line.quantity, "price_unit": float(line.price)})
            quotation.order._update_programs_and_rewards()
            self.applied_anew(quotation)

    @step(2)
    def take_off(self):
        quotation = self.some_quotation(is_cart=False)
        if quotation:
            told = self.random.choice(quotation.coupons)
            quotation.order._loyalty_club_take_off(self.coupons[told])
            self.come_off(quotation, told)
            self.applied_anew(quotation)

    @step(2)
    def delete_quotation(self):
        quotation = self.some_quotation(is_cart=False)
        if quotation:
            quotation.order.unlink()
            self.come_off(quotation)

    @step(1)
    def cancel_quotation(self):
        quotation = self.some_quotation(is_cart=False)
        if quotation:
            quotation.order._action_cancel()
            self.come_off(quotation)

    @step(10)
    def confirm_quotation(self):
        """Confirm with the coupons, if they are still good."""
        quotation = self.some_quotation(is_cart=False)
        if not quotation:
            return
        if not self.is_good(quotation):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                quotation.order.action_confirm()
            return
        quotation.order.action_confirm()
        self.settle()
        self.settle_sale(self.confirmed(quotation))
