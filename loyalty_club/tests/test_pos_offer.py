from .pos_coupon_common import PosCouponCommon


class TestPosOffer(PosCouponCommon):
    """A till offers what the member before it earns, holds and can have."""

    def offer(self, *lines, **values):
        """What the till is told of the receipt on its screen."""
        lines = [
            line if isinstance(line, dict) else self.screen_line(line) for line in lines
        ]
        return self.till.loyalty_club_offer(self.body(**values), lines)

    def screen_line(self, product, **values):
        return {
            "product_id": product.id,
            "qty": 1,
            "price_unit": product.list_price,
            "tax_ids": product.taxes_id.ids,
            **values,
        }

    def test_what_the_receipt_will_earn_and_why(self):
        (card,) = self.offer(self.cake, self.coffee)
        self.assertEqual((card["balance"], card["coming"]), (1000, 35))
        self.assertRegex(self.plain(" ".join(card["reasons"])), "35 points for")
        order = self.pay(self.cake, self.coffee)
        ((printed,),) = order._loyalty_club_cards().values()
        self.assertEqual(printed["earned"], card["coming"])

    def test_what_coupons_pay_earns_nothing(self):
        coupon = self.redeem(self.ten_off)
        line = self.coupon_line(coupon, -2.5)
        shown = self.screen_line(
            line["product"],
            price_unit=-2.5,
            reward_id=line["reward_id"],
            coupon_id=line["coupon_id"],
        )
        (card,) = self.offer(self.cake, shown)
        self.assertEqual(card["coming"], 22)

    def test_nothing_is_written(self):
        earnings = self.env["loyalty.club.earning"]
        before = earnings.search_count([])
        self.offer(self.cake)
        self.settle()
        self.assertEqual(earnings.search_count([]), before)
        self.assertBalance(1000)

    def test_an_empty_receipt_earns_nothing(self):
        (card,) = self.offer()
        self.assertEqual((card["coming"], card["reasons"]), (0, []))

    def test_coupons_with_what_keeps_them(self):
        here, free = self.redeem(self.ten_off), self.member._redeem(self.coffee_free)
        away = self.member._redeem(self.ten_off)
        uuid = self.uuid
        self.new_receipt()
        self.apply(away)
        self.uuid = uuid
        (card,) = self.offer(self.cake)
        coupons = {each["id"]: each for each in card["coupons"]}
        self.assertTrue(coupons[here.id]["is_here"])
        self.assertFalse(coupons[free.id]["is_here"] or coupons[free.id]["refusal"])
        self.assertIn("another order", coupons[away.id]["refusal"])

    def rewards(self, *lines):
        (card,) = self.offer(*lines)
        return {each["name"]: each for each in card["rewards"]}

    def test_rewards_with_what_they_cost(self):
        rewards = self.rewards(self.cake)
        self.assertEqual(rewards["10 % off"]["points"], 100)
        self.assertFalse(rewards["10 % off"]["refusal"])
        self.ten_off.points = 1500
        self.assertIn("500", self.rewards(self.cake)["10 % off"]["refusal"])

    def test_points_to_use_are_limited_by_receipt_and_balance(self):
        def most(*lines):
            return self.rewards(*lines)["Pay with points"]["most"]

        self.assertEqual(most(self.screen_line(self.cake, qty=10)), 1000)
        self.assertEqual(most(self.screen_line(self.cake, price_unit=4.56)), 450)
        self.points_off.max_share = 50
        self.assertEqual(most(self.screen_line(self.cake, price_unit=4.56)), 220)

    def test_goods_that_are_not_sold_at_tills(self):
        self.coffee.available_in_pos = False
        self.assertIn(
            "not sold at tills", self.rewards(self.cake)["Free coffee"]["refusal"]
        )
        with self.assertRefused("not sold at tills"):
            self.redeem(self.coffee_free)
        # Nor does it keep a till from being opened.
        self.config._check_before_creating_new_session()

    def test_one_and_fifty_coupons_cost_as_many_queries(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.offer(self.cake)
            return self.env.cr.sql_log_count - before

        self.member._present(self.ten_off, "manual", "first")
        queries()
        few = queries()
        for number in range(49):
            self.member._present(self.ten_off, "manual", f"event {number}")
        self.assertEqual(queries(), few)

    def test_a_till_opens_without_rewards(self):
        session = self.config.current_session_id.with_user(self.cashier)
        ours = self.ten_off.program_id
        loaded = self.config._get_program_ids()
        self.assertNotIn(ours, loaded)
        coupon = self.redeem(self.ten_off)
        self.assertIn(ours, self.config._get_program_ids())
        data = session.load_data([])
        programs = {each["id"]: each for each in data["loyalty.program"]}
        self.assertEqual(programs[ours.id]["_loyalty_club_share"], 1)
        self.release(coupon)
        self.assertNotIn(ours, self.config._get_program_ids())

    def test_native_programmes_are_loaded_as_before(self):
        native = self.make_program("promotion")
        self.assertIn(native, self.config._get_program_ids())
        data = self.config.current_session_id.load_data([])
        programs = {each["id"]: each for each in data["loyalty.program"]}
        self.assertEqual(programs[native.id]["_loyalty_club_share"], 0)
