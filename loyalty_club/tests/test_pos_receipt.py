from .pos_desk_common import PosDeskCommon


class TestPosReceipt(PosDeskCommon):
    """What a receipt tells a member."""

    def cards(self, order):
        answer = order.with_user(self.cashier).read_pos_data([], self.config)
        return answer["pos.order"][0]["_loyalty_club_cards"]

    def test_receipt_tells_what_it_earned_and_the_balance(self):
        self.sell(self.coffee)
        (card,) = self.cards(self.sell((self.coffee, 3)))
        self.assertEqual(
            (card["earned"], card["pending"], card["balance"]), (30, 0, 40)
        )
        self.assertEqual(card["number"], self.member.number)

    def test_points_that_come_later_are_told(self):
        self.club.hold_days = 14
        (card,) = self.cards(self.sell((self.coffee, 3)))
        self.assertEqual(
            (card["earned"], card["pending"], card["balance"]), (30, 30, 0)
        )

    def test_refund_tells_the_balance(self):
        order = self.sell((self.coffee, 3))
        (card,) = self.cards(self.refund(order, {self.coffee: 1}))
        self.assertEqual((card["earned"], card["balance"]), (0, 20))

    def test_receipt_tells_the_coupon_that_it_has_given(self):
        reward = self.env["loyalty.club.reward"].create(
            {
                "name": "Free coffee",
                "club_id": self.club.id,
                "kind": "product",
                "reward_product_id": self.coffee.id,
                "validity_days": 30,
            }
        )
        self.make_rule(name="Again", trigger="order", reward_id=reward.id)
        (card,) = self.cards(self.sell(self.coffee))
        (received,) = card["received"]
        self.assertEqual(received["name"], "Free coffee")
        self.assertTrue(received["expires"])
        order = self.sell(self.coffee)
        refund = self.refund(order, {self.coffee: 1})
        self.assertEqual(self.cards(refund)[0]["received"], [])
        self.assertEqual(self.cards(order)[0]["received"], [])

    def test_receipts_of_others_tell_nothing(self):
        stranger = self.make_partner("Stranger")
        self.assertEqual(self.cards(self.sell(self.coffee, partner_id=stranger.id)), [])
        self.assertEqual(self.cards(self.sell(self.coffee, partner_id=False)), [])

    def test_till_is_told_with_the_answer_to_its_receipt(self):
        answer = (
            self.env["pos.order"]
            .with_user(self.cashier)
            .sync_from_ui([self.ticket((self.coffee, 3))])
        )
        (card,) = answer["pos.order"][0]["_loyalty_club_cards"]
        self.assertEqual(card["balance"], 30)

    def test_many_receipts_cost_as_many_queries_as_few(self):
        orders = self.env["pos.order"].union(
            *(self.sell(self.coffee) for _time in range(6))
        )

        def queries(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._loyalty_club_cards()
            return self.env.cr.sql_log_count - before

        queries(orders)
        self.assertEqual(queries(orders), queries(orders[:2]))
