from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

from odoo.exceptions import UserError

from .simulation_common import step
from .simulation_coupons import discounts
from .simulation_rewards import RewardSteps
from .simulation_till import TOLERANCE, TillSteps

# A receipt that is not paid by then may never be.
_KEPT_FOR = timedelta(hours=1)
_LIST_PRICE = Decimal(10)


@dataclass(eq=False)
class Screen:
    """A receipt that is not paid yet, with its coupons in the order they came."""

    member: object
    lines: list
    until: datetime
    coupons: list = field(default_factory=list)
    uuid: str = field(default_factory=lambda: str(uuid4()))

    def bought(self):
        """What the goods cost, coupons aside."""
        return sum(line.price * line.quantity for line in self.lines)

    def left(self):
        """What is left to pay."""
        return self.bought() - sum(discounts(self.coupons, self.bought()).values())


class CouponTillSteps(RewardSteps, TillSteps):
    """Coupons and points on receipts, from the screen to the last refund."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cashier = cls.make_user("kian", "point_of_sale.group_pos_user")
        cls.desk = cls.config.with_user(cls.cashier)
        cls.coffee.available_in_pos = True
        cls.screens = []

    # === AT THE DESK === #

    @step(14)
    def buy_with_coupons(self):
        """Serve a member with one coupon or two: most pay, some go away."""
        member = self.some_member(
            lambda each: (
                each.balance > 0 or any(told.member == each for told in self.coupons)
            )
        )
        if not member:
            return
        screen = Screen(member, self.some_goods(), self.now + _KEPT_FOR)
        for kind in self.random.sample(("percent", "points", "product"), 2):
            self.serve(screen, kind)
        if not screen.coupons:
            return
        end = self.random.random()
        if end < 0.7:
            self.pay_screen(screen)
        elif end < 0.8:
            self.give_up(screen)
        else:
            self.screens.append(screen)

    @step(6)
    def send_late(self):
        """A till was offline: its receipt comes when its coupons have long been free.

        The customer has had what they give, also those that somebody has used since.
        """
        fitting = [each for each in self.screens if each.member.state == "active"]
        if fitting:
            screen = self.random.choice(fitting)
            self.screens.remove(screen)
            self.pay_screen(screen)

    def serve(self, screen, kind):
        """Apply a coupon of a kind that the member holds, or buy one."""
        has_coffee = any(line.product == self.coffee for line in screen.lines)
        if kind == "product" and has_coffee:
            return
        told, coupon = self.some_coupon(
            lambda each: (
                (each.member, each.offer.kind) == (screen.member, kind)
                and each.state == "issued"
            )
        )
        if not screen.left() and kind != "product":
            return
        if told and self.random.random() < 0.6:
            self.apply(screen, told, coupon)
        else:
            self.get(screen, kind)

    def apply(self, screen, told, coupon):
        request = self.request(screen, coupon_id=coupon.id)
        is_free = told.is_usable(self.today) and not told.place
        if not is_free or screen.member.state != "active":
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self.desk.loyalty_club_apply(request)
            return
        for _sent_twice in range(2):
            self.desk.loyalty_club_apply(request)
        screen.coupons.append(told)
        told.place = screen

    def get(self, screen, kind):
        member = screen.member
        reward, offer = self.some_reward(member.club_id, lambda each: each.kind == kind)
        points = self.some_points(member, offer)
        cost = points or offer.cost
        request = self.request(
            screen,
            member_id=member.id,
            reward_id=reward.id,
            points=points or 0,
            key=str(uuid4()),
        )
        if member.state != "active" or cost > member.balance or cost < offer.fewest:
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self.desk.loyalty_club_redeem(request)
            return
        ids = {
            self.desk.loyalty_club_redeem(request)["coupon"]["id"]
            for _sent_twice in range(2)
        }
        told = self.clerk.issue(member, offer, self.today, cost, is_for_one=True)
        self.coupons[told] = self.env["loyalty.club.coupon"].browse(ids)
        screen.coupons.append(told)
        told.place = screen

    def give_up(self, screen):
        """The customer has changed his mind."""
        self.desk.loyalty_club_release(self.request(screen))
        for told in screen.coupons:
            self.clerk.come_off(told, screen, self.today)

    def request(self, screen, **values):
        """What the till sends of a receipt on its screen."""
        partner = self.people[screen.member]
        return {"order_uuid": screen.uuid, "partner_id": partner.id, **values}

    # === PAID === #

    def pay_screen(self, screen):
        amounts, lines = discounts(screen.coupons, screen.bought()), []
        for told, amount in amounts.items():
            lines += self.coupon_lines(told, amount)
        ticket = self.ticket(
            *self.goods_at_till(screen.lines),
            *lines,
            partner_id=self.people[screen.member].id,
            uuid=screen.uuid,
        )
        for _sent_twice in range(2):
            receipt = self.sync(ticket, user=self.cashier)
        gifts = [told for told in screen.coupons if told.offer.kind == "product"]
        sale = self.new_sale(
            *(screen.member, receipt, screen.lines),
            tolerance=TOLERANCE,
            coupons=amounts,
            parts_back=[],
            gifts=_LIST_PRICE * len(gifts),
        )
        sale.received = sale.charged()
        self.settle_sale(sale)

    def coupon_lines(self, told, amount):
        """The lines that the till makes of a coupon; free goods stand there, too."""
        card = self.coupons[told].card_id
        reward = card.program_id.reward_ids
        is_gift = told.offer.kind == "product"
        line = {
            "product": reward.discount_line_product_id,
            "price_unit": -float(_LIST_PRICE if is_gift else amount),
            "is_reward_line": True,
            "reward_id": reward.id,
            "coupon_id": card.id,
            "points_cost": card.points,
            "reward_identifier_code": f"code-{card.id}",
        }
        goods = [(self.coffee, 1, float(_LIST_PRICE))] if is_gift else []
        return [*goods, line]

    def refunded_beside(self, sale, receipt, amount):
        """The discount comes back with the goods, or only with the last of them."""
        result = super().refunded_beside(sale, receipt, amount)
        if not sale.coupons:
            return result
        lines = receipt.lines.filtered("reward_id")
        if not sale.kept():
            for line in lines:
                back = sum(line.refund_orderline_ids.mapped("qty"))
                result[line.product_id] = 1 + back
            if sale.gifts:
                result[self.coffee] = 1
            sale.parts_back.append(1 - sum(sale.parts_back))
            sale.gifts_back, sale.discount_back = sale.gifts, sale.discount
        elif self.random.random() < 0.5:
            share = round(amount / sale.bought(), 2)
            sale.parts_back.append(Fraction(share))
            for line in lines.filtered(lambda each: not self.is_gift(each)):
                result[line.product_id] = float(share)
                price = Decimal(str(round(-line.price_unit, 2)))
                sale.discount_back += round(price * share, 2)
        return result

    @staticmethod
    def is_gift(line):
        return line.reward_id.reward_type == "product"

    # === THE TIME BETWEEN === #

    def pass_time(self):
        result = super().pass_time()
        while self.env["loyalty.club.coupon"]._free_next():
            pass
        self.settle()
        for told in self.coupons:
            if isinstance(told.place, Screen) and told.place.until < self.now:
                self.clerk.come_off(told, told.place, self.today)
        return result

    def follow_merge(self, kept, gone):
        result = super().follow_merge(kept, gone)
        for screen in self.screens:
            if screen.member == gone:
                screen.member = kept
        return result
