from datetime import timedelta

from lxml import html

from .shop_common import ShopCase


class TestShopCodes(ShopCase):
    """Codes in the shop work for who may use them, and nobody guesses one."""

    def setUp(self):
        super().setUp()
        self.coupon = self.member._redeem(self.ten_off)
        self.theirs = self.order(
            (self.cake, 1, 25.0),
            partner=self.thief.partner_id,
            website_id=self.website.id,
        )

    def type(self, code):
        """Type a code in the cart; what is said, and where the page is."""
        token = self.page().xpath("//input[@name='csrf_token']/@value")[0]
        answer = self.url_open("/shop/pricelist", {"csrf_token": token, "promo": code})
        self.env.invalidate_all()
        return self.alerts(answer, code)

    def follow(self, code):
        """Follow the link of a code; what is said, and where the page is."""
        answer = self.url_open(f"/coupon/{code}")
        self.env.invalidate_all()
        return self.alerts(answer, code)

    def alerts(self, answer, code):
        page = html.fromstring(answer.text)
        found = page.xpath(
            "//*[@role='alert'] | //*[contains(@class,'coupon-message')]"
        )
        said = " ".join(" ".join(each.text_content().split()) for each in found)
        address = answer.url.split("/", 3)[-1]
        return [text.replace(code, "CODE") for text in (said, address)]

    def minutes_pass(self, minutes):
        for guess in self.env["loyalty.club.guess"].search([]):
            guess.guessed_at -= timedelta(minutes=minutes)
        self.env.flush_all()

    def test_a_member_types_his_own_code(self):
        self.type(self.coupon.display_code.lower())
        self.assertEqual(self.cart.amount_total, 22.5)
        self.assertFalse(self.env["loyalty.club.guess"].search([]))

    def test_a_member_follows_the_link_of_his_code(self):
        self.follow(self.coupon.code)
        self.assertEqual(self.cart.amount_total, 22.5)

    def test_foreign_and_used_codes_are_answered_like_unknown_ones(self):
        used = self.member._redeem(self.coffee_free)
        used.write({"state": "used"})
        used._keep_cards()
        codes = ("044" + "A" * 20, self.coupon.code, used.code)
        self.become("thief")
        for way in (self.type, self.follow):
            answers = [way(code) for code in codes]
            self.assertEqual(answers[0], answers[1])
            self.assertEqual(answers[0], answers[2])
        self.assertEqual(self.theirs.amount_total, 25)
        self.assertFalse(self.coupon.document)

    def test_visitors_are_answered_alike_too(self):
        self.become(None)
        unknown = self.follow("044" + "A" * 20)
        self.assertEqual(unknown, self.follow(self.coupon.code))

    def test_a_code_of_a_link_waits_for_who_logs_in(self):
        """Who follows the link of his own code before he logs in gets it then."""
        self.become("mina")
        self.coupon.write({"document": "sale.order,0"})
        self.follow(self.coupon.code)
        self.coupon.write({"document": False})
        self.env.flush_all()
        self.page()
        self.env.invalidate_all()
        self.assertEqual(self.cart.amount_total, 22.5)

    def test_rewards_of_clubs_are_not_claimed_natively(self):
        token = self.page().xpath("//input[@name='csrf_token']/@value")[0]
        for code in (self.coupon.code, ""):
            self.url_open(
                "/shop/claimreward",
                {
                    "csrf_token": token,
                    "reward_id": self.ten_off.program_id.reward_ids.id,
                    "code": code,
                },
            )
        self.env.invalidate_all()
        self.assertEqual(self.cart.amount_total, 25)

    def test_what_no_database_can_look_for_is_an_unknown_code(self):
        for code in ("044\0", "%", "_" * 23, "x" * 2000):
            self.assertIn("Invalid", self.type(code)[0], code)

    def test_who_guesses_has_to_wait(self):
        self.become("thief")
        for number in range(10):
            self.assertNotIn("wait", self.type(f"GUESS-{number}")[0])
        self.assertIn("wait ten minutes", self.type("GUESS-X")[0])
        self.assertIn("wait ten minutes", self.follow("GUESS-X")[0])
        # Also for a right one: else the answer would tell.
        theirs = self.club._enroll(self.thief.partner_id)
        own = theirs._present(self.ten_off, "manual", "thanks")
        self.assertIn("wait ten minutes", self.type(own.code)[0])
        self.assertEqual(self.theirs.amount_total, 25)
        self.minutes_pass(11)
        self.type(own.code)
        self.assertEqual(self.theirs.amount_total, 22.5)

    def test_a_code_that_is_typed_again_is_no_other_guess(self):
        self.become("thief")
        for _each in range(12):
            self.assertNotIn("wait", self.type("GUESS")[0])

    def test_another_session_of_the_same_address_goes_on_for_a_while(self):
        guesses = self.env["loyalty.club.guess"]
        for number in range(60):
            guesses._note(f"session-{number // 5}", "192.0.2.7", f"GUESS-{number}")
        self.assertTrue(guesses._are_too_many("fresh", "192.0.2.7"))
        self.assertFalse(guesses._are_too_many("fresh", "192.0.2.8"))
        self.assertFalse(guesses._are_too_many("session-1", "192.0.2.8"))

    def test_guesses_can_not_be_read_and_are_forgotten(self):
        guesses = self.env["loyalty.club.guess"]
        guesses._note("session", "192.0.2.7", "GUESS")
        self.assertNotIn("GUESS", str(guesses.search([]).read()))
        guesses._gc()
        self.assertEqual(len(guesses.search([])), 2)
        self.minutes_pass(11)
        guesses._gc()
        self.assertFalse(guesses.search([]))

    def test_native_codes_work_as_before(self):
        program = self.env["loyalty.program"].create(
            {
                "name": "Spring",
                "program_type": "promo_code",
                "trigger": "with_code",
                "applies_on": "current",
                "company_id": self.company.id,
                "rule_ids": [(0, 0, {"mode": "with_code", "code": "SPRING"})],
                "reward_ids": [(0, 0, {"discount": 5, "discount_mode": "per_order"})],
            }
        )
        self.assertTrue(program.ecommerce_ok)
        self.type("SPRING")
        self.assertEqual(self.cart.amount_total, 20)
