from .reward_common import RewardCommon


class TestPurchaseCoupon(RewardCommon):
    """A purchase gives a coupon for the next one, or fills a card."""

    def coupons(self):
        return self.member.coupon_ids.filtered(lambda each: each.state != "cancelled")

    def test_a_coupon_for_the_next_purchase(self):
        self.make_rule(name="Next time", trigger="order", reward_id=self.ten_off.id)
        order = self.confirm(self.cake)
        self.assertRecordValues(
            self.coupons(), [{"origin": "purchase", "points": 0, "state": "issued"}]
        )
        self.assertBalance(1025)
        order._loyalty_club_touch()
        self.settle()
        self.assertEqual(len(self.coupons()), 1)

    def test_the_explanation_names_what_is_given(self):
        self.make_rule(name="Next time", trigger="order", reward_id=self.ten_off.id)
        order = self.order(self.cake)
        sentence = "Next time: a coupon for 10 % off"
        foreseen = order._loyalty_club_foresee(self.member)[self.member.id].reasons
        self.assertIn(sentence, map(self.plain, foreseen))
        order.action_confirm()
        self.settle()
        self.assertIn(sentence, map(self.plain, self.earning(order)._explain()))
        order._action_cancel()
        self.settle()
        said = [self.plain(each) for each in self.earning(order)._explain()]
        self.assertNotIn(sentence, said)

    def test_purchases_tell_their_coupons_in_as_many_queries_as_one_does(self):
        self.make_rule(name="Next time", trigger="order", reward_id=self.ten_off.id)
        orders = [self.confirm(self.cake) for _time in range(3)]
        earnings = self.env["loyalty.club.earning"].union(*map(self.earning, orders))
        given = earnings._coupons_given()
        self.assertEqual(
            [given[earning] for earning in earnings.sorted("id")],
            list(self.coupons().sorted("id")),
        )

        def queries(some):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._coupons_given()
            return self.env.cr.sql_log_count - before

        self.assertEqual(queries(earnings), queries(earnings[:1]))

    def test_a_cancelled_purchase_takes_it_back_unless_it_was_used(self):
        self.make_rule(name="Next time", trigger="order", reward_id=self.ten_off.id)
        order = self.confirm(self.cake)
        coupon = self.coupons()
        order._action_cancel()
        self.settle()
        self.assertEqual(coupon.state, "cancelled")
        order.action_draft()
        order.action_confirm()
        self.settle()
        self.assertEqual(self.coupons(), coupon)
        following = self.order(self.cake)
        following._loyalty_club_apply(coupon)
        following.action_confirm()
        self.settle()
        order._action_cancel()
        self.settle()
        self.assertEqual(coupon.state, "used")

    def test_the_full_card_gives_one(self):
        self.make_rule(
            name="Three meals", trigger="nth_order", every=3, reward_id=self.ten_off.id
        )
        self.confirm(self.cake)
        self.confirm(self.cake)
        self.assertFalse(self.coupons())
        third = self.confirm(self.cake)
        self.assertEqual(len(self.coupons()), 1)
        third._action_cancel()
        self.settle()
        self.assertFalse(self.coupons())
        self.confirm(self.cake)
        self.assertEqual(len(self.coupons()), 1)

    def test_it_comes_with_the_payment(self):
        self.club.earn_on = "payment"
        self.make_rule(name="Next time", trigger="order", reward_id=self.ten_off.id)
        order = self.confirm(self.cake)
        self.assertFalse(self.coupons())
        self.pay(self.invoice(order))
        self.assertEqual(len(self.coupons()), 1)

    def test_only_orders_give_coupons(self):
        with self.assertRefused("for an order"):
            self.make_rule(trigger="amount", reward_id=self.ten_off.id)
