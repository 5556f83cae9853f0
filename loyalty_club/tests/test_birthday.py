from datetime import date

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import jalali
from ..tools.birthday import celebrated, day_code, from_parts, parts, year_start
from . import properties  # noqa: F401  (how often each is tried)
from .occasion_common import OccasionCommon


@tagged("post_install", "-at_install")
class TestBirthdayDays(BaseCase):
    """Days and the birthdays celebrated on them."""

    @given(
        st.dates(date(1900, 1, 1), date(2026, 1, 1)),
        st.integers(2026, 2100),
        st.sampled_from(("gregorian", "jalali")),
    )
    def test_everybody_celebrates_once_a_year(self, born, year, calendar):
        code = day_code(born, calendar)
        start = year_start(date(year, 7, 1), calendar)
        in_year = parts(start, calendar)[0]
        days = 0
        for number in range(366):
            day = date.fromordinal(start.toordinal() + number)
            celebrated_year, codes = celebrated(day, calendar)
            days += celebrated_year == in_year and code in codes
        self.assertEqual(days, 1)

    def test_leap_days_are_the_last_day_of_their_month(self):
        self.assertEqual(celebrated(date(2027, 2, 28), "gregorian")[1], [228, 229])
        self.assertEqual(celebrated(date(2028, 2, 28), "gregorian")[1], [228])
        self.assertEqual(celebrated(date(2028, 2, 29), "gregorian")[1], [229])
        last = jalali.from_jalali(1404, 12, 29)
        self.assertEqual(celebrated(last, "jalali"), (1404, [1229, 1230]))
        leap = jalali.from_jalali(1403, 12, 30)
        self.assertEqual(celebrated(leap, "jalali"), (1403, [1230]))

    def test_days_that_do_not_exist_are_none(self):
        for wrong in ((1990, 2, 30), (1990, 13, 1)):
            with self.assertRaises(ValueError):
                from_parts(*wrong, "gregorian")
        with self.assertRaises(ValueError):
            from_parts(1404, 12, 30, "jalali")


class TestBirthday(OccasionCommon):
    """Once a year, on the day, for who has been a member long enough."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member.joined_on = "2020-01-01"
        cls.profiles.active = False

    def wish(self, day):
        """What the job does on a day, but for its commits."""
        self.env.flush_all()
        with freeze_time(f"{day} 10:00:00"):
            while self.env["loyalty.club.occasion"]._birthdays_next(self.club):
                pass
            self.settle()

    def test_points_come_on_the_day_and_once(self):
        self.tell(birth_date="1990-05-17")
        self.wish("2026-05-16")
        self.assertBalance(0)
        self.wish("2026-05-17")
        self.wish("2026-05-17")
        self.wish("2026-05-18")
        self.assertBalance(50)
        [earning] = self.member.earning_ids.filtered("points")
        self.assertEqual(earning.reference, "2026")
        self.assertIn("Birthday 2026", earning._explain())
        self.wish("2027-05-17")
        self.assertBalance(100)

    def test_the_job_finds_the_clubs_that_give_something(self):
        self.tell(birth_date="1990-05-17")
        with freeze_time("2026-05-17 10:00:00"):
            self.run_job("birthday")
        self.assertBalance(50)

    def test_a_job_that_did_not_run_for_days_forgets_nobody(self):
        self.tell(birth_date="1990-05-17")
        self.wish("2026-05-23")
        self.assertBalance(50)
        self.wish("2027-05-24")
        self.assertBalance(50)

    def test_another_birth_date_is_no_second_birthday(self):
        profile = self.tell(birth_date="1990-05-17")
        self.wish("2026-05-17")
        profile.birth_date = "1990-09-01"
        self.wish("2026-09-01")
        self.assertBalance(50)
        self.wish("2027-09-01")
        self.assertBalance(100)

    def test_another_calendar_is_no_second_birthday(self):
        self.tell(birth_date="1990-05-17")
        self.wish("2026-05-17")
        self.club.birthday_calendar = "jalali"
        self.member._profiles().birth_date = "1990-08-17"
        self.wish("2026-08-17")
        self.assertBalance(50)

    def test_nobody_goes_back_over_new_year_for_a_second_one(self):
        profile = self.tell(birth_date="1990-01-02")
        self.wish("2026-01-02")
        profile.birth_date = "1990-12-30"
        self.wish("2026-01-03")
        self.assertBalance(50)

    def test_persian_birthdays_follow_the_persian_year(self):
        self.club.birthday_calendar = "jalali"
        self.tell(birth_date=jalali.from_jalali(1370, 12, 30))
        self.wish(jalali.from_jalali(1404, 12, 28))
        self.assertBalance(0)
        self.wish(jalali.from_jalali(1404, 12, 29))
        self.assertBalance(50)
        self.assertEqual(self.occasions(trigger="birthday").name, "1404")

    def test_newcomers_wait_for_their_next_birthday(self):
        self.club.birthday_after_days = 30
        self.tell(birth_date="1990-05-17")
        self.member.joined_on = "2026-04-17"
        self.wish("2026-05-17")
        self.assertBalance(0)
        self.member.joined_on = "2026-04-16"
        self.wish("2026-05-17")
        self.assertBalance(50)

    def test_suspended_members_and_those_who_left_get_none(self):
        self.tell(birth_date="1990-05-17")
        self.member.action_suspend()
        self.wish("2026-05-17")
        self.assertFalse(self.occasions(trigger="birthday"))
        self.member.action_leave()
        self.wish("2026-05-17")
        self.assertFalse(self.occasions(trigger="birthday"))

    def test_the_day_is_that_of_the_club(self):
        self.club.tz = "Asia/Tehran"
        self.tell(birth_date="1990-05-17")
        self.env.flush_all()
        with freeze_time("2026-05-16 20:45:00"):  # 00:15 of the 17th in Tehran
            self.env["loyalty.club.occasion"]._birthdays_next(self.club)
        self.assertBalance(50)

    def test_a_return_window_holds_no_birthday(self):
        self.club.hold_days = 14
        self.tell(birth_date="1990-05-17")
        self.wish("2026-05-17")
        self.assertBalance(50)

    def test_a_coupon_comes_in_place_of_points(self):
        reward = self.env["loyalty.club.reward"].create(
            {"name": "A cake", "club_id": self.club.id}
        )
        self.birthdays.write({"reward_id": reward.id, "points": 1})
        self.tell(birth_date="1990-05-17")
        self.wish("2026-05-17")
        self.wish("2026-05-18")
        self.assertEqual(self.member.coupon_ids.mapped("origin"), ["birthday"])
        self.assertBalance(0)

    def test_a_merged_member_has_one_birthday(self):
        twin = self.club._enroll(self.make_partner("Mina R."))
        twin.joined_on = "2020-01-01"
        for member in (self.member, twin):
            self.tell(member, birth_date="1990-05-17")
        self.wish("2026-05-17")
        self.assertBalance(50, twin)
        self.member._absorb(twin)
        self.settle()
        self.assertBalance(50)
        self.wish("2026-05-18")
        self.assertBalance(50)
        self.env["loyalty.club.earning"]._settle(self.occasions(twin))
        self.assertBalance(50)

    def test_many_birthdays_cost_as_many_queries_as_one(self):
        def of_day(day, count):
            partners = self.env["res.partner"].create(
                [{"name": f"Guest {day} {index}"} for index in range(count)]
            )
            members = self.club._enroll_all(partners)
            members.joined_on = "2020-01-01"
            for member in members:
                self.tell(member, birth_date=f"1990-03-{day}")
            self.env.flush_all()
            self.env.invalidate_all()
            with freeze_time(f"2026-03-{day} 10:00:00"):
                before = self.env.cr.sql_log_count
                noted = self.env["loyalty.club.occasion"]._birthdays_next(self.club)
                self.env.flush_all()
                self.assertEqual(len(noted), count)
                return self.env.cr.sql_log_count - before

        of_day("01", 1)
        few, many = of_day("09", 1), of_day("17", 50)
        self.assertLessEqual(many, few + 5)
