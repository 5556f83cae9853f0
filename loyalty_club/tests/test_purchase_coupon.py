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
        self.assertIn(
            "Next time: a coupon for you",
            [self.plain(each) for each in self.earning(order)._explain()],
        )
        order._loyalty_club_touch()
        self.settle()
        self.assertEqual(len(self.coupons()), 1)

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
