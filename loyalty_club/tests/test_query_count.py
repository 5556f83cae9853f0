from datetime import date

from freezegun import freeze_time
from lxml import etree

from odoo import Command

from ..tools.posting import Posting
from .common import ClubCommon


class QueryCount(ClubCommon):
    """Counts the queries of some work when nothing is cached."""

    def queries(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def fill(self, member, entries):
        """Give a member a history: lots with their own days, and spends between."""
        self.env["loyalty.club.entry"]._append(
            [
                Posting(member.id, "spend", -3, f"test/{member.id}/{number}")
                if number % 5 == 4
                else Posting(
                    *(member.id, "earn", 10, f"test/{member.id}/{number}"),
                    expires_on=date(2090 + number % 9, 1 + number % 12, 1),
                )
                for number in range(entries)
            ]
        )


class TestReading(QueryCount):
    """Looking at a member costs the same, however long his history is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("manager", "loyalty_club.group_manager")
        cls.members = cls.env["loyalty.club.member"].union(
            *(cls.club._enroll(cls.make_partner(f"Member {n}")) for n in range(3))
        )

    def setUp(self):
        super().setUp()
        for member, entries in zip(self.members, (10, 10, 1000), strict=True):
            self.fill(member, entries)

    def assertSameCost(self, work, more=0):
        """What is done with the first member fills caches that are shared.

        :param more: queries that a history longer than a page may cost, once
        """
        work(self.members[0])
        few, many = (
            self.queries(lambda member=member: work(member))
            for member in self.members[1:]
        )
        self.assertLessEqual(many, few + more)
        self.assertLess(few, 60)

    def test_figures(self):
        names = ("balance", "pending_points", "expiring_points", "expiring_on")
        for name in (*names, "lifetime_points"):
            self.assertSameCost(lambda member, name=name: member[name])

    def test_form(self):
        members = self.members.with_user(self.manager)
        form = self.env.ref("loyalty_club.loyalty_club_member_view_form")
        views = members.get_views([(form.id, "form")])["views"]
        arch = etree.fromstring(views["form"]["arch"])
        # Fields of the lists inside are read by the limit of those lists.
        names = set(arch.xpath("//field[not(ancestor::field)]/@name"))
        self.assertIn("balance", names)
        specification = {name: self.shown(members, name) for name in sorted(names)}
        self.assertSameCost(
            lambda member: member.with_user(self.manager).web_read(specification),
            more=1,
        )

    def shown(self, members, name):
        field = members._fields.get(name)
        if field is None or not field.relational:
            return {}
        return {"fields": {"display_name": {}}, "limit": 40}

    def test_history(self):
        """The list of entries, as the web client pages through it."""
        shown = dict.fromkeys(
            ("posted_at", "description", "points", "balance_after", "expires_on"), {}
        )
        entries = self.env["loyalty.club.entry"].with_user(self.manager)
        self.assertSameCost(
            lambda member: entries.web_search_read(
                [("member_id", "=", member.id)], shown, limit=10
            )
        )

    def test_spend(self):
        numbers = iter(range(10))
        self.assertSameCost(
            lambda member: member._post("spend", -25, f"test/spend/{next(numbers)}")
        )


class TestSettling(QueryCount):
    """Settling costs queries per kind of work, not per document."""

    _MANY = 20

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls.env["loyalty.club.member"].union(
            *(cls.club._enroll(cls.make_partner(f"Member {n}")) for n in range(10))
        )
        cls.products = [cls.make_product(f"Product {n}", 10.0 + n) for n in range(9)]
        cls.make_rule(trigger="nth_order", every=3, points=20)
        cls.make_rule(trigger="order", points=5, limit_per_member=20)

    def buy(self, times):
        """Confirmed orders that have not been settled yet."""
        orders = self.env["sale.order"].union(
            *(
                self.order(
                    (self.products[number % 9], 1 + number),
                    (self.coffee, 2),
                    (self.cake, 2, -1.0),
                    partner=self.members[number % len(self.members)].partner_id,
                )
                for number in range(times)
            )
        )
        orders.action_confirm()
        self.env.cr.precommit.clear()
        return orders

    def settle_all(self, orders):
        self.env["loyalty.club.earning"]._settle(orders)

    def assertSetBased(self, orders, most_extra=1):
        """Many cost as much as one, and a look at the organisations of the buyers."""
        one, many = orders[:1], orders[1:]
        self.assertEqual(len(many), self._MANY)
        for_one = self.queries(lambda: self.settle_all(one))
        for_many = self.queries(lambda: self.settle_all(many))
        self.assertLessEqual(for_many, for_one + most_extra)

    def orders(self):
        """Some to warm up with are settled already."""
        self.settle_all(self.buy(2))
        return self.buy(self._MANY + 1)

    def test_confirmed_orders(self):
        """Full cards among many cost three: they are read, and given their points."""
        orders = self.orders()
        self.assertSetBased(orders, most_extra=4)
        earned = self.env["loyalty.club.earning"]._of_sources(orders)
        self.assertEqual(set(earned.mapped("state")), {"posted"})
        self.assertEqual(len(earned), len(orders))

    def test_settled_again(self):
        orders = self.orders()
        self.settle_all(orders)
        self.assertSetBased(orders)

    def test_returned_orders(self):
        orders = self.orders()
        invoices = self.env["account.move"].union(*map(self.invoice, orders))
        self.credit(invoices[:1], {self.coffee: 0.5})
        reversal = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoices.ids
        )
        reversal.create({"journal_id": invoices.journal_id.id}).reverse_moves()
        orders.invoice_ids.filtered(lambda move: move.state == "draft")._post()
        self.env.cr.precommit.clear()
        self.assertSetBased(orders, most_extra=2)

    def test_cancelled_orders(self):
        orders = self.orders()
        self.settle_all(orders)
        orders._action_cancel()
        self.env.cr.precommit.clear()
        self.assertSetBased(orders, most_extra=2)
        self.assertEqual(set(orders.mapped("state")), {"cancel"})

    def test_paid_orders(self):
        self.club.earn_on = "payment"
        orders = self.orders()
        self.settle_all(orders)
        invoices = self.env["account.move"].union(*map(self.invoice, orders))
        self.pay(invoices[:1])
        for invoice in invoices[1:]:
            self.pay(invoice, 5.0)
        self.env.cr.precommit.clear()
        self.assertSetBased(orders, most_extra=2)

    def test_invoices_without_an_order(self):
        invoices = self.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": self.members[number % 10].partner_id.id,
                    "invoice_date": self.club._today(),
                    "invoice_line_ids": [
                        Command.create({"product_id": product.id, "price_unit": 10.0})
                        for product in (self.products[number % 9], self.coffee)
                    ],
                }
                for number in range(self._MANY + 2)
            ]
        )
        invoices.action_post()
        self.env.cr.precommit.clear()
        self.settle_all(invoices[:1])
        self.assertSetBased(invoices[1:], most_extra=4)
        reversal = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoices.ids
        )
        reversal.create({"journal_id": invoices.journal_id.id}).reverse_moves()
        invoices.reversal_move_ids.action_post()
        self.env.cr.precommit.clear()
        self.assertSetBased(invoices[1:], most_extra=2)
        earned = self.env["loyalty.club.earning"]._of_sources(invoices[1:])
        self.assertEqual(set(earned.mapped("state")), {"void"})

    def test_release_of_held_points(self):
        self.club.hold_days = 10
        self.members.joined_on = "2025-01-01"
        earnings = self.env["loyalty.club.earning"]
        with freeze_time("2025-02-01 12:00:00"):
            self.settle_all(self.orders())
        with freeze_time("2025-03-01 12:00:00"):
            self.patch(type(earnings), "_RELEASE_BATCH", 2)
            few = self.queries(earnings._release_due)
            self.patch(type(earnings), "_RELEASE_BATCH", 1000)
            many = self.queries(earnings._release_due)
        self.assertLessEqual(many, few)
        self.assertFalse(any(self.members.earning_ids.mapped("is_held")))

    def test_expiry(self):
        members = self.env["loyalty.club.member"]
        for member in self.members:
            member._post("adjust", 5, f"test/{member.id}", expires_on=date(2020, 1, 1))
        few = self.queries(
            lambda: members._post_expiry(members._due_to_expire(limit=1))
        )
        many = self.queries(
            lambda: members._post_expiry(members._due_to_expire(limit=9))
        )
        self.assertEqual(many, few)
        self.assertEqual(sum(self.members.mapped("balance")), 0)

    def test_audit(self):
        audits = self.env["loyalty.club.audit"]
        few = self.queries(lambda: audits._find(self.members[:1].ids))
        many = self.queries(lambda: audits._find(self.members.ids))
        self.assertEqual(many, few)
