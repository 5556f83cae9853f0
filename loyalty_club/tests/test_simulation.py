import os
import random
from datetime import date, datetime, timedelta
from decimal import Decimal

from freezegun import freeze_time

from odoo.tests import tagged

from .common import ClubCommon
from .simulation_auditor import Auditor, Sale, Terms

_CLUBS = (
    Terms(earn_on="order", debt_policy="debt", expiry="rolling", months=12),
    Terms(earn_on="payment", debt_policy="forgive"),
    Terms(earn_on="order", debt_policy="forgive", hold_days=14, expiry="year_end"),
    Terms(earn_on="payment", debt_policy="debt", expiry="inactivity", months=3),
)
_MEMBERS = 20
_DAYS = 730


@tagged("post_install", "-at_install")
class TestSimulation(ClubCommon):
    """The life of twenty members over two years, held against another count.

    ``LOYALTY_CLUB_STEPS`` and ``LOYALTY_CLUB_SEED`` choose another life.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = datetime(2024, 1, 1, 12)
        cls.auditor = Auditor()
        cls.rules, cls.people, cls.sales = {}, {}, []
        with freeze_time(cls.now):
            cls.clubs = [cls.simulated_club(terms) for terms in _CLUBS]
            for number in range(_MEMBERS):
                cls.simulated_member(number)

    @classmethod
    def simulated_club(cls, terms):
        club = cls.make_club(
            name=f"{terms.earn_on}, {terms.debt_policy}, {terms.expiry}",
            earn_on=terms.earn_on,
            debt_policy=terms.debt_policy,
            hold_days=terms.hold_days,
            expiry_policy=terms.expiry,
            expiry_months=terms.months,
        )
        cls.rules[club] = cls.make_rule(club)
        return club

    @classmethod
    def simulated_member(cls, number):
        club = cls.clubs[number % len(cls.clubs)]
        partner = cls.make_partner(f"Member {number}")
        member = club._enroll(partner)
        cls.people[member] = partner
        cls.auditor.join(member, _CLUBS[number % len(_CLUBS)])

    # === THE LIFE === #

    def test_life(self):
        seed = int(os.environ.get("LOYALTY_CLUB_SEED") or random.randrange(10**6))
        steps = int(os.environ.get("LOYALTY_CLUB_STEPS") or 200)
        # Who runs it by hand wants to read the seed, whatever the log level.
        # pylint: disable-next=print-used
        print(f"simulation: LOYALTY_CLUB_SEED={seed} LOYALTY_CLUB_STEPS={steps}")
        self.random = random.Random(seed)
        kinds = self.step_kinds()
        for number in range(steps):
            self.now += timedelta(days=self.random.uniform(0, 2 * _DAYS / steps))
            kind = self.random.choice(kinds)
            where = f"seed {seed}, step {number}: {kind.__name__}"
            with freeze_time(self.now):
                self.pass_time()
                kind()
                self.settle()
            self.compare(where)

    def step_kinds(self):
        """What can happen, the more often the more times it is named."""
        return [
            *[self.buy] * 8,
            *[self.invoice_sale] * 6,
            *[self.pay_sale] * 6,
            *[self.unpay_sale] * 2,
            *[self.return_goods] * 3,
            *[self.edit_sale] * 2,
            self.cancel_sale,
            *[self.spend] * 3,
            *[self.adjust] * 2,
            *[self.replay] * 2,
            self.change_rule,
            self.merge,
        ]

    def compare(self, where):
        members = self.env["loyalty.club.member"].union(*self.people)
        members.invalidate_recordset(["balance"])
        for member in members:
            expected = self.auditor.accounts[member].balance
            self.assertEqual(
                member.balance, expected, f"{where}: {member.display_name}"
            )
        self.assertFalse(self.env["loyalty.club.audit"]._find(members.ids), where)

    # === STEPS === #

    @property
    def today(self) -> date:
        return self.now.date()

    def pass_time(self):
        """What the nightly jobs do."""
        members = self.env["loyalty.club.member"]
        members._post_expiry(members._due_to_expire())
        for member in self.people:
            self.auditor.expire(member, self.today)
        while self.env["loyalty.club.earning"]._release_due():
            pass
        for _order, sale in self.sales:
            self.auditor.settle(sale, self.today)

    def some_sale(self, condition):
        fitting = [each for each in self.sales if condition(*each)]
        return self.random.choice(fitting) if fitting else (None, None)

    def buy(self):
        member = self.random.choice(list(self.people))
        lines = [
            [
                self.random.randint(1, 5),
                Decimal(self.random.randint(1, 5000)) / 100,
                0,
            ]
            for _line in range(self.random.randint(1, 3))
        ]
        products = self.random.sample([self.coffee, self.cake, self.product_a], 3)
        self.product_a.taxes_id = False
        order = self.confirm(
            *(
                (product, quantity, float(price))
                for product, (quantity, price, _returned) in zip(
                    products, lines, strict=False
                )
            ),
            partner=self.people[member],
        )
        rate = self.rules[member.club_id].points
        sale = Sale(member=member, day=self.today, rate=rate, lines=lines)
        self.sales.append((order, sale))
        self.auditor.settle(sale, self.today)

    def invoice_sale(self):
        order, _sale = self.some_sale(
            lambda order, sale: order.state == "sale" and not order.invoice_ids
        )
        if order:
            self.invoice(order)

    def bill(self, order):
        return order.invoice_ids.filtered(lambda move: move.move_type == "out_invoice")

    def pay_sale(self):
        order, sale = self.some_sale(
            lambda order, sale: self.bill(order).amount_residual > 0.01
        )
        if order:
            residual = Decimal(str(round(self.bill(order).amount_residual, 2)))
            amount = residual
            if self.random.random() < 0.4:
                amount = max(round(residual * Decimal("0.37"), 2), Decimal("0.01"))
            self.pay(self.bill(order), float(amount))
            sale.received += amount
            self.auditor.settle(sale, self.today)

    def unpay_sale(self):
        order, sale = self.some_sale(lambda order, sale: sale.received)
        if order:
            self.bill(order).line_ids.remove_move_reconcile()
            sale.received = Decimal(0)
            self.settle()
            self.auditor.settle(sale, self.today)

    def return_goods(self):
        order, sale = self.some_sale(
            lambda order, sale: (
                self.bill(order)
                and any(
                    quantity > returned for quantity, _price, returned in sale.lines
                )
            )
        )
        if not order:
            return
        index = self.random.choice(
            [
                i
                for i, (bought, _p, returned) in enumerate(sale.lines)
                if bought > returned
            ]
        )
        bought, _price, returned = sale.lines[index]
        quantity = self.random.randint(1, bought - returned)
        product = order.order_line[index].product_id
        quantities = dict.fromkeys(order.order_line.product_id, 0)
        self.credit(self.bill(order), {**quantities, product: quantity})
        sale.lines[index][2] += quantity
        self.auditor.settle(sale, self.today)

    def edit_sale(self):
        order, sale = self.some_sale(
            lambda order, sale: order.state == "sale" and not order.invoice_ids
        )
        if order:
            index = self.random.randrange(len(sale.lines))
            sale.lines[index][0] = self.random.randint(1, 6)
            order.order_line[index].write(
                {
                    "product_uom_qty": sale.lines[index][0],
                    "price_unit": float(sale.lines[index][1]),
                }
            )
            self.settle()
            self.auditor.settle(sale, self.today)

    def cancel_sale(self):
        order, sale = self.some_sale(
            lambda order, sale: order.state == "sale" and not order.invoice_ids
        )
        if order:
            order._action_cancel()
            sale.is_cancelled = True
            self.settle()
            self.auditor.settle(sale, self.today)

    def spend(self):
        member = self.random.choice(list(self.people))
        if member.balance > 0:
            points = self.random.randint(1, member.balance)
            member._post("spend", -points, f"simulated/{self.now}/{member.id}")
            self.auditor.spend(member, points, self.today)

    def adjust(self):
        member = self.random.choice(list(self.people))
        points = self.random.randint(-min(max(member.balance, 0), 50), 50)
        if points:
            self.env["loyalty.club.adjustment"]._request(member, points, "Simulated")
            # More than the limit of a day waits for a second person.
            if (
                self.env["loyalty.club.adjustment"].search([], limit=1).state
                == "posted"
            ):
                self.auditor.adjust(member, points, self.today)

    def replay(self):
        """Settling an old document again changes nothing."""
        order, _sale = self.some_sale(lambda order, sale: True)
        if order:
            self.env["loyalty.club.earning"]._settle(order)

    def change_rule(self):
        """What was earned before keeps its rate."""
        rule = self.rules[self.random.choice(self.clubs)]
        rule.points = self.random.randint(1, 3)

    def merge(self):
        """Two contacts turn out to be one person."""
        club = self.random.choice(self.clubs)
        members = [member for member in self.people if member.club_id == club]
        if len(members) < 3:
            return
        kept, gone = self.random.sample(members, 2)
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.people[kept] | self.people[gone]).ids,
            self.people[kept],
            extra_checks=False,
        )
        self.env.invalidate_all()
        del self.people[gone]
        self.auditor.merge(kept, gone, self.today)
        for _order, sale in self.sales:
            if sale.member == gone:
                sale.member = kept
                self.auditor.settle(sale, self.today)
