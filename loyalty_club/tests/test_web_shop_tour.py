from odoo.tests import HttpCase, new_test_user, tagged

from .common import ClubCommon


@tagged("post_install", "-at_install")
class TestWebShopTour(ClubCommon, HttpCase):
    """A member buys and pays in the shop, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.earn_on = "payment"
        cls.website = cls.env.ref("website.default_website")
        cls.website.company_id = cls.company
        cls.env.ref("payment.payment_provider_demo").write(
            {"company_id": cls.company.id, "state": "test", "is_published": True}
        )
        cls.make_product("Saffron Tea", 12.5, website_published=True)
        cls.shopper = new_test_user(
            cls.env,
            login="shopper",
            groups="base.group_portal",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.shopper.partner_id.write(
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
        cls.shopping_member = cls.club._enroll(cls.shopper.partner_id)

    def test_member_pays_in_the_shop_and_earns(self):
        self.start_tour("/shop", "loyalty_club_web_shop", login="shopper")
        self.env.invalidate_all()
        order = self.env["sale.order"].search(
            [("partner_id", "=", self.shopper.partner_id.id)]
        )
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.transaction_ids.state, "done")
        self.assertBalance(12, self.shopping_member)
        earning = self.earning(order, self.shopping_member)
        self.assertEqual(earning.channel, "website")
