from datetime import timedelta

from odoo.exceptions import UserError, ValidationError

from .simulation_common import step
from .simulation_coupons import discounts
from .simulation_quotations import QuotationSteps
from .simulation_web import WebSteps

# A cart that nobody touched for so long gives back what was bought for it.
_LEFT_BEHIND = timedelta(hours=2)


class CouponWebSteps(QuotationSteps, WebSteps):
    """Coupons and points in carts: paid, changed, or left behind."""

    # === CARTS === #

    @step(8)
    def put_in_cart(self):
        """Put a coupon in a cart, beside another one or alone."""
        told, coupon = self.some_coupon(
            lambda each: each.offer.is_for_orders and each.state == "issued"
        )
        if told:
            cart = self.some_cart(told.member, told.offer)
            self.put_on(cart, told, coupon, cart.order._loyalty_club_put_on_cart)

    @step(8)
    def get_in_cart(self):
        """Get a reward for a cart, or pay a part of it with points."""
        member = self.some_member(lambda each: each.balance > 0)
        if not member:
            return
        reward, offer = self.some_reward(
            member.club_id, lambda each: each.is_for_orders
        )
        cart, points = self.some_cart(member, offer), self.some_points(member, offer)
        self.get_for(
            *(cart, offer, points or offer.cost),
            lambda: self.ask_for(cart, reward, points),
            is_fit=not points or points <= offer.most(cart.left()),
        )

    @step(3)
    def pay_other_points(self):
        """Pay a cart with more or fewer points than before, or with none."""
        cart = self.some_quotation(
            is_cart=True,
            condition=lambda each: (
                self.is_good(each)
                and each.coupons[-1].offer.kind == "points"
                and each.coupons[-1].is_for_one
            ),
        )
        if not cart:
            return
        before = cart.coupons[-1]
        reward = self.coupons[before].reward_id
        if self.random.random() < 0.4:
            self.ask_for(cart, reward, 0)
            self.come_off(cart, before)
            return
        points = self.random.randint(1, 5) * before.offer.step
        free = cart.member.balance + before.points
        room = cart.left() + discounts(cart.coupons, cart.bought())[before]
        most = min(free, before.offer.most(room))
        if points == before.points:
            self.ask_for(cart, reward, points)
        elif before.offer.fewest <= points <= most:
            self.clerk.come_off(before, cart, self.today)
            cart.coupons.remove(before)
            coupon = self.ask_for(cart, reward, points)
            told = self.clerk.issue(
                *(cart.member, before.offer, self.today, points), is_for_one=True
            )
            cart.coupons.append(told)
            told.place, self.coupons[told] = cart, coupon
        else:
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self.ask_for(cart, reward, points)

    @step(2)
    def take_off_cart(self):
        cart = self.some_quotation(is_cart=True)
        if cart:
            told = self.random.choice(cart.coupons)
            cart.touched_on = self.now
            cart.order._loyalty_club_take_off_cart(self.coupons[told])
            self.come_off(cart, told)
            self.applied_anew(cart)

    @step(10)
    def pay_cart(self):
        """Pay a cart with its coupons, if they are still good."""
        cart = self.some_quotation(is_cart=True)
        if not cart:
            return
        if not self.is_good(cart):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.transaction(cart.order)
            return
        if cart.left():
            self.capture(self.transaction(cart.order))
        else:
            cart.order._validate_order()
            self.settle()
        sale = self.confirmed(cart)
        sale.received = sale.charged()
        self.settle_sale(sale)

    # === THE TIME BETWEEN === #

    def pass_time(self):
        result = super().pass_time()
        self.tell_database_the_time()
        while self.env["loyalty.club.coupon"]._release_next():
            pass
        self.settle()
        for cart in [each for each in self.quotations if each.touched_on]:
            bought = [
                told for told in cart.coupons if told.is_for_one and told.place is cart
            ]
            if bought and cart.touched_on + _LEFT_BEHIND < self.now:
                self.come_off(cart, *bought)
                self.applied_anew(cart)
        return result

    def tell_database_the_time(self):
        """When carts were touched: the database has a clock of its own."""
        self.env.flush_all()
        for cart in self.quotations:
            if cart.touched_on:
                for query in (
                    "UPDATE sale_order SET write_date = %s WHERE id = %s",
                    "UPDATE sale_order_line SET write_date = %s WHERE order_id = %s",
                ):
                    self.env.cr.execute(query, (cart.touched_on, cart.order.id))
        self.env.invalidate_all()

    # === THE SCENE === #

    def some_cart(self, member, offer):
        """A cart of a member without such a coupon, old or new."""
        cart = self.some_quotation(
            is_cart=True,
            condition=lambda each: (
                each.member == member and self.is_good(each) and self.lacks(each, offer)
            ),
        ) or self.new_quotation(member, website_id=self.website.id)
        cart.touched_on = self.now
        return cart

    def ask_for(self, cart, reward, points):
        """Ask for a reward in a cart, under a name for the day; its coupon."""
        cart.touched_on = self.now
        key = f"tab/{self.now}"
        if points is None:
            cart.order._loyalty_club_get_for_cart(cart.member, reward, key)
        else:
            cart.order._loyalty_club_pay_points(cart.member, reward, points, key)
        return cart.order._loyalty_club_bought_for(reward)
