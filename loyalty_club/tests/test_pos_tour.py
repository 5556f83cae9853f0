from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon


@tagged("post_install", "-at_install")
class PosTourCommon(TestPointOfSaleHttpCommon):
    """A till with a cashier, a club and a member, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(su=True)
        cls.club = cls.env["loyalty.club"].create(
            {
                "name": "Saffron Club",
                "company_id": cls.main_pos_config.company_id.id,
                "earn_on": "order",
            }
        )
        cls.env["loyalty.club.earning.rule"].create(
            {"name": "1 point each", "club_id": cls.club.id, "trigger": "amount"}
        )
        cls.partner = cls.env["res.partner"].create({"name": "Mina Rahimi"})
        cls.member = cls.club._enroll(cls.partner)
        cls.env["product.product"].create(
            {
                "name": "Coffee",
                "list_price": 10.0,
                "available_in_pos": True,
                "taxes_id": False,
            }
        )
        cls.main_pos_config.write(
            {"use_pricelist": False, "tax_regime_selection": False}
        )
        cls.env["loyalty.program"].search([]).pos_ok = False

    def make_wallet(self):
        """An eWallet programme that tills know."""
        self.env.ref("loyalty.ewallet_product_50").active = True
        values = self.env["loyalty.program"]._get_template_values()["ewallet"]
        return self.env["loyalty.program"].create({**values, "name": "Wallet"})

    def serve(self, tour):
        """Let the cashier work; the ledger must agree afterwards."""
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour(tour)
        self.assertFalse(self.env["loyalty.club.audit"]._find(self.member.ids))


class TestPosTour(PosTourCommon):
    """A cashier serves a member."""

    def points(self):
        return self.member.entry_ids.sorted("id").mapped("points")

    def test_member_buys_and_brings_back(self):
        """R1: what the till sells and takes back, as the browser sends it."""
        self.serve("loyalty_club_pos_member_tour")
        self.assertEqual(self.points(), [30, -10])

    def test_member_pays_from_the_wallet_and_is_paid_back_there(self):
        """A payment from the wallet counts, as the browser marks it."""
        program = self.make_wallet()
        card = self.env["loyalty.card"].create(
            {"program_id": program.id, "points": 50.0, "partner_id": self.partner.id}
        )
        self.serve("loyalty_club_pos_wallet_tour")
        self.assertEqual(card.points, 30.0)
        self.assertEqual(self.points(), [30, -10])
