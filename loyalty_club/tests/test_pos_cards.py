from .pos_common import PosClubCommon


class TestPosCards(PosClubCommon):
    """Gift cards and wallets are money: to sell one is no purchase, to use one is."""

    def test_gift_card_top_up_earns_nothing(self):
        card = self.make_program("gift_card").rule_ids.product_ids
        self.sell((self.coffee, 10), (card, 1, 50.0))
        self.assertBalance(100)

    def test_wallet_top_up_paid_by_the_same_wallet_earns_nothing(self):
        """R6: the infinite money glitch."""
        program = self.make_program("ewallet")
        wallet = self.make_card(program, 50.0)
        top_up = program.trigger_product_ids
        self.sell((top_up, 1, 50.0), self.pay_line(wallet, 50.0), payments=[])
        self.assertBalance(0)

    def confirm_card(self, order, card, amount):
        """What the browser calls after it has sent the receipt."""
        order.confirm_coupon_programs(
            {
                str(card.id): {
                    "points": -amount,
                    "program_id": card.program_id.id,
                    "coupon_id": card.id,
                    "partner_id": self.partner.id,
                    "code": card.code,
                }
            }
        )
        self.settle()

    def test_payment_by_wallet_is_a_payment(self):
        wallet = self.make_card(self.make_program("ewallet"), 60.0)
        order = self.sell((self.coffee, 10), self.pay_line(wallet, 60.0))
        self.assertEqual(order.amount_paid, 40.0)
        self.assertBalance(100)

    def test_wallet_that_is_empty_afterwards_has_paid(self):
        wallet = self.make_card(self.make_program("ewallet"), 60.0)
        order = self.sell((self.coffee, 10), self.pay_line(wallet, 60.0))
        self.confirm_card(order, wallet, 60.0)
        self.assertEqual(wallet.points, 0.0)
        self.env["loyalty.club.earning"]._settle(order)
        self.assertBalance(100)

    def test_payment_by_gift_card_is_a_payment(self):
        card = self.make_card(self.make_program("gift_card"), 100.0)
        order = self.sell((self.coffee, 10), self.pay_line(card, 100.0), payments=[])
        self.confirm_card(order, card, 100.0)
        self.assertBalance(100)

    def test_refund_of_a_ticket_paid_by_wallet_takes_back(self):
        """R2: once, and no more than it gave."""
        wallet = self.make_card(self.make_program("ewallet"), 60.0)
        order = self.sell((self.coffee, 10), self.pay_line(wallet, 60.0))
        self.confirm_card(order, wallet, 60.0)
        self.refund(order)
        self.assertBalance(0)

    def test_card_without_money_is_a_discount(self):
        """R11: a card that holds nothing pays nothing, whatever the till says."""
        wallet = self.make_card(self.make_program("ewallet"), 0.0)
        self.sell((self.coffee, 10), self.pay_line(wallet, 60.0))
        self.assertBalance(40)

    def test_card_that_pays_twice_on_a_ticket_pays_once(self):
        wallet = self.make_card(self.make_program("ewallet"), 30.0)
        self.sell(
            (self.coffee, 10), self.pay_line(wallet, 30.0), self.pay_line(wallet, 30.0)
        )
        self.assertBalance(40)

    def test_discount_that_claims_to_be_a_payment_is_a_discount(self):
        """R8: a reward of a wallet on a line of something else, or without a card."""
        wallet = self.make_card(self.make_program("ewallet"), 60.0)
        self.sell((self.coffee, 10), self.pay_line(wallet, 60.0, product=self.cake))
        self.assertBalance(40)
        self.sell((self.coffee, 10), self.pay_line(wallet, 60.0, coupon_id=False))
        self.assertBalance(80)
