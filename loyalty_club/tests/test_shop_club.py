from .shop_common import ShopCase


class TestShopClub(ShopCase):
    """Members use points, coupons and rewards in the cart, each his own."""

    # === WHAT IS SEEN === #

    def test_a_member_sees_his_card_and_what_the_cart_earns(self):
        self.member._redeem(self.coffee_free)
        block = self.block()
        for words in (
            "Saffron Club",
            "900 points",
            "This order earns 25 points",
            "Pay with points",
            "Free coffee",
        ):
            self.assertIn(words, block)

    def test_looking_writes_nothing(self):
        counted = [self.env[name] for name in ("loyalty.club.entry", "loyalty.history")]
        before = [model.search_count([]) for model in counted]
        self.block()
        self.assertEqual(before, [model.search_count([]) for model in counted])
        self.assertFalse(self.earning(self.cart))

    def test_odoo_does_not_list_our_coupons_beside(self):
        self.member._redeem(self.ten_off)
        self.assertFalse(self.page().xpath("//form[@name='claim_reward']"))

    def test_visitors_see_what_they_would_earn(self):
        self.become(None)
        cart = self.order((self.cake, 2, 25.0), partner=self.website.partner_id)
        block = cart.with_user(self.website.user_id).sudo()._loyalty_club_block()
        [offer] = block.offers
        self.assertEqual((offer.club, offer.points), (self.club, 50))
        self.assertFalse(block.cards)

    def test_who_is_no_member_yet_is_invited(self):
        self.rule.limit_per_member = 10  # he has had nothing of it
        self.order(
            (self.cake, 1, 25.0),
            partner=self.thief.partner_id,
            website_id=self.website.id,
        )
        self.become("thief")
        block = self.block()
        self.assertIn("As a member of Saffron Club you would earn 10 points", block)
        self.assertTrue(self.page().xpath("//*[@id='loyalty_club']//a[@href='/club']"))

    def test_a_suspended_member_is_not_invited_and_can_use_nothing(self):
        coupon = self.member._redeem(self.ten_off)
        self.member.action_suspend()
        self.assertEqual(
            self.block(), "Your membership of Saffron Club is suspended. Please ask us."
        )
        self.use(coupon)
        self.assertFalse(coupon.document)

    def test_without_clubs_there_is_nothing_to_see(self):
        self.club.is_published = False
        self.member.action_leave()
        self.assertIsNone(self.block())

    # === POINTS === #

    def test_points_pay_and_come_back(self):
        self.assertIsNone(self.pay("500"))
        self.assertEqual(self.cart.amount_total, 20)
        self.assertBalance(500)
        self.assertIn("This order earns 20 points", self.block())
        self.assertIsNone(self.pay("", key="other-key"))
        self.assertEqual(self.cart.amount_total, 25)
        self.assertBalance(1000)

    def test_persian_digits_are_digits(self):
        self.assertIsNone(self.pay("۱٬۰۰۰"))
        self.assertEqual(self.cart.amount_total, 15)

    def test_a_repeated_request_pays_once(self):
        for _each in range(2):
            self.assertIsNone(self.pay("300"))
        self.assertEqual(self.cart.amount_total, 22)
        self.assertBalance(700)

    def test_other_points_replace_those_before(self):
        self.pay("300")
        self.assertIsNone(self.pay("400"))
        self.assertEqual(self.cart.amount_total, 21)
        self.assertBalance(600)

    def test_an_old_request_does_not_bring_back_what_was_taken_off(self):
        self.pay("300")
        self.pay("0", key="other-key")
        self.assertIn("try again", self.pay("300"))
        self.assertEqual(self.cart.amount_total, 25)
        self.assertBalance(1000)

    def test_no_more_points_than_there_are_or_than_the_cart_takes(self):
        self.points_off.max_share = 20
        for points in ("510", "1010", "99999999", "7", "55", "-50", "many"):
            with self.subTest(points):
                self.assertTrue(self.pay(points))
                self.assertEqual(self.cart.amount_total, 25)
                self.assertBalance(1000)
        self.assertIsNone(self.pay("500"))

    def test_a_smaller_cart_takes_fewer_points(self):
        self.pay("1000")
        self.cart.order_line[0].price_unit = 4
        self.cart._verify_cart_after_update()
        self.settle()
        self.assertEqual(self.cart.amount_total, 0)
        self.assertIn("The order takes 400 of them", self.block())
        self.cart.action_confirm()
        self.settle()
        self.assertBalance(600)

    # === COUPONS AND REWARDS === #

    def test_a_coupon_is_put_on_and_taken_off(self):
        coupon = self.member._redeem(self.ten_off)
        self.assertIsNone(self.use(coupon))
        self.assertEqual(self.cart.amount_total, 22.5)
        self.assertIsNone(self.use(coupon))
        self.assertIsNone(self.use(coupon, do="remove"))
        self.assertEqual(self.cart.amount_total, 25)
        self.assertFalse(coupon.document)
        self.assertEqual(coupon.state, "issued")

    def test_a_coupon_below_its_minimum_says_so(self):
        self.ten_off.min_amount = 100
        coupon = self.member._redeem(self.ten_off)
        self.assertIn("minimum", self.use(coupon))
        self.assertFalse(coupon.document)

    def test_a_reward_is_bought_for_the_cart_and_given_back(self):
        for _each in range(2):
            self.assertIsNone(self.get(self.coffee_free))
        self.assertBalance(900)
        self.assertIn(self.coffee, self.cart.order_line.product_id)
        [coupon] = self.member.coupon_ids
        self.assertIsNone(self.use(coupon, do="remove"))
        self.assertEqual(self.cart.order_line.product_id, self.cake)
        self.assertBalance(1000)

    def test_a_reward_that_the_cart_can_not_have_costs_nothing(self):
        self.ten_off.min_amount = 100
        self.assertIn("minimum", self.get(self.ten_off))
        self.assertBalance(1000)
        self.assertFalse(self.member.coupon_ids)

    def test_what_is_got_elsewhere_is_not_bought_here(self):
        self.make_program("ewallet")
        self.assertIn("not given", self.get(self.cash))
        self.assertIn("can't be used here", self.get(self.points_off))
        self.assertBalance(1000)

    # === WHO MAY NOT === #

    def test_what_is_not_his_is_answered_like_what_there_is_not(self):
        theirs = self.club._enroll(self.make_partner("Sara"))
        theirs._post("adjust", 1000, "start/sara")
        foreign = theirs._redeem(self.ten_off)
        hidden = self.make_reward("Staff only", is_published=False)
        other = self.make_club(name="Other Club")
        elsewhere = self.make_reward("Elsewhere", club_id=other.id)
        nowhere = self.env["loyalty.club.reward"].browse(10**8)
        answers = {
            self.use(foreign),
            self.use(foreign.browse(10**8)),
            self.use(foreign, do="remove"),
            self.pay("100", member=theirs.id),
            self.pay("100", member="1 OR 1=1"),
            self.pay("100", reward="x" * 5000),
            self.pay("100", key="short"),
            self.pay("100", reward=self.ten_off.id),
            self.pay("100", key="'; --" * 20),
            self.get(self.ten_off, member=theirs.id),
            *(self.get(reward) for reward in (hidden, elsewhere, nowhere)),
        }
        self.assertEqual(answers, {"This can't be used here."})
        self.assertBalance(1000)
        self.assertBalance(900, theirs)
        self.assertFalse(foreign.document)
        self.assertEqual(self.cart.amount_total, 25)

    def test_nobody_uses_anything_without_logging_in(self):
        coupon = self.member._redeem(self.ten_off)
        self.become(None)
        token = self.page("/shop").xpath("//input[@name='csrf_token']/@value")
        for path in ("points", "reward", "coupon"):
            answer = self.url_open(
                f"/shop/club/{path}",
                {
                    "csrf_token": (token or [""])[0],
                    "member": self.member.id,
                    "coupon": coupon.id,
                    "reward": self.points_off.id,
                    "points": 100,
                    "key": "first-key",
                },
                allow_redirects=False,
            )
            self.assertNotEqual(answer.status_code, 200)
        self.env.invalidate_all()
        self.assertFalse(coupon.document)
        self.assertBalance(900)

    def test_other_sites_can_not_send_the_forms(self):
        for path in ("points", "reward", "coupon"):
            answer = self.url_open(f"/shop/club/{path}", {"points": "100"})
            self.assertEqual(answer.status_code, 400)

    def test_who_comes_by_a_link_only_looks_at_his_cart(self):
        """As whoever had to log in before what he has sent was looked at."""
        form = f"member={self.member.id}&reward={self.points_off.id}&points=100"
        answer = self.url_open(f"/shop/club/points?{form}&key=first-key")
        self.assertIn("/shop/cart", answer.url)
        self.env.invalidate_all()
        self.assertBalance(1000)

    def test_the_forms_come_back_to_pages_of_the_shop_alone(self):
        for page, expected in (
            ("/shop/payment", "/shop/payment"),
            ("https://evil.example", "/shop/cart"),
            ("//evil.example", "/shop/cart"),
        ):
            token = self.page().xpath("//input[@name='csrf_token']/@value")[0]
            answer = self.url_open(
                "/shop/club/points",
                {"csrf_token": token, "page": page},
                allow_redirects=False,
            )
            location = answer.headers["Location"]
            self.assertTrue(location.endswith(f"{expected}#loyalty_club"), location)
            self.assertNotIn("evil", location)

    def test_a_cart_that_is_being_paid_is_left_alone(self):
        token = self.page().xpath("//input[@name='csrf_token']/@value")[0]
        self.cart.state = "sent"
        self.env.flush_all()
        form = {"member": self.member.id, "reward": self.points_off.id, "points": 100}
        self.url_open(
            "/shop/club/points", {"csrf_token": token, "key": "first-key", **form}
        )
        self.env.invalidate_all()
        self.assertBalance(1000)
        self.assertEqual(self.cart.amount_total, 25)

    def left_behind(self):
        """An older cart of the member, with points on it, and the link to it."""
        old = self.order((self.cake, 1, 25.0), website_id=self.website.id)
        old._loyalty_club_pay_points(self.member, self.points_off, 500, "old-key")
        self.settle()
        token = old._portal_ensure_token()
        return old, f"/shop/cart?id={old.id}&access_token={token}&revive_method="

    def test_a_cart_of_before_is_merged_without_what_was_bought_for_it(self):
        self.page()
        old, link = self.left_behind()
        self.page(link + "merge")
        self.env.invalidate_all()
        self.assertEqual(old.state, "cancel")
        self.assertEqual(self.cart.amount_total, 50)
        self.assertBalance(1000)

    def test_who_takes_over_somebody_elses_cart_gets_it_without_her_points(self):
        old, link = self.left_behind()
        self.become("thief")
        self.page(link + "squash")
        self.env.invalidate_all()
        self.assertEqual(old.partner_id, self.thief.partner_id)
        self.assertEqual(old.amount_total, 25)
        self.assertBalance(1000)

    def test_at_the_checkout_it_is_there_too(self):
        self.partner.write(
            {
                "phone": "+1 555 0100",
                "street": "1 Saffron Street",
                "city": "Springfield",
                "zip": "62701",
                "state_id": self.env.ref("base.state_us_13").id,
                "country_id": self.env.ref("base.us").id,
            }
        )
        self.assertIn("1,000 points", self.block("/shop/payment"))
        self.assertIn("1,000 points", self.block("/shop/checkout"))
