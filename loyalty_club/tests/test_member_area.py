from datetime import date, timedelta
from urllib.parse import urlsplit

from odoo import Command

from .area_common import AreaCase

_PAGES = ("", "/card", "/history", "/history/download", "/rewards", "/coupons")


class TestMemberArea(AreaCase):
    """What a member sees at a glance."""

    def make_tiers(self):
        self.club.tier_ids = [
            Command.create({"name": name, "threshold": threshold, **values})
            for name, threshold, values in (
                ("Silver", 0, {}),
                ("Gold", 4000, {"factor": 1.5, "benefits": "<p>Free delivery</p>"}),
            )
        ]

    @staticmethod
    def written(day):
        """A day as pages write it."""
        return f"{day:%b} {day.day}, {day.year}"

    def test_who_has_one_membership_comes_straight_to_it(self):
        answer = self.url_open("/my/club")
        self.assertTrue(answer.url.endswith(self.home), answer.url)

    def test_several_clubs_stand_side_by_side(self):
        second = self.make_club(name="Second Club")._enroll(self.partner)
        answer = self.url_open("/my/club")
        said = self.said(answer)
        self.assertIn("Saffron Club", said)
        self.assertIn("Second Club", said)
        for member in (self.member, second):
            self.assertIn(f'href="/my/club/{member.id}"', answer.text)

    def test_card_says_who_he_is_and_what_he_has(self):
        said = self.page()
        for words in ("Hello, Mina Rahimi", "1,000 points", self.member.display_number):
            self.assertIn(words, said)

    def test_greeting_of_the_club(self):
        self.club.greeting = "Nice to see you"
        self.assertIn("Nice to see you, Mina Rahimi", self.page())

    def test_card_for_the_till_is_scanned_from_either_code(self):
        answer = self.get("/card")
        for words in ("QR code of your card", "Barcode of your card"):
            self.assertIn(words, answer.text)
        self.assertNotIn("<header", answer.text)
        self.assertIn(self.member.display_number, self.said(answer))

    def test_way_to_the_next_tier_and_what_it_brings(self):
        self.make_tiers()
        self.confirm((self.cake, 40))
        said = self.page()
        self.assertIn("3,000 points to Gold", said)
        self.assertIn("1.5 times the points", said)
        self.assertIn("Free delivery", said)

    def test_points_on_the_way_have_a_day(self):
        self.club.hold_days = 14
        self.confirm(self.cake)
        day = self.written(date.today() + timedelta(days=14))
        self.assertIn(f"+25 on the way yours on {day}", self.page())

    def test_points_of_what_is_not_paid_wait_for_the_payment(self):
        self.club.earn_on = "payment"
        self.confirm(self.cake)
        self.assertIn("+25 on the way yours when the purchase is paid", self.page())

    def test_points_that_run_out_have_a_day(self):
        day = date.today() + timedelta(days=40)
        self.give(30, expires_on=day)
        said = self.page()
        self.assertIn("30 run out", said)
        self.assertIn(f"after {self.written(day)}", said)

    def test_what_he_can_have_and_what_he_is_close_to(self):
        self.make_reward("Dinner", kind="gift", points=1500)
        self.make_reward("A house", kind="gift", points=90_000)
        said = self.page()
        now, soon = said.split("Almost there")
        self.assertIn("10 % off 100 points Get it", now)
        self.assertIn("Dinner 500 more", soon)
        self.assertNotIn("A house", said)

    def test_newest_lines_say_why(self):
        order = self.confirm(self.cake)
        said = self.page()
        self.assertIn(f"Purchase {order.name}", said)
        self.assertIn("1 point for each unit of money: 25 points", said)

    def test_ways_to_earn_and_what_is_done(self):
        self.make_rule(name="For joining", trigger="enrollment", points=70)
        self.make_rule(
            name="A stamp a visit",
            trigger="nth_order",
            every=4,
            points=9,
            on_sale=False,
        )
        self.make_rule(name="Over", date_to=date(2020, 1, 1))
        said = self.page().split("Ways to earn")[1]
        self.assertIn("For joining Done", said)
        self.assertIn("0 of 4 stamps +9", said)
        self.assertNotIn("Over", said)

    def test_rule_that_has_given_its_most_is_done(self):
        self.rule.write({"limit_per_member": 20, "limit_period": "year"})
        self.confirm(self.cake)
        self.assertRegex(self.page(), r"at most 20 a year Done")

    def test_who_has_nothing_reads_so(self):
        self.become("stranger")
        self.club.reward_ids.is_published = False
        said = self.said(self.url_open(f"/my/club/{self.other_member.id}"))
        for words in ("0 points", "There are no rewards yet", "Show your card"):
            self.assertIn(words, said)

    def test_debt_is_explained(self):
        self.member._post("take_back", -1200, "debt")
        said = self.page()
        self.assertIn("-200 points", said)
        self.assertIn("What you earn next fills the gap", said)

    def test_name_that_is_markup_stays_text(self):
        self.partner.name = "<script>alert(1)</script>"
        self.assertNotIn("<script>alert(1)", self.get().text)

    def test_colour_that_is_none_stays_out_of_the_page(self):
        self.club.color = "red;background:url(//evil.example)"
        self.assertNotIn("evil.example", self.get().text)

    def test_persian_member_reads_his_figures_and_days(self):
        persian = self.env["res.lang"]._activate_lang("fa_IR")
        self.website.language_ids += persian
        self.give(30, expires_on=date(2028, 1, 26))
        said = self.said(self.url_open(f"/fa{self.home}"))
        self.assertIn("۱٬۰۳۰", said)
        self.assertIn("۶ بهمن ۱۴۰۶", said)

    def test_menu_leads_members_there_and_nobody_else(self):
        self.assertIn('href="/my/club"', self.url_open("/contactus").text)
        self.become(None)
        self.assertNotIn('href="/my/club"', self.url_open("/contactus").text)


class TestMemberAreaIsHisOwn(AreaCase):
    """A membership is found by its id and by who is logged in, and by nothing else."""

    def assertClosed(self, home=None):
        pages = [*_PAGES, f"/rewards/{self.ten_off.id}"]
        for path in (*pages, f"/rewards/{self.ten_off.id}/image"):
            answer = self.url_open((home or self.home) + path)
            self.assertEqual(answer.status_code, 404, path)
            self.assertNotIn(self.member.display_number, answer.text)

    def assertShownTheClubs(self):
        self.assertEqual(urlsplit(self.url_open("/my/club").url).path, "/club")

    def test_nobody_sees_the_membership_of_another(self):
        self.become("stranger")
        self.assertClosed()

    def test_who_is_no_member_sees_none(self):
        self.become("guest")
        self.assertClosed()
        self.assertShownTheClubs()

    def test_nothing_that_is_sent_opens_it(self):
        self.become("stranger")
        query = f"?member_id={self.member.id}&partner_id={self.partner.id}&uid=1"
        for path in _PAGES:
            answer = self.url_open(self.home + path + query)
            self.assertEqual(answer.status_code, 404, path)

    def test_guessed_id_is_answered_as_if_it_were_not_there(self):
        self.assertClosed(f"/my/club/{self.other_member.id}")
        self.assertClosed("/my/club/999999999")

    def test_visitor_is_asked_to_log_in(self):
        self.become(None)
        for path in (*_PAGES, f"/rewards/{self.ten_off.id}/get"):
            self.assertIn("/web/login", self.url_open(self.home + path).url, path)

    def test_staff_sees_members_elsewhere(self):
        self.make_user("manager", "loyalty_club.group_manager")
        self.become("manager")
        self.assertClosed()

    def test_who_has_left_sees_it_no_more(self):
        self.member.action_leave()
        self.assertClosed()

    def test_club_that_is_closed_is_closed_here(self):
        self.club.active = False
        self.assertClosed()

    def test_website_of_another_company_does_not_show_it(self):
        self.website.company_id = self.env["res.company"].create({"name": "Other"})
        self.assertClosed()
        self.assertShownTheClubs()

    def test_website_of_a_branch_shows_the_club_of_its_company(self):
        self.website.company_id = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.company.id}
        )
        self.assertIn("Hello, Mina Rahimi", self.page())

    def test_suspended_member_sees_it_and_is_told(self):
        self.member.action_suspend()
        said = self.page()
        self.assertIn("This membership is suspended", said)
        self.assertNotIn("Get it", said)

    def test_nobody_keeps_or_frames_a_page(self):
        for path in _PAGES:
            answer = self.get(path)
            self.assertEqual(answer.headers["Cache-Control"], "no-store", path)
        self.assertEqual(self.get().headers["X-Frame-Options"], "SAMEORIGIN")

    def test_pages_are_only_read(self):
        for path in _PAGES:
            answer = self.url_open(self.home + path, {"csrf_token": self.csrf_token()})
            self.assertEqual(answer.status_code, 405, path)
