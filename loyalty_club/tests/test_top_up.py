from .reward_common import RewardCommon


class TestTopUp(RewardCommon):
    """What fills a wallet is money: never cheaper, and never paid by that wallet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wallet = cls.make_program(cls, "ewallet")
        cls.top_up = (cls.wallet.trigger_product_ids, 1, 50.0)

    def cart(self, *lines):
        order = self.order(*lines)
        order._update_programs_and_rewards()
        return order

    def test_coupons_take_nothing_off_a_top_up(self):
        for applicability in ("order", "specific", "cheapest"):
            reward = self.make_reward(
                "Half price", discount=50, discount_applicability=applicability
            )
            order = self.cart((self.cake, 1, 60.0), self.top_up)
            order._loyalty_club_apply(self.member._redeem(reward))
            self.assertEqual(order.amount_total, 30 + 50, applicability)

    def test_points_buy_no_credit_by_a_top_up(self):
        order = self.cart((self.coffee, 1, 4.0), self.top_up)
        self.assertEqual(order._loyalty_club_most_points(self.points_off), 400)
        order = self.cart(self.top_up)
        coupon = self.member._redeem(self.points_off, points=500)
        with self.assertRefused("nothing to discount"):
            order._loyalty_club_apply(coupon)

    def test_a_wallet_does_not_fill_itself(self):
        card = self.make_card(self.wallet, 50)
        order = self.cart(self.top_up)
        with self.assertRefused("nothing to discount"):
            order._apply_program_reward(self.wallet.reward_ids, card)

    def test_a_wallet_pays_for_the_goods_beside(self):
        card = self.make_card(self.wallet, 30)
        order = self.cart(self.cake, self.top_up)
        order._apply_program_reward(self.wallet.reward_ids, card)
        self.assertEqual(order.amount_total, 50)
        order.action_confirm()
        self.settle()
        self.assertEqual(card.points, 30 - 25 + 50)
        self.assertBalance(1025)
