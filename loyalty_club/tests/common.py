from contextlib import contextmanager

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

# Whoever runs the tests may have made it beforehand: its accounts take seconds.
COMPANY = "Company with Accounts"


@tagged("post_install", "-at_install")
class ClubCommon(AccountTestInvoicingCommon):
    """A company with a club, a member, and the verbs of a shop.

    The club gives 1 point for each unit of money, when the order is confirmed, and its
    points never expire. A test changes what it is about.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(su=True)
        cls.company = cls.company_data["company"]
        cls.club = cls.make_club()
        cls.rule = cls.make_rule()
        cls.partner = cls.make_partner("Mina Rahimi")
        cls.member = cls.club._enroll(cls.partner)
        cls.coffee = cls.make_product("Coffee", 10.0)
        cls.cake = cls.make_product("Cake", 25.0)

    @classmethod
    def setup_independent_company(cls, **values):
        made = cls.env["res.company"].sudo().search([("name", "=", COMPANY)])
        if not made:
            return super().setup_independent_company(**values)
        cls.env.user.company_ids += made
        return made.sudo(False)

    # === MAKE === #

    @classmethod
    def make_club(cls, **values):
        return cls.env["loyalty.club"].create(
            {
                "name": "Saffron Club",
                "company_id": cls.company.id,
                "earn_on": "order",
                "tz": "UTC",
                **values,
            }
        )

    @classmethod
    def make_rule(cls, club=None, **values):
        return cls.env["loyalty.club.earning.rule"].create(
            {
                "name": "1 point for each unit of money",
                "club_id": (club or cls.club).id,
                "trigger": "amount",
                **values,
            }
        )

    @classmethod
    def make_partner(cls, name, **values):
        return cls.env["res.partner"].create({"name": name, **values})

    @classmethod
    def make_product(cls, name, price, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "list_price": price,
                "type": "service",
                "invoice_policy": "order",
                "taxes_id": False,
                **values,
            }
        )

    def make_tax(self, is_included):
        """20 %, in the price or on top of it."""
        return self.env["account.tax"].create(
            {
                "name": "20 %",
                "amount": 20.0,
                "company_id": self.company.id,
                "price_include_override": (
                    "tax_included" if is_included else "tax_excluded"
                ),
            }
        )

    def make_program(self, kind):
        values = self.env["loyalty.program"]._get_template_values()
        if kind == "promotion":
            return self.env["loyalty.program"].create(
                {
                    "name": "10 off",
                    "program_type": kind,
                    "company_id": self.company.id,
                    "reward_ids": [
                        Command.create({"discount": 10, "discount_mode": "per_order"})
                    ],
                }
            )
        self.env.ref(f"loyalty.{kind}_product_50").active = True
        return self.env["loyalty.program"].create(
            {**values[kind], "name": kind, "company_id": self.company.id}
        )

    def make_card(self, program, points):
        return self.env["loyalty.card"].create(
            {
                "program_id": program.id,
                "points": points,
                "partner_id": self.partner.id,
            }
        )

    @classmethod
    def make_user(cls, login, groups, **values):
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
            **values,
        )

    @classmethod
    def make_login(cls, login, partner):
        """An account of a contact on the website."""
        return cls.make_user(
            login,
            "base.group_portal",
            name=partner.name,
            partner_id=partner.id,
            lang="en_US",
        )

    # === VERBS === #

    def settle(self):
        """What the end of a transaction does."""
        self.env.flush_all()
        self.env.cr.precommit.run()

    def order(self, *lines, partner=None, **values):
        """A quotation; each line is a product, or a product, a quantity and a price."""
        return self.env["sale.order"].create(
            {
                "partner_id": (partner or self.partner).id,
                "company_id": self.company.id,
                "order_line": [
                    Command.create(
                        self._line(*(line if type(line) is tuple else (line,)))
                    )
                    for line in lines
                ],
                **values,
            }
        )

    def _line(self, product, quantity=1, price=None, **values):
        line = {"product_id": product.id, "product_uom_qty": quantity, **values}
        return line if price is None else {**line, "price_unit": price}

    def confirm(self, *lines, **values):
        """A confirmed order."""
        order = self.order(*lines, **values)
        order.action_confirm()
        self.settle()
        return order

    def invoice(self, orders, post=True):
        """Invoice what is open on these orders."""
        moves = orders._create_invoices()
        if post:
            moves.action_post()
            self.settle()
        return moves

    def pay(self, move, amount=None):
        """Register a payment for an invoice or credit note."""
        values = {} if amount is None else {"amount": amount}
        payments = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create(values)
            ._create_payments()
        )
        self.settle()
        return payments

    def credit(self, move, quantities=None, post=True):
        """A credit note of an invoice, with other quantities by product if given."""
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"journal_id": move.journal_id.id})
        )
        wizard.reverse_moves()
        note = wizard.new_move_ids
        if quantities:
            for line in note.invoice_line_ids:
                if line.product_id in quantities:
                    line.quantity = quantities[line.product_id]
        if post:
            note.action_post()
        self.settle()
        return note

    def earning(self, document, member=None):
        """What a document has earned the member."""
        return self.env["loyalty.club.earning"].search(
            [
                ("source_model", "=", document._name),
                ("source_id", "=", document.id),
                ("member_id", "=", (member or self.member).id),
            ]
        )

    def run_job(self, name):
        """What the scheduler does when a job of ours is due."""
        job = self.env.ref(f"loyalty_club.ir_cron_{name}")
        with self.enter_registry_test_mode():
            outcome = job.method_direct_trigger()
        # A job that fails answers with a message for the screen.
        self.assertNotIsInstance(outcome, dict, outcome)

    # === ASSERTIONS === #

    @staticmethod
    def plain(text):
        """What a reader sees of a text: not the marks around names and figures."""
        return text.replace("\u2068", "").replace("\u2069", "")

    @contextmanager
    def assertRefused(self, message, exception=UserError):
        """What is tried is refused with these words, and leaves nothing behind."""
        with self.assertRaises(exception) as caught:
            yield
        self.assertRegex(str(caught.exception), message)

    def assertBalance(self, points, member=None):
        """The balance, and that the whole ledger of the member agrees with it."""
        member = member or self.member
        self.assertEqual(member.balance, points)
        self.assertLedgerAgrees(member)

    def assertLedgerAgrees(self, members):
        """Every invariant of the nightly audit holds."""
        findings = self.env["loyalty.club.audit"]._find(members.ids)
        self.assertFalse(findings)
