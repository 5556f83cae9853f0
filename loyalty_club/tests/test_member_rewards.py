from .area_common import AreaCase


class TestMemberRewards(AreaCase):
    """Members look for rewards, and get them."""

    def get_it(self, reward, **form):
        return self.post(f"/rewards/{reward.id}/get", **form)

    def coupons(self):
        return self.member.coupon_ids

    # === CATALOGUE === #

    def test_catalogue_begins_with_what_he_can_have(self):
        self.make_reward("A house", kind="gift", points=90_000, sequence=1)
        said = self.page("/rewards")
        self.assertLess(said.index("10 % off"), said.index("A house"))
        self.assertIn("A house 90,000 points 89,000 more", said)

    def test_filters_by_kind_and_by_what_he_can_have(self):
        self.make_reward("A house", kind="gift", points=90_000)
        said = self.page("/rewards?show=gift")
        self.assertIn("A house", said)
        self.assertNotIn("10 % off", said)
        said = self.page("/rewards?show=now")
        self.assertNotIn("A house", said)
        self.assertIn("10 % off", said)
        self.assertIn("A house", self.page("/rewards?show=%27nonsense"))

    def test_what_is_not_for_members_is_not_there(self):
        hidden = self.make_reward("Secret", is_published=False)
        given = self.make_reward("Present", points=0)
        other = self.make_club(name="Other Club")
        foreign = self.make_reward("Foreign", club_id=other.id)
        said = self.page("/rewards")
        for reward in (hidden, given, foreign):
            self.assertNotIn(reward.name, said)
            for path in ("", "/get", "/image"):
                answer = self.url_open(f"{self.home}/rewards/{reward.id}{path}")
                self.assertEqual(answer.status_code, 404, path)

    def test_reward_says_what_he_should_know(self):
        self.ten_off.write(
            {"description": "<p>On all books.</p>", "has_stock": True, "stock": 3}
        )
        said = self.page(f"/rewards/{self.ten_off.id}")
        for words in ("On all books.", "3 are left.", "Can be used for 90 days."):
            self.assertIn(words, said)
        self.assertIn("900 points are left afterwards", said)

    def test_what_he_can_not_have_says_why_and_has_no_button(self):
        self.ten_off.write({"has_stock": True, "stock": 0})
        path = f"/rewards/{self.ten_off.id}"
        self.assertIn("10 % off is out of stock.", self.page(path))
        self.assertNotIn("<button", self.wrap(path))
        self.cash.points = 1500
        path = f"/rewards/{self.cash.id}"
        self.assertIn("500 more", self.page(path))
        self.assertNotIn("<button", self.wrap(path))

    def wrap(self, path):
        text = self.get(path).text
        return text[text.index('id="wrap"') : text.index("</main>")]

    def test_picture_of_a_reward(self):
        picture = (
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAC"
            "hwGA60e6kgAAAABJRU5ErkJggg=="
        )
        path = f"{self.home}/rewards/{self.ten_off.id}/image"
        self.assertEqual(self.url_open(path).status_code, 404)
        self.ten_off.image_1920 = picture
        self.env.flush_all()
        self.assertIn(f'src="{path}"', self.get("/rewards").text)
        answer = self.url_open(path)
        self.assertEqual(answer.headers["Content-Type"], "image/png")
        self.assertIn("private", answer.headers["Cache-Control"])

    # === GETTING ONE === #

    def test_reward_becomes_a_coupon(self):
        answer = self.get_it(self.ten_off)
        [coupon] = self.coupons()
        self.assertTrue(answer.url.endswith(f"/coupons/{coupon.id}"), answer.url)
        self.assertIn(coupon.display_code, answer.text)
        self.assertBalance(900)

    def test_credit_goes_to_the_wallet(self):
        self.make_program("ewallet")
        said = self.said(self.get_it(self.cash))
        self.assertIn("The credit is in your wallet", said)
        self.assertBalance(800)

    def test_form_sent_twice_buys_once(self):
        for _twice in range(2):
            answer = self.get_it(self.ten_off, key="the-same-request")
        self.assertIn(self.coupons().display_code, answer.text)
        self.assertBalance(900)

    def test_form_sent_again_when_the_points_are_gone_shows_its_coupon(self):
        self.ten_off.points = 1000
        token = self.csrf_token()
        form = {"csrf_token": token, "key": "the-same-request"}
        url = f"{self.home}/rewards/{self.ten_off.id}/get"
        for _twice in range(2):
            answer = self.url_open(url, form)
        self.env.invalidate_all()
        self.assertIn(self.coupons().display_code, answer.text)
        self.assertBalance(0)

    def test_he_chooses_how_many_points(self):
        self.get_it(self.points_off, points="۱۲۰")
        self.assertEqual(self.coupons().points, 120)
        self.assertBalance(880)

    def test_what_he_typed_is_kept_when_it_is_refused(self):
        for typed, message in (
            ("40", "50 at least"),
            ("55", "steps of 10"),
            ("many", "Type how many points"),
            ("-60", "Type how many points"),
            ("9999990", "points are needed"),
        ):
            answer = self.get_it(self.points_off, points=typed, key="the-request")
            self.assertIn(message, self.refused(answer))
            self.assertIn(f'value="{typed}"', answer.text)
            self.assertIn('value="the-request"', answer.text)
        self.assertFalse(self.coupons())
        self.assertBalance(1000)

    def test_price_is_not_what_the_form_says(self):
        self.get_it(self.ten_off, points="1", price="0", reward_id=self.cash.id)
        self.assertBalance(900)

    def test_too_few_points_are_refused(self):
        token = self.csrf_token()
        self.ten_off.points = 1001
        self.env.flush_all()
        answer = self.url_open(
            f"{self.home}/rewards/{self.ten_off.id}/get",
            {"csrf_token": token, "key": "the-request"},
        )
        self.assertIn("needed", self.refused(answer))
        self.assertBalance(1000)

    # === ATTACKS === #

    def test_form_of_another_site_is_refused(self):
        url = f"{self.home}/rewards/{self.ten_off.id}/get"
        answer = self.url_open(url, {"key": "the-request"})
        self.assertEqual(answer.status_code, 400)
        self.assertBalance(1000)

    def test_form_without_a_key_buys_nothing(self):
        for key in ("", "short", "not one;", "k" * 65):
            answer = self.get_it(self.ten_off, key=key)
            self.assertIn("Try again", self.refused(answer))
        self.assertBalance(1000)

    def test_nobody_spends_the_points_of_another(self):
        self.become("stranger")
        answer = self.url_open(
            f"{self.home}/rewards/{self.ten_off.id}/get",
            {"csrf_token": self.csrf_token(), "key": "the-request"},
        )
        self.assertEqual(answer.status_code, 404)
        self.assertBalance(1000)

    def test_key_of_another_gives_nothing_of_his(self):
        mine = self.member._redeem(self.ten_off, key="known-key")
        self.other_member._post("adjust", 100, "start/other")
        self.become("stranger")
        home = f"/my/club/{self.other_member.id}"
        answer = self.url_open(
            f"{home}/rewards/{self.ten_off.id}/get",
            {"csrf_token": self.csrf_token(), "key": "known-key"},
        )
        self.assertNotIn(mine.display_code, answer.text)
        self.assertBalance(0, self.other_member)

    def test_suspended_member_buys_nothing(self):
        self.member.action_suspend()
        self.env.flush_all()
        path = f"/rewards/{self.ten_off.id}"
        self.assertIn("can't be spent just now", self.page(path))
        answer = self.url_open(
            f"{self.home}{path}/get",
            {"csrf_token": self.csrf_token(), "key": "the-request"},
        )
        self.assertIn("not active", self.refused(answer))
        self.assertBalance(1000)

    def test_link_to_the_form_buys_nothing(self):
        path = f"{self.home}/rewards/{self.ten_off.id}"
        answer = self.url_open(f"{path}/get?key=the-request")
        self.assertTrue(answer.url.endswith(path), answer.url)
        self.assertBalance(1000)
