from .common import ClubCommon


class TestCardsInSales(ClubCommon):
    """Gift cards and wallets pay orders of Sales as far as they really hold money."""

    def pay_order(self, card, amount, **values):
        """An order of coffee for 100.00, of which a line says a card pays a part."""
        reward = card.program_id.reward_ids
        order = self.order(
            (self.coffee, 10), (reward.discount_line_product_id, 1, -amount)
        )
        paying = {"reward_id": reward.id, "coupon_id": card.id, "points_cost": amount}
        order.order_line[1].write({**paying, **values})
        order.applied_coupon_ids = order.order_line[1].coupon_id
        order.action_confirm()
        self.settle()
        return order

    def test_card_pays(self):
        card = self.make_card(self.make_program("gift_card"), 90.0)
        order = self.pay_order(card, 90.0)
        self.assertEqual((order.amount_total, card.points), (10.0, 0.0))
        self.assertBalance(100)

    def test_card_that_nobody_has_is_a_discount(self):
        card = self.make_card(self.make_program("gift_card"), 90.0)
        self.pay_order(card, 90.0, coupon_id=False)
        self.assertBalance(10)

    def test_card_that_holds_less_is_a_discount(self):
        card = self.make_card(self.make_program("gift_card"), 20.0)
        order = self.pay_order(card, 20.0)
        self.assertBalance(100)
        order.order_line[1].price_unit = -90.0
        self.settle()
        self.assertEqual(order.amount_total, 10.0)
        self.assertBalance(10)
