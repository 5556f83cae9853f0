from datetime import datetime

from odoo.tests import TransactionCase, tagged

from ..tools.quiet_hours import end_of_quiet


@tagged("post_install", "-at_install")
class TestQuietHours(TransactionCase):
    """Hours of a day, in the time zone of who is not to be disturbed."""

    def end(self, moment, tz="UTC", hours=(21.0, 9.0)):
        end = end_of_quiet(datetime.fromisoformat(moment), tz, *hours)
        return end and end.isoformat(" ", "minutes")

    def test_over_midnight(self):
        self.assertEqual(self.end("2026-03-10 21:00"), "2026-03-11 09:00")
        self.assertEqual(self.end("2026-03-10 08:59"), "2026-03-10 09:00")
        self.assertIsNone(self.end("2026-03-10 09:00"))
        self.assertIsNone(self.end("2026-03-10 20:59"))

    def test_within_a_day(self):
        self.assertEqual(
            self.end("2026-03-10 13:00", hours=(12.5, 14.5)), "2026-03-10 14:30"
        )
        self.assertIsNone(self.end("2026-03-10 14:30", hours=(12.5, 14.5)))

    def test_none_at_all(self):
        self.assertIsNone(self.end("2026-03-10 09:00", hours=(9.0, 9.0)))

    def test_on_the_clock_of_the_member(self):
        # 23:30 in Tehran, half an hour ahead of others.
        self.assertEqual(
            self.end("2026-03-10 20:00", "Asia/Tehran"), "2026-03-11 05:30"
        )
        self.assertIsNone(self.end("2026-03-10 06:00", "Asia/Tehran"))

    def test_when_the_clocks_change(self):
        # Nine in the morning is an hour earlier in UTC after that night.
        self.assertEqual(
            self.end("2026-03-28 22:00", "Europe/Amsterdam"), "2026-03-29 07:00"
        )

    def test_an_hour_that_comes_twice_ends_once(self):
        # Between two and three in the morning, for the second time that night.
        for moment in ("2026-10-25 00:10", "2026-10-25 01:10", "2026-10-25 01:29"):
            with self.subTest(moment):
                end = self.end(moment, "Europe/Amsterdam", (22.0, 2.5))
                self.assertGreater(end, moment)

    def test_the_end_is_never_over(self):
        # 8.99 of an hour is 24 seconds after 8:59.
        self.assertIsNone(self.end("2026-03-10 08:59:30", hours=(21.0, 8.99)))
        self.assertEqual(
            self.end("2026-03-10 08:59:20", hours=(21.0, 8.99)), "2026-03-10 08:59"
        )
