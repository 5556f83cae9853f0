from odoo import Command

from .common import ClubCommon


class TestCompanyCurrency(ClubCommon):
    """Points count net money in the currency of the company, by the club's basis."""

    def test_foreign_order_counts_in_company_currency(self):
        euro = self.setup_other_currency("EUR", rates=[("2016-01-01", 4.0)])
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id}
        )
        order = self.confirm((self.coffee, 1, 40.0), pricelist_id=pricelist.id)
        self.assertEqual(order.currency_id, euro)
        self.assertBalance(10)
        self.pay(self.invoice(order))
        self.assertBalance(10)

    def test_rate_of_the_day_of_the_order_stays(self):
        euro = self.setup_other_currency("EUR", rates=[("2016-01-01", 4.0)])
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id}
        )
        order = self.confirm((self.coffee, 1, 40.0), pricelist_id=pricelist.id)
        euro.rate_ids.rate = 2.0
        self.env["loyalty.club.earning"]._settle(order)
        self.assertBalance(10)

    def test_tax_on_top(self):
        self.coffee.taxes_id = self.make_tax(is_included=False)
        self.confirm((self.coffee, 10))
        self.assertBalance(120)

    def test_tax_on_top_does_not_count(self):
        self.club.basis = "tax_excluded"
        self.coffee.taxes_id = self.make_tax(is_included=False)
        self.confirm((self.coffee, 10))
        self.assertBalance(100)

    def test_tax_in_the_price(self):
        self.coffee.taxes_id = self.make_tax(is_included=True)
        self.confirm((self.coffee, 12))
        self.assertBalance(120)

    def test_tax_in_the_price_does_not_count(self):
        self.club.basis = "tax_excluded"
        self.coffee.taxes_id = self.make_tax(is_included=True)
        self.confirm((self.coffee, 12))
        self.assertBalance(100)

    def test_club_of_another_company_earns_nothing(self):
        other = self.setup_other_company()["company"]
        club = self.make_club(company_id=other.id, name="Other")
        self.make_rule(club)
        stranger = club._enroll(self.partner)
        self.confirm((self.coffee, 12))
        self.assertBalance(120)
        self.assertBalance(0, stranger)

    def test_branch_earns_for_the_club_of_its_parent(self):
        """R20: a branch serves the members of the whole company."""
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.company.id}
        )
        self.env.user.company_ids = [Command.link(branch.id)]
        order = self.env["sale.order"].create(
            {
                "partner_id": self.partner.id,
                "company_id": branch.id,
                "order_line": [
                    Command.create(
                        {"product_id": self.coffee.id, "product_uom_qty": 12}
                    )
                ],
            }
        )
        order.action_confirm()
        self.settle()
        self.assertBalance(120)
        self.assertEqual(self.member.entry_ids.company_id, self.company)
