from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import jalali
from ..tools.period import year_end
from . import properties  # noqa: F401  (how often each is tried)


@tagged("post_install", "-at_install")
class TestJalali(BaseCase):
    """Days of the Persian calendar."""

    @given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
    def test_a_day_is_the_same_day_in_both_calendars(self, day):
        self.assertEqual(jalali.from_jalali(*jalali.to_jalali(day)), day)

    @given(st.dates(date(1900, 1, 1), date(2200, 12, 30)))
    def test_days_follow_each_other(self, day):
        self.assertLess(
            jalali.to_jalali(day), jalali.to_jalali(day + timedelta(days=1))
        )

    def test_known_days(self):
        for day, known in (
            (date(1979, 2, 11), (1357, 11, 22)),
            (date(2021, 3, 20), (1399, 12, 30)),
            (date(2025, 3, 21), (1404, 1, 1)),
            (date(2026, 11, 22), (1405, 9, 1)),
        ):
            self.assertEqual(jalali.to_jalali(day), known)
        self.assertEqual(jalali.written(date(2026, 1, 26)), "6 بهمن 1404")

    @given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
    def test_a_new_year_follows_the_last_day(self, day):
        end = jalali.year_end(day)
        following = jalali.to_jalali(end + timedelta(days=1))
        self.assertEqual(following, (jalali.to_jalali(day)[0] + 1, 1, 1))
        self.assertTrue(day <= end <= day + timedelta(days=365))

    def test_fiscal_year_ends_with_the_persian_one(self):
        for day, end in (
            (date(2026, 11, 22), date(2027, 3, 20)),
            (date(2027, 3, 20), date(2027, 3, 20)),
            (date(2027, 3, 21), date(2028, 3, 19)),
            (date(2028, 3, 20), date(2029, 3, 19)),
        ):
            self.assertEqual(year_end(day, 3, 20), end)

    def test_what_is_no_day(self):
        for year, month, day in (
            (1404, 12, 30),
            (1404, 13, 1),
            (1404, 7, 31),
            (1, 1, 1),
        ):
            with self.assertRaises(ValueError):
                jalali.from_jalali(year, month, day)
