from dataclasses import dataclass
from decimal import Decimal

from odoo.exceptions import UserError

from .simulation_common import step
from .simulation_rewards import RewardSteps


@dataclass(eq=False)
class Quotation:
    """A quotation of Sales with a coupon on it."""

    member: object
    order: object
    lines: list
    coupon: object = None

    def bought(self):
        """What the goods cost, coupons aside."""
        return sum(line.price * line.quantity for line in self.lines)


class CouponSaleSteps(RewardSteps):
    """Coupons on orders of Sales, from the quotation to the last credit note."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quotations = []

    # === QUOTATIONS === #

    @step(10)
    def quote(self):
        """Put a coupon on a quotation; it can't be on two."""
        told, coupon = self.some_coupon(
            lambda each: each.offer.kind != "gift" and each.state == "issued"
        )
        if not told:
            return
        quotation = self.new_quotation(told.member)
        is_free = told.is_usable(self.today) and not told.place
        if not is_free or told.member.state != "active":
            with self.assertRaises(UserError), self.env.cr.savepoint():
                quotation.order._loyalty_club_apply(coupon)
            return
        quotation.order._loyalty_club_apply(coupon)
        quotation.coupon, told.place = told, quotation

    @step(6)
    def redeem_for_order(self):
        """Use points for one order. The request is sent twice."""
        member = self.some_member(lambda each: each.balance > 0)
        if not member:
            return
        reward, offer = self.some_reward(
            member.club_id, lambda each: each.kind != "gift"
        )
        quotation = self.new_quotation(member)
        points = self.some_points(member, offer)
        cost = offer.cost
        if points:
            cost = min(points, offer.most(quotation.bought()))
        is_refused = cost > member.balance or cost < offer.fewest
        values = {"points": points, "key": f"spot/{self.now}"}
        if is_refused or member.state != "active":
            with self.assertRaises(UserError), self.env.cr.savepoint():
                quotation.order._loyalty_club_redeem(member, reward, **values)
            return
        coupon = quotation.order._loyalty_club_redeem(member, reward, **values)
        again = quotation.order._loyalty_club_redeem(member, reward, **values)
        self.assertEqual(coupon, again)
        told = self.clerk.issue(member, offer, self.today, cost, is_for_one=True)
        quotation.coupon, told.place = told, quotation
        self.coupons[told] = coupon

    @step(3)
    def change_quotation(self):
        """Goods are added: the coupon is applied anew."""
        quotation = self.some_quotation()
        if quotation:
            line = self.random.choice(quotation.lines)
            line.quantity = self.random.randint(1, 6)
            quotation.order.order_line.filtered(
                lambda each: each.product_id == line.product and not each.reward_id
            ).write({"product_uom_qty": line.quantity, "price_unit": float(line.price)})
            quotation.order._update_programs_and_rewards()
            if not self.is_good(quotation):
                self.give_up(quotation)

    @step(2)
    def take_off(self):
        quotation = self.some_quotation()
        if quotation:
            coupon = quotation.coupon
            quotation.order._loyalty_club_take_off(self.coupons[coupon])
            self.give_up(quotation)

    @step(2)
    def delete_quotation(self):
        quotation = self.some_quotation()
        if quotation:
            quotation.order.unlink()
            self.give_up(quotation)

    @step(1)
    def cancel_quotation(self):
        quotation = self.some_quotation()
        if quotation:
            quotation.order._action_cancel()
            self.give_up(quotation)

    @step(10)
    def confirm_quotation(self):
        """Confirm with the coupon, if it is still good."""
        quotation = self.some_quotation()
        if not quotation:
            return
        told, order, member = quotation.coupon, quotation.order, quotation.member
        if not self.is_good(quotation):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                order.action_confirm()
            return
        order.action_confirm()
        self.settle()
        lines, bought = quotation.lines, quotation.bought()
        discount = bought - Decimal(str(round(order.amount_total, 2)))
        # Half a cent is rounded as Odoo does.
        self.assertAlmostEqual(
            *(discount, told.offer.discount(told.points, bought)),
            delta=Decimal("0.01"),
        )
        sale = self.new_sale(
            *(member, order, lines),
            tolerance=self.cents(order.order_line),
            discount=discount,
            coupon=told,
        )
        told.place = sale
        self.quotations.remove(quotation)
        self.auditor.settle(sale, self.today)
        self.follow_coupon(sale)

    # === THE SCENE === #

    def follow_merge(self, kept, gone):
        result = super().follow_merge(kept, gone)
        for quotation in self.quotations:
            if quotation.member == gone:
                quotation.member = kept
        return result

    def follow_coupon(self, sale):
        if sale.coupon:
            self.clerk.use(sale.coupon, sale, self.today)
            if sale.is_cancelled:
                sale.coupon, sale.discount = None, 0

    def new_quotation(self, member):
        lines = self.some_goods()
        order = self.order(
            *((line.product, line.quantity, float(line.price)) for line in lines),
            partner=self.people[member],
        )
        # What expired quotations leave to others is another story.
        order.validity_date = False
        quotation = Quotation(member, order, lines)
        self.quotations.append(quotation)
        return quotation

    def some_quotation(self):
        """A quotation with a coupon."""
        fitting = [each for each in self.quotations if each.coupon]
        return self.random.choice(fitting) if fitting else None

    def is_good(self, quotation):
        """Whether its coupon can still be used on it."""
        told = quotation.coupon
        is_usable = told.place is quotation and told.is_usable(self.today)
        return is_usable and quotation.member.state == "active"

    def give_up(self, quotation):
        """A quotation without its coupon is no story any more."""
        self.quotations.remove(quotation)
        self.clerk.come_off(quotation.coupon, quotation, self.today)
