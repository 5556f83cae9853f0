from datetime import timedelta

from .area_common import AreaCase


class TestMemberCoupons(AreaCase):
    """A member finds the coupons that he can use, and those that are over."""

    def setUp(self):
        super().setUp()
        self.coupon = self.member._redeem(self.ten_off)

    def end(self, days):
        """Have the coupon end so many days from now."""
        day = self.club._today() + timedelta(days=days)
        self.coupon.expires_on = day

    def test_open_coupon_has_its_codes(self):
        answer = self.get("/coupons")
        self.assertIn(self.coupon.display_code, answer.text)
        self.assertIn(f'data-code="{self.coupon.code}"', answer.text)
        for words in ("QR code of the coupon", "Barcode of the coupon"):
            self.assertIn(words, answer.text)

    def test_time_left(self):
        for days, words in (
            (0, "today is the last day"),
            (1, "1 day left"),
            (5, "5 days left"),
        ):
            self.end(days)
            self.assertIn(words, self.page("/coupons"))

    def test_coupon_that_ended_yesterday_is_over_at_once(self):
        self.end(-1)
        self.assertNotIn(self.coupon.display_code, self.get("/coupons").text)
        said = self.page("/coupons?which=over")
        self.assertIn("ended on", said)
        self.assertIn(f"…{self.coupon.code[-4:]}", said)

    def test_used_and_cancelled_coupons_have_no_code(self):
        cancelled = self.member._redeem(self.coffee_free)
        cancelled.action_cancel()
        gift = self.make_reward("A mug", kind="gift")
        used = self.member._redeem(gift)
        used.action_hand_over()
        for which, coupon, words in (
            ("used", used, "A mug used on"),
            ("over", cancelled, "Free coffee cancelled"),
        ):
            answer = self.get(f"/coupons?which={which}")
            self.assertIn(words, self.said(answer))
            self.assertNotIn(coupon.display_code, answer.text)
            self.assertNotIn(coupon.code, answer.text)
            page = self.url_open(f"{self.home}/coupons/{coupon.id}")
            self.assertNotIn(coupon.code, page.text)

    def test_old_coupons_come_page_by_page(self):
        gift = self.make_reward("A mug", kind="gift", points=1)
        for _count in range(35):
            self.member._redeem(gift).action_hand_over()
        links = self.links("/coupons?which=used")
        [older] = [link for link in links if "before=" in link]
        said = self.page(older.removeprefix(self.home))
        self.assertEqual(said.count("A mug"), 5)

    def test_nobody_sees_the_coupon_of_another(self):
        theirs = self.other_member._present(self.ten_off, "manual", "for-them")
        for member, coupon in (
            (self.member, theirs),
            (self.other_member, theirs),
            (self.member, self.coupon.browse(999999999)),
        ):
            answer = self.url_open(f"/my/club/{member.id}/coupons/{coupon.id}")
            self.assertEqual(answer.status_code, 404)
            self.assertNotIn(theirs.code, answer.text)

    def test_visitor_is_asked_to_log_in(self):
        self.become(None)
        answer = self.url_open(f"{self.home}/coupons/{self.coupon.id}")
        self.assertIn("/web/login", answer.url)

    def test_who_has_none_is_led_to_the_rewards(self):
        self.become("stranger")
        answer = self.url_open(f"/my/club/{self.other_member.id}/coupons")
        self.assertIn("You have no open coupons", self.said(answer))
