from odoo.exceptions import UserError

from .common import ClubCommon


class TestBackfill(ClubCommon):
    """Points for purchases made before joining."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old_customer = cls.make_partner("Old Customer")

    def past_order(self, day, quantity=1):
        order = self.confirm((self.coffee, quantity), partner=self.old_customer)
        order.date_order = f"{day} 10:00:00"
        self.settle()
        return order

    def backfill(self, **values):
        return self.env["loyalty.club.backfill"].create(
            {"club_id": self.club.id, **values}
        )

    def run_all(self, backfill):
        backfill.action_count()
        backfill.action_run()
        while backfill.state == "running":
            backfill._settle_next()

    def test_preview_says_what_it_comes_to_and_gives_nothing(self):
        self.past_order("2024-03-01", 2)
        self.past_order("2024-04-01", 3)
        member = self.club._enroll(self.old_customer)
        self.club.point_value = 0.05
        backfill = self.backfill()
        backfill.action_count()
        self.assertEqual(backfill.state, "counted")
        self.assertEqual(backfill.member_count, 1)
        self.assertEqual(backfill.document_count, 2)
        self.assertEqual(backfill.expected_points, 50)
        self.assertAlmostEqual(backfill.expected_cost, 2.5)
        self.assertBalance(0, member)

    def test_past_orders_earn_once(self):
        self.past_order("2024-03-01", 2)
        self.past_order("2024-04-01", 3)
        member = self.club._enroll(self.old_customer)
        backfill = self.backfill()
        self.run_all(backfill)
        self.assertBalance(50, member)
        self.assertEqual(backfill.posted_points, 50)
        self.assertEqual(backfill.progress, 100)
        again = self.backfill()
        again.action_count()
        self.assertEqual(again.document_count, 0)

    def test_period(self):
        self.past_order("2024-03-01", 2)
        self.past_order("2024-04-01", 3)
        member = self.club._enroll(self.old_customer)
        self.run_all(self.backfill(date_from="2024-03-15", date_to="2024-04-01"))
        self.assertBalance(30, member)

    def test_other_members_and_clubs_are_left_alone(self):
        self.past_order("2024-03-01", 2)
        self.club._enroll(self.old_customer)
        other = self.make_club(name="Other")
        self.make_rule(other)
        in_other = other._enroll(self.old_customer)
        self.run_all(self.backfill())
        self.assertBalance(0, in_other)

    def test_points_expire_as_if_they_had_been_earned_then(self):
        self.club.write({"expiry_policy": "rolling", "expiry_months": 12})
        self.past_order("2020-03-01", 2)
        member = self.club._enroll(self.old_customer)
        self.run_all(self.backfill())
        self.assertBalance(20, member)
        member._expire_due()
        self.assertBalance(0, member)

    def test_later_returns_of_past_orders_are_taken_back(self):
        order = self.past_order("2024-03-01", 5)
        invoice = self.invoice(order)
        member = self.club._enroll(self.old_customer)
        self.run_all(self.backfill())
        self.credit(invoice, {self.coffee: 2})
        self.assertBalance(30, member)

    def test_run_goes_on_where_it_was_cut_off(self):
        for month in (3, 4, 5):
            self.past_order(f"2024-0{month}-01", 1)
        member = self.club._enroll(self.old_customer)
        backfill = self.backfill()
        self.patch(type(backfill), "_BATCH", 1)
        backfill.action_count()
        backfill.action_run()
        backfill._settle_next()
        self.assertBalance(10, member)
        self.assertEqual(round(backfill.progress), 33)
        resumed = self.env["loyalty.club.backfill"].browse(backfill.id)
        while resumed.state == "running":
            resumed._settle_next()
        self.assertBalance(30, member)

    def test_large_numbers_are_counted_in_the_background(self):
        self.past_order("2024-03-01")
        self.club._enroll(self.old_customer)
        backfill = self.backfill()
        self.patch(type(backfill), "_COUNT_AT_ONCE", 0)
        backfill.action_count()
        self.assertEqual(backfill.state, "counting")
        with self.enter_registry_test_mode():
            self.env.ref("loyalty_club.ir_cron_backfill").method_direct_trigger()
        self.assertEqual(backfill.state, "counted")
        self.assertEqual(backfill.expected_points, 10)

    def test_stopped_run_can_start_again(self):
        self.past_order("2024-03-01")
        member = self.club._enroll(self.old_customer)
        backfill = self.backfill()
        backfill.action_count()
        backfill.action_run()
        backfill.action_stop()
        # The job may be about to take its next step.
        self.assertFalse(backfill._settle_next())
        self.assertFalse(backfill._count_next())
        self.assertEqual(backfill.state, "draft")
        self.run_all(backfill)
        self.assertBalance(10, member)

    def test_starting_twice_is_refused(self):
        backfill = self.backfill()
        backfill.action_count()
        backfill.action_run()
        with self.assertRaisesRegex(UserError, "started already"):
            backfill.action_run()

    def test_nothing_chosen_is_refused(self):
        backfill = self.backfill(
            with_orders=False, with_receipts=False, with_invoices=False
        )
        with self.assertRaisesRegex(UserError, "at least one kind"):
            backfill.action_count()
