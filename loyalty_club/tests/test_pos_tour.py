from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon


@tagged("post_install", "-at_install")
class TestPosTour(TestPointOfSaleHttpCommon):
    """A cashier serves a member, in a real browser."""

    def test_member_buys_and_brings_back(self):
        """R1: what the till sells and takes back, as the browser sends it."""
        env = self.env(su=True)
        club = env["loyalty.club"].create(
            {
                "name": "Saffron Club",
                "company_id": self.main_pos_config.company_id.id,
                "earn_on": "order",
            }
        )
        env["loyalty.club.earning.rule"].create(
            {"name": "1 point each", "club_id": club.id, "trigger": "amount"}
        )
        member = club._enroll(env["res.partner"].create({"name": "Mina Rahimi"}))
        env["product.product"].create(
            {
                "name": "Coffee",
                "list_price": 10.0,
                "available_in_pos": True,
                "taxes_id": False,
            }
        )
        self.main_pos_config.write(
            {"use_pricelist": False, "tax_regime_selection": False}
        )
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour("loyalty_club_pos_member_tour")
        self.assertEqual(member.entry_ids.sorted("id").mapped("points"), [30, -10])
        self.assertEqual(member.balance, 20)
        self.assertFalse(env["loyalty.club.audit"]._find(member.ids))
