from odoo import Command

from .pos_common import PosClubCommon


class TestPosAmounts(PosClubCommon):
    """Taxes, currencies and companies at the till."""

    def test_tax_on_top(self):
        self.coffee.taxes_id = self.make_tax(is_included=False)
        self.sell((self.coffee, 10))
        self.assertBalance(120)

    def test_tax_on_top_does_not_count(self):
        self.club.basis = "tax_excluded"
        self.coffee.taxes_id = self.make_tax(is_included=False)
        self.sell((self.coffee, 10))
        self.assertBalance(100)

    def test_tax_in_the_price_does_not_count(self):
        self.club.basis = "tax_excluded"
        self.coffee.taxes_id = self.make_tax(is_included=True)
        order = self.sell((self.coffee, 12))
        self.assertBalance(100)
        self.refund(order, {self.coffee: 6})
        self.assertBalance(50)

    def test_fiscal_position_changes_the_tax(self):
        tax = self.make_tax(is_included=False)
        other = tax.copy({"name": "50 %", "amount": 50.0})
        abroad = self.env["account.fiscal.position"].create(
            {"name": "Abroad", "company_id": self.company.id}
        )
        other.write(
            {
                "fiscal_position_ids": [Command.link(abroad.id)],
                "original_tax_ids": [Command.link(tax.id)],
            }
        )
        self.coffee.taxes_id = tax
        ticket = self.ticket((self.coffee, 10), payments=[(self.cash, 150.0)])
        self.sync({**ticket, "amount_total": 150.0, "fiscal_position_id": abroad.id})
        self.assertBalance(150)

    def test_till_in_another_currency_counts_in_company_currency(self):
        euro = self.setup_other_currency("EUR", rates=[("2016-01-01", 4.0)])
        journal = self.make_journal("cash", "CSHE", currency_id=euro.id)
        sales = self.make_journal("sale", "POSE", currency_id=euro.id)
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id}
        )
        cash = self.make_payment_method("Cash in euro", journal)
        config = self.make_config(
            "Shop abroad",
            cash,
            journal_id=sales.id,
            invoice_journal_id=sales.id,
            use_pricelist=True,
            available_pricelist_ids=[Command.set(pricelist.ids)],
            pricelist_id=pricelist.id,
        )
        self.open_session(config)
        order = self.sell(
            (self.coffee, 10, 40.0), config=config, payments=[(cash, 400.0)]
        )
        self.assertEqual(order.currency_id, euro)
        self.assertEqual(self.earning(order).line_ids.charged, 100.0)
        self.assertBalance(100)
        self.refund(order, {self.coffee: 4}, payments=[(cash, -160.0)])
        self.assertBalance(60)

    def test_club_of_another_company_earns_nothing(self):
        """R20: the tills of a company serve its own club."""
        other = self.setup_other_company()["company"]
        club = self.make_club(company_id=other.id, name="Other")
        self.make_rule(club)
        stranger = club._enroll(self.partner)
        self.sell((self.coffee, 12))
        self.assertBalance(120)
        self.assertBalance(0, stranger)

    def test_till_of_a_branch_earns_for_the_club_of_its_parent(self):
        """R20: a branch serves the members of the whole company."""
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.company.id}
        )
        branch.chart_template = self.company.chart_template
        branch.account_fiscal_country_id = self.company.account_fiscal_country_id
        self.env.user.company_ids = [Command.link(branch.id)]
        cash = self.cash.copy(
            {
                "company_id": branch.id,
                "journal_id": self.make_journal("cash", "CSHB").id,
            }
        )
        config = self.make_config("Branch shop", cash, company_id=branch.id)
        self.open_session(config)
        order = self.sell((self.coffee, 12), config=config, payments=[(cash, 120.0)])
        self.assertEqual(order.company_id, branch)
        self.assertBalance(120)
        self.assertEqual(self.member.entry_ids.company_id, self.company)
