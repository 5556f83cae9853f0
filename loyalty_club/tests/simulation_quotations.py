from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from odoo.exceptions import UserError

from .simulation_coupons import discounts
from .simulation_rewards import RewardSteps


@dataclass(eq=False)
class Quotation:
    """A quotation of Sales, or a cart, with coupons in the order they came."""

    member: object
    order: object
    lines: list
    coupons: list = field(default_factory=list)
    # Of carts only: those are left behind.
    touched_on: datetime | None = None

    def bought(self):
        """What the goods cost, coupons aside."""
        return sum(line.price * line.quantity for line in self.lines)

    def left(self) -> Decimal:
        """What is left to pay."""
        return Decimal(str(round(self.order.amount_total, 2)))


class QuotationSteps(RewardSteps):
    """How coupons come on orders that are not confirmed yet, and off again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quotations = []

    # === COUPONS === #

    def put_on(self, quotation, told, coupon, apply):
        """Have a coupon applied that may be used on one order at a time, by one kind.

        :param apply: does it; it must be refused when it can't be
        """
        is_free = told.is_usable(self.today) and not told.place
        has_room = quotation.left() > 0 or not told.offer.is_discount
        if not is_free or not has_room or told.member.state != "active":
            with self.assertRaises(UserError), self.env.cr.savepoint():
                apply(coupon)
            return
        apply(coupon)
        quotation.coupons.append(told)
        told.place = quotation

    def get_for(self, quotation, offer, cost, redeem, *, is_fit=True):
        """Have a reward bought for one order. The request is sent twice.

        :param redeem: does it, and returns the coupon; it must be refused when the
            member can't have it, or it is not fit for the order
        """
        member = quotation.member
        is_short = cost > member.balance or cost < offer.fewest
        has_room = quotation.left() > 0 or not offer.is_discount
        if is_short or not (has_room and is_fit) or member.state != "active":
            with self.assertRaises(UserError), self.env.cr.savepoint():
                redeem()
            return
        coupon = redeem()
        self.assertEqual(redeem(), coupon)
        told = self.clerk.issue(member, offer, self.today, cost, is_for_one=True)
        quotation.coupons.append(told)
        told.place = quotation
        self.coupons[told] = coupon

    def applied_anew(self, quotation):
        """Odoo has applied all coupons again: what gives nothing more is off."""
        good = []
        for told in list(quotation.coupons):
            left = quotation.bought() - sum(
                discounts(good, quotation.bought()).values()
            )
            if self.is_good(quotation, told) and (left or not told.offer.is_discount):
                good.append(told)
            else:
                self.come_off(quotation, told)

    def come_off(self, quotation, *coupons):
        """Coupons are not on it any more. Without any it is no story."""
        for told in coupons or list(quotation.coupons):
            quotation.coupons.remove(told)
            self.clerk.come_off(told, quotation, self.today)
        if not quotation.coupons and quotation in self.quotations:
            self.quotations.remove(quotation)

    # === CONFIRM === #

    def confirmed(self, quotation, **values):
        """An order was confirmed with coupons that are good: each took its amount."""
        order, bought = quotation.order, quotation.bought()
        lines, amounts = order.order_line.grouped("coupon_id"), {}
        for told, amount in discounts(quotation.coupons, bought).items():
            taken = -sum(lines[self.coupons[told].card_id].mapped("price_total"))
            amounts[told] = Decimal(str(round(taken, 2)))
            # Half a cent is rounded as Odoo does.
            self.assertAlmostEqual(amounts[told], amount, delta=Decimal("0.01"))
        self.assertEqual(quotation.left(), bought - sum(amounts.values()))
        sale = self.new_sale(
            *(quotation.member, order, quotation.lines),
            tolerance=self.cents(order.order_line),
            coupons=amounts,
            **values,
        )
        self.quotations.remove(quotation)
        return sale

    def follow_coupons(self, sale):
        for told in sale.coupons:
            self.clerk.use(told, sale, self.today)
        if sale.is_cancelled:
            sale.coupons.clear()

    # === THE SCENE === #

    def follow_merge(self, kept, gone):
        result = super().follow_merge(kept, gone)
        for quotation in self.quotations:
            if quotation.member == gone:
                quotation.member = kept
        return result

    def new_quotation(self, member, lines=None, **values):
        lines = lines or self.some_goods()
        order = self.order(
            *((line.product, line.quantity, float(line.price)) for line in lines),
            partner=self.people[member],
            **values,
        )
        # What expired quotations leave to others is another story.
        order.validity_date = False
        quotation = Quotation(member, order, lines)
        self.quotations.append(quotation)
        return quotation

    def some_quotation(self, *, is_cart, condition=lambda quotation: True):
        """A quotation, or a cart, with coupons."""
        fitting = [
            each
            for each in self.quotations
            if each.coupons and bool(each.touched_on) == is_cart and condition(each)
        ]
        return self.random.choice(fitting) if fitting else None

    def is_good(self, quotation, *coupons):
        """Whether its coupons, or some of them, can still be used on it."""
        return quotation.member.state == "active" and all(
            told.place is quotation and told.is_usable(self.today)
            for told in coupons or quotation.coupons
        )

    def lacks(self, quotation, offer):
        """Whether no coupon of this kind is on it: two give no more than one."""
        return all(told.offer.kind != offer.kind for told in quotation.coupons)
