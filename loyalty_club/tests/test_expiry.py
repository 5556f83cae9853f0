from freezegun import freeze_time

from .common import ClubCommon


class TestExpiry(ClubCommon):
    """Points run out lot by lot, on the calendar of the club."""

    def setUp(self):
        super().setUp()
        self.member.joined_on = "2025-01-01"

    def buy(self, moment, quantity=1):
        with freeze_time(moment):
            return self.confirm((self.coffee, quantity))

    def expire(self, moment):
        with freeze_time(moment):
            members = self.env["loyalty.club.member"]
            return members._post_expiry(members._due_to_expire())

    def test_never(self):
        self.buy("2025-01-10 12:00:00")
        self.expire("2045-01-10 12:00:00")
        self.assertBalance(10)

    def test_rolling_expires_each_lot_by_itself(self):
        """R15: each award has its own expiry, nearest first."""
        self.club.write({"expiry_policy": "rolling", "expiry_months": 12})
        self.buy("2025-01-10 12:00:00", 1)
        self.buy("2025-03-10 12:00:00", 2)
        self.assertEqual(str(self.member.expiring_on), "2026-01-10")
        self.assertEqual(self.member.expiring_points, 10)
        self.expire("2026-01-10 23:00:00")
        self.assertBalance(30)
        self.expire("2026-01-11 00:30:00")
        self.assertBalance(20)

    def test_spending_takes_the_soonest_expiry_first(self):
        self.club.write({"expiry_policy": "rolling", "expiry_months": 12})
        self.buy("2025-03-10 12:00:00", 2)
        self.club.expiry_months = 6
        self.buy("2025-03-11 12:00:00", 1)
        with freeze_time("2025-04-01 12:00:00"):
            self.member._post("spend", -15, "test/spend")
        self.expire("2025-10-01 12:00:00")
        self.assertBalance(15)
        self.expire("2026-03-11 12:00:00")
        self.assertBalance(0)

    def test_year_end(self):
        self.club.write({"expiry_policy": "year_end", "expiry_months": 0})
        self.buy("2025-02-10 12:00:00")
        self.expire("2025-12-31 23:00:00")
        self.assertBalance(10)
        self.expire("2026-01-01 01:00:00")
        self.assertBalance(0)

    def test_year_end_of_a_fiscal_year(self):
        """In Iran the year ends on the 20th of March."""
        self.company.write({"fiscalyear_last_month": "3", "fiscalyear_last_day": 20})
        self.club.write({"expiry_policy": "year_end", "expiry_months": 12})
        self.buy("2025-02-10 12:00:00")
        self.assertEqual(str(self.member.expiring_on), "2026-03-20")

    def test_inactivity_expires_everything(self):
        self.club.write({"expiry_policy": "inactivity", "expiry_months": 6})
        self.buy("2025-01-10 12:00:00")
        self.buy("2025-05-10 12:00:00")
        self.assertEqual(str(self.member.expiring_on), "2025-11-10")
        self.expire("2025-11-10 12:00:00")
        self.assertBalance(20)
        self.expire("2025-11-11 12:00:00")
        self.assertBalance(0)

    def test_day_of_the_club_not_of_the_server(self):
        """20:30 in UTC is the next day in Tehran."""
        self.club.write(
            {"expiry_policy": "rolling", "expiry_months": 1, "tz": "Asia/Tehran"}
        )
        self.buy("2025-01-10 12:00:00")
        self.expire("2025-02-10 20:00:00")
        self.assertBalance(10)
        self.expire("2025-02-10 20:31:00")
        self.assertBalance(0)

    def test_expiring_twice_changes_nothing(self):
        self.club.write({"expiry_policy": "rolling", "expiry_months": 1})
        self.buy("2025-01-10 12:00:00")
        self.assertEqual(len(self.expire("2025-03-01 12:00:00")), 1)
        self.assertFalse(self.expire("2025-03-01 12:00:00"))
        self.assertFalse(self.expire("2025-04-01 12:00:00"))
        self.assertBalance(0)

    def test_run_out_points_can_not_be_spent_before_the_job_runs(self):
        self.club.write({"expiry_policy": "rolling", "expiry_months": 1})
        self.buy("2025-01-10 12:00:00", 5)
        self.buy("2025-02-20 12:00:00", 2)
        with freeze_time("2025-03-01 12:00:00"):
            with self.assertRaisesRegex(Exception, "balance is 20"):
                self.member._post("spend", -30, "test/spend")
            self.member._post("spend", -20, "test/spend-less")
        self.assertBalance(0)

    def test_run_out_points_can_not_be_taken_by_hand(self):
        """Who has 20 left, and 50 that ran out, gives of the 20."""
        self.club.write({"expiry_policy": "rolling", "expiry_months": 1})
        self.buy("2025-01-10 12:00:00", 5)
        self.buy("2025-02-20 12:00:00", 2)
        adjustments = self.env["loyalty.club.adjustment"]
        with freeze_time("2025-03-01 12:00:00"):
            with self.assertRefused("has 20 points"):
                adjustments._request(self.member, -30, "Counted twice")
            adjustments._request(self.member, -5, "Counted twice")
        self.assertBalance(15)

    def test_figures_that_do_not_agree_stand_in_nobodys_way(self):
        """Of a member with more open than he has, the audit will speak."""
        other = self.club._enroll(self.make_partner("Sara"))
        for member in (self.member, other):
            member._post("earn", 10, f"test/{member.id}", expires_on="2025-01-31")
        self.env.cr.execute(
            "UPDATE loyalty_club_residual SET points = 25 WHERE member_id = %s",
            [self.member.id],
        )
        self.expire("2025-02-02 12:00:00")
        self.env.invalidate_all()
        self.member._post("earn", 5, "test/later")
        self.assertFalse(self.expire("2025-02-03 12:00:00"))
        self.assertEqual(self.member.balance, 5)
        self.assertBalance(0, other)

    def test_returned_points_come_from_their_own_lot(self):
        """A return must not eat points of other purchases that live longer."""
        self.club.write({"expiry_policy": "rolling", "expiry_months": 12})
        order = self.buy("2025-01-10 12:00:00", 5)
        self.buy("2025-03-10 12:00:00", 2)
        with freeze_time("2025-04-01 12:00:00"):
            order._action_cancel()
            self.settle()
        self.assertEqual(str(self.member.expiring_on), "2026-03-10")
        self.assertBalance(20)


class TestHold(ClubCommon):
    """Points wait until a purchase can't be returned any more."""

    def setUp(self):
        super().setUp()
        self.club.hold_days = 14
        self.member.joined_on = "2025-01-01"
        with freeze_time("2025-01-10 12:00:00"):
            self.sold = self.confirm((self.coffee, 10))

    def release(self, moment):
        with freeze_time(moment):
            return self.env["loyalty.club.earning"]._release_due()

    def test_points_wait_for_the_return_window(self):
        self.assertBalance(0)
        self.assertEqual(self.member.pending_points, 100)
        self.release("2025-01-23 12:00:00")
        self.assertBalance(0)
        self.release("2025-01-24 00:30:00")
        self.assertBalance(100)

    def test_release_runs_twice_without_harm(self):
        self.assertTrue(self.release("2025-01-24 12:00:00"))
        self.assertFalse(self.release("2025-01-24 12:00:00"))
        self.assertBalance(100)

    def test_returned_in_the_window_never_reaches_the_ledger(self):
        with freeze_time("2025-01-15 12:00:00"):
            self.sold._action_cancel()
            self.settle()
        self.release("2025-02-01 12:00:00")
        self.assertFalse(self.member.entry_ids)

    def test_returned_after_the_window_is_taken_back(self):
        self.release("2025-02-01 12:00:00")
        with freeze_time("2025-02-02 12:00:00"):
            self.sold._action_cancel()
            self.settle()
        self.assertBalance(0)

    def test_unpaid_purchase_is_not_released_by_time(self):
        self.club.earn_on = "payment"
        with freeze_time("2025-01-10 12:00:00"):
            order = self.confirm((self.coffee, 3))
        self.release("2025-02-01 12:00:00")
        self.assertBalance(100)
        with freeze_time("2025-02-03 12:00:00"):
            self.pay(self.invoice(order))
        self.assertBalance(130)
