from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import SerializationFailure

from odoo.tools import mute_logger

from odoo.addons.base.models import ir_cron

from .common import ClubCommon


class Calendar(ClubCommon):
    """A shop over the months."""

    def setUp(self):
        super().setUp()
        self.member.joined_on = "2025-01-01"

    def buy(self, day, quantity=1):
        with freeze_time(f"{day} 12:00:00"):
            return self.confirm((self.coffee, quantity))

    def cancel(self, day, order):
        with freeze_time(f"{day} 12:00:00"):
            order._action_cancel()
            self.settle()

    def post(self, day, kind, points, **details):
        with freeze_time(f"{day} 12:00:00"):
            return self.member._post(kind, points, f"test/{day}/{kind}", **details)

    def expire(self, day):
        with freeze_time(f"{day} 13:00:00"):
            self.run_job("expire")


class TestReturnAfterExpiry(Calendar):
    """Points that ran out unused are not taken a second time."""

    def setUp(self):
        super().setUp()
        self.club.write({"expiry_policy": "rolling", "expiry_months": 1})
        self.sold = self.buy("2025-01-10", 10)

    def test_nothing_is_owed_for_points_that_ran_out(self):
        self.expire("2025-03-01")
        self.cancel("2025-03-02", self.sold)
        self.assertBalance(0)
        self.assertEqual(self.earning(self.sold).forgiven_points, 100)

    def test_what_was_spent_is_owed(self):
        self.post("2025-01-20", "spend", -30)
        self.expire("2025-03-01")
        self.cancel("2025-03-02", self.sold)
        self.assertBalance(-30)

    def test_newer_points_are_left_alone(self):
        self.expire("2025-03-01")
        self.buy("2025-03-01", 4)
        self.cancel("2025-03-02", self.sold)
        self.assertBalance(40)

    def test_parts_of_a_return_count_together(self):
        self.post("2025-01-20", "spend", -30)
        self.expire("2025-03-01")
        with freeze_time("2025-03-02 12:00:00"):
            invoice = self.invoice(self.sold)
            self.credit(invoice, {self.coffee: 6})
            self.assertBalance(0)
            self.credit(invoice, {self.coffee: 4})
        self.assertBalance(-30)

    def test_points_that_ran_out_do_not_come_back(self):
        self.expire("2025-03-01")
        with freeze_time("2025-03-02 12:00:00"):
            note = self.credit(self.invoice(self.sold))
            note.button_draft()
            self.settle()
        self.assertBalance(0)


class TestInactivity(Calendar):
    """What keeps points alive."""

    def setUp(self):
        super().setUp()
        self.club.write({"expiry_policy": "inactivity", "expiry_months": 6})

    def test_present_to_an_idle_member_stays(self):
        self.buy("2025-01-10")
        self.expire("2025-08-01")
        self.assertBalance(0)
        self.post("2025-08-01", "adjust", 50)
        self.expire("2025-08-02")
        self.assertBalance(50)
        self.expire("2026-02-02")
        self.assertBalance(0)

    def test_present_to_one_who_was_never_active_runs_out(self):
        self.post("2025-01-10", "adjust", 50)
        self.expire("2025-07-10")
        self.assertBalance(50)
        self.expire("2025-07-11")
        self.assertBalance(0)

    def test_points_given_back_stay(self):
        self.buy("2025-01-10", 10)
        self.post("2025-01-10", "spend", -100)
        self.post("2025-09-01", "give_back", 100)
        self.expire("2025-09-02")
        self.assertBalance(100)

    def test_taking_does_not_keep_alive(self):
        order = self.buy("2025-01-10", 4)
        self.buy("2025-01-11", 4)
        self.cancel("2025-05-01", order)
        self.expire("2025-07-12")
        self.assertBalance(0)

    def test_day_of_activity_is_a_day_of_the_club(self):
        """20:30 in UTC is the next day in Tehran."""
        self.club.tz = "Asia/Tehran"
        with freeze_time("2025-01-10 20:45:00"):
            self.member._post("earn", 5, "test/earn")
        self.assertEqual(str(self.member.last_activity_on), "2025-01-11")


class TestRunningOutTwice(Calendar):
    """What runs out later on the same day runs out, too."""

    def test_two_expiries_on_one_day(self):
        self.post("2025-01-01", "earn", 10, expires_on="2025-01-31")
        self.expire("2025-02-01")
        self.assertBalance(0)
        # Points of a past order, or of a contact that was merged into this one.
        self.post("2025-02-01", "earn", 20, expires_on="2025-01-15")
        self.expire("2025-02-01")
        self.assertBalance(0)

    def test_expiring_nobody_expires_nobody(self):
        self.post("2025-01-01", "earn", 10, expires_on="2025-01-31")
        self.env["loyalty.club.member"]._expire_due()
        self.assertBalance(10)


class TestSturdyJobs(Calendar):
    """One member who is in trouble does not stand in the way of the others."""

    def setUp(self):
        super().setUp()
        self.other = self.club._enroll(self.make_partner("Sara"))
        self.other.joined_on = "2025-01-01"

    def test_expiry_passes_over_figures_that_do_not_agree(self):
        self.post("2025-01-01", "earn", 10, expires_on="2025-01-31")
        self.env.cr.execute(
            "UPDATE loyalty_club_residual SET points = 99 WHERE member_id = %s",
            [self.member.id],
        )
        with freeze_time("2025-01-02 12:00:00"):
            self.other._post("earn", 10, "test/other", expires_on="2025-01-31")
        self.expire("2025-02-01")
        self.assertBalance(0, self.other)
        self.assertEqual(self.member.balance, 0)
        self.expire("2025-02-01")

    def test_job_that_runs_out_of_time_is_called_again_soon(self):
        for number in range(3):
            self.member._post(
                "earn", 10, f"test/{number}", expires_on=f"2025-01-0{number + 1}"
            )
            self.other._post(
                "earn", 10, f"other/{number}", expires_on=f"2025-01-0{number + 1}"
            )
        members = type(self.env["loyalty.club.member"])
        with (
            patch.object(members, "_EXPIRY_BATCH", 1),
            patch.object(ir_cron, "MIN_TIME_PER_JOB", 0),
            patch.object(ir_cron, "MIN_RUNS_PER_JOB", 1),
        ):
            self.assertEqual(self.run_scheduled("expire"), "partially done")
            self.assertEqual({self.member.balance, self.other.balance}, {0, 30})
            self.assertEqual(self.run_scheduled("expire"), "partially done")
            self.assertEqual(self.run_scheduled("expire"), "fully done")
        self.assertBalance(0)
        self.assertBalance(0, self.other)

    def run_scheduled(self, name):
        """Have a worker run the job: how far did it get?"""
        job = self.env.ref(f"loyalty_club.ir_cron_{name}")
        values = job.read(["cron_name", "lastcall"])[0]
        with self.enter_registry_test_mode():
            status = self.registry["ir.cron"]._run_job(
                {
                    **values,
                    "user_id": job.user_id.id,
                    "ir_actions_server_id": job.ir_actions_server_id.id,
                    "timed_out_counter": 0,
                }
            )
        self.env.invalidate_all()
        return status

    def test_release_passes_over_an_earning_that_fails(self):
        self.club.hold_days = 14
        with freeze_time("2025-01-10 12:00:00"):
            bad = self.earning(self.confirm((self.coffee, 3)))
            order = self.confirm((self.coffee, 4), partner=self.other.partner_id)
        good = self.earning(order, self.other)
        # Somebody has posted under the name of the next entry.
        self.member._post("adjust", 1, f"earning/{bad.id}/1")
        with (
            freeze_time("2025-02-10 12:00:00"),
            mute_logger("odoo.addons.loyalty_club.models.earning"),
        ):
            self.run_job("release")
        self.assertEqual(good.state, "posted")
        self.assertBalance(40, self.other)
        self.assertEqual(bad.state, "failed")
        self.assertIn("loyalty_club_entry_key_unique", bad.failure)
        self.assertBalance(1)

    def test_document_whose_owner_can_not_be_told_is_left_out(self):
        """A sale goes through, whatever is wrong with its club."""
        order = self.order((self.coffee, 3))
        broken = patch.object(
            type(order), "_loyalty_club_owners", side_effect=ValueError("broken")
        )
        with broken, self.assertLogs("odoo.addons.loyalty_club", "ERROR"):
            order.action_confirm()
            self.settle()
        self.assertEqual(order.state, "sale")

    def test_concurrent_update_is_never_swallowed(self):
        order = self.order((self.coffee, 3))
        for name in ("_loyalty_club_owners", "_loyalty_club_causes"):
            raised = SerializationFailure("could not serialize access")
            with (
                patch.object(type(order), name, side_effect=raised),
                self.assertRaises(SerializationFailure),
            ):
                self.env["loyalty.club.earning"]._settle(order)
