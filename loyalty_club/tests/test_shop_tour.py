from odoo.tests import HttpCase, tagged

from .reward_common import RewardCommon


@tagged("post_install", "-at_install")
class TestShopTour(RewardCommon, HttpCase):
    """A member earns, and uses points and coupons, in the shop, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env.ref("website.default_website")
        cls.website.company_id = cls.company
        cls.env.ref("payment.payment_provider_demo").write(
            {"company_id": cls.company.id, "state": "test", "is_published": True}
        )
        cls.make_product("Saffron Tea", 12.5, website_published=True)
        cls.partner.write(
            {
                "email": "shopper@example.com",
                "phone": "+1 555 0100",
                "street": "1 Saffron Street",
                "city": "Springfield",
                "zip": "62701",
                "state_id": cls.env.ref("base.state_us_13").id,
                "country_id": cls.env.ref("base.us").id,
            }
        )
        cls.make_login("shopper", cls.partner)
        cls.gift = cls.member._present(cls.ten_off, "manual", "thanks")

    def test_member_redeems_applies_removes_and_pays(self):
        self.start_tour("/shop", "loyalty_club_shop_club", login="shopper")
        self.env.invalidate_all()
        order = self.env["sale.order"].search([("partner_id", "=", self.partner.id)])
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.amount_total, 9.5)
        self.assertEqual(self.gift.state, "issued")
        self.assertFalse(self.gift.document)
        used = self.member.coupon_ids.filtered(lambda each: each.state == "used")
        self.assertEqual((used.used_in, used.used_points), (order, 300))
        self.assertBalance(1000 - 300 + 9)

    def test_member_pays_in_the_shop_and_earns(self):
        self.club.earn_on = "payment"
        self.start_tour("/shop", "loyalty_club_web_shop", login="shopper")
        self.env.invalidate_all()
        order = self.env["sale.order"].search([("partner_id", "=", self.partner.id)])
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.transaction_ids.state, "done")
        self.assertBalance(1000 + 12)
        self.assertEqual(self.earning(order).channel, "website")
