from .common import ClubCommon


class TestSaleOrder(ClubCommon):
    def test_confirmed_order_earns(self):
        order = self.confirm((self.coffee, 12))
        self.assertBalance(120)
        self.assertEqual(self.earning(order).state, "posted")

    def test_payment_releases_in_proportion(self):
        self.club.earn_on = "payment"
        order = self.confirm((self.coffee, 10))
        self.assertBalance(0)
        self.assertEqual(self.member.pending_points, 100)
        invoice = self.invoice(order)
        self.pay(invoice, 40.0)
        self.assertBalance(40)
        self.pay(invoice)
        self.assertBalance(100)
        self.credit(invoice, {self.coffee: 3})
        self.assertBalance(70)
