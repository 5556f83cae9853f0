from .shop_common import ShopCase

_ADDRESS = {
    "name": "Mina Rahimi",
    "email": "mina@home.example",
    "phone": "+1 555 0100",
    "street": "2 Tulip Street",
    "city": "Springfield",
    "zip": "62701",
    "country": "US",
    "state": "IL",
}
_SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAA"
    "AABJRU5ErkJggg=="
)


class TestShopPayment(ShopCase):
    """Other ways to pay: at once from the cart, and for a quotation."""

    def ask(self, path, **params):
        """What the browser asks in the background; the answer, or the error."""
        self.env.flush_all()
        answer = self.url_open(path, json={"jsonrpc": "2.0", "params": params}).json()
        self.env.invalidate_all()
        if "error" in answer:
            return answer["error"]["data"]["message"]
        return answer["result"]

    def quotation(self):
        """A quotation with a coupon that was sent to the member."""
        coupon = self.member._redeem(self.ten_off)
        quotation = self.order((self.cake, 1, 25.0), require_signature=True)
        quotation._loyalty_club_put_on_cart(coupon)
        quotation.state = "sent"
        self.settle()
        return quotation, coupon

    def alert(self, quotation):
        found = self.page(quotation.get_portal_url()).xpath(
            "//*[@id='loyalty_club_trouble']"
        )
        return found[0].text_content().strip() if found else None

    def sign(self, quotation):
        path = quotation.get_portal_url(suffix="/accept")
        return self.ask(path, name="Mina", signature=_SIGNATURE)

    def test_express_checkout_keeps_what_stands_on_the_cart(self):
        self.pay("500")
        self.ask("/shop/express_checkout", billing_address=_ADDRESS)
        self.assertEqual(self.cart.partner_invoice_id.street, "2 Tulip Street")
        self.assertEqual(self.cart.amount_total, 20)
        self.assertBalance(500)

    def test_an_accepted_quotation_uses_its_coupon(self):
        quotation, coupon = self.quotation()
        self.become("mina")
        self.assertIsNone(self.alert(quotation))
        self.sign(quotation)
        self.assertEqual(quotation.state, "sale")
        self.assertEqual(coupon.state, "used")

    def test_a_quotation_whose_coupon_is_gone_says_so_and_is_not_accepted(self):
        quotation, coupon = self.quotation()
        coupon.action_cancel()
        self.become("mina")
        self.assertIn("can't be used any more", self.alert(quotation))
        self.assertIn("can't be confirmed", self.sign(quotation))
        self.assertEqual(quotation.state, "sent")
        self.assertFalse(quotation.signed_by)

    def test_a_declined_quotation_gives_its_coupon_back(self):
        quotation, coupon = self.quotation()
        self.become("mina")
        token = self.page().xpath("//input[@name='csrf_token']/@value")[0]
        self.url_open(
            quotation.get_portal_url(suffix="/decline"),
            {"csrf_token": token, "decline_message": "Too dear"},
        )
        self.env.invalidate_all()
        self.assertEqual(quotation.state, "cancel")
        self.assertFalse(coupon.document)
        self.assertEqual(coupon.state, "issued")
