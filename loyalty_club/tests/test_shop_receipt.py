from odoo.http import root

from .common import ClubCommon
from .shop_common import ShopCase


class TestShopReceipt(ShopCase):
    """What an order tells its customer after he has bought."""

    def told(self, order=None, path=None):
        """What the page of an order tells of the club, or None."""
        self.env.flush_all()
        found = self.page(path or order.get_portal_url()).xpath(
            "//*[@id='loyalty_club_receipt']"
        )
        return " ".join(found[0].text_content().split()) if found else None

    def bought(self):
        order = self.confirm((self.cake, 1, 25.0))
        self.paid(order)
        return order

    def paid(self, order):
        ClubCommon.pay(self, self.invoice(order))

    def test_order_tells_what_it_has_earned(self):
        points = self.member.balance
        order = self.bought()
        earned = self.member.balance - points
        self.assertGreater(earned, 0)
        self.assertIn(f"Earned with this order: {earned} points", self.told(order))

    def test_order_that_is_not_paid_tells_what_it_brings(self):
        self.club.earn_on = "payment"
        order = self.confirm((self.cake, 1, 25.0))
        earning = self.earning(order)
        self.assertEqual(earning.state, "pending")
        told = self.told(order)
        self.assertIn(f"This order brings: {earning.points} points", told)
        self.assertIn("0% is paid", told)

    def test_quotation_tells_what_it_would_bring(self):
        quotation = self.order((self.cake, 1, 25.0), state="sent")
        told = self.told(quotation)
        self.assertIn("This order brings: 25 points", told)
        self.assertIn("when the order is confirmed and paid", told)
        quotation._action_cancel()
        self.assertIsNone(self.told(quotation))

    def test_order_tells_what_was_used_and_received(self):
        reward = self.make_reward("Ten for the next one")
        self.make_rule(name="Again", trigger="order", reward_id=reward.id)
        self.pay("500")
        self.cart.action_confirm()
        self.settle()
        self.paid(self.cart)
        told = self.told(self.cart)
        self.assertIn("Used for it: 500 points", told)
        self.assertIn("For your next purchase: Ten for the next one", told)

    def test_confirmation_of_the_shop_tells_it(self):
        session = self.authenticate("mina", "mina")
        session["sale_last_order_id"] = self.bought().id
        root.session_store.save(session)
        self.assertIn(
            "Earned with this order: 25", self.told(path="/shop/confirmation")
        )

    def test_nobody_else_is_told(self):
        order = self.bought()
        link = order.get_portal_url()
        for login in ("thief", None):
            self.become(login)
            self.assertIsNone(self.told(path=link), login)
