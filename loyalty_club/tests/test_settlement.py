from unittest.mock import patch

from odoo import Command

from .common import ClubCommon


class SettlementCommon(ClubCommon):
    """Invoices without an order, and everything that settles them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.earn_on = "payment"

    def direct(self, total, move_type="out_invoice", **values):
        """A posted invoice or credit note of coffee."""
        line = {"product_id": self.coffee.id, "price_unit": total, "tax_ids": False}
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": self.partner.id,
                "invoice_date": self.club._today(),
                "invoice_line_ids": [Command.create(line)],
                **values,
            }
        )
        move.action_post()
        self.settle()
        return move

    def receivable(self, *moves):
        lines = self.env["account.move"].union(*moves).line_ids
        return lines.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )

    def reconcile(self, *moves):
        self.receivable(*moves).reconcile()
        self.settle()

    def register(self, moves, amount, **values):
        """One payment for all these documents."""
        payment = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=moves.ids)
            .create({"amount": amount, **values})
            ._create_payments()
        )
        self.settle()
        return payment


class TestUnlinkedCreditNote(SettlementCommon):
    """A credit note that names no invoice gives back what it is reconciled with."""

    def test_it_pays_no_invoice(self):
        invoice = self.direct(100.0)
        self.reconcile(invoice, self.direct(100.0, "out_refund"))
        self.assertBalance(0)

    def test_it_pays_no_invoice_of_an_order(self):
        order = self.confirm((self.coffee, 10))
        self.reconcile(self.invoice(order), self.direct(100.0, "out_refund"))
        self.assertBalance(0)

    def test_it_gives_back_its_part(self):
        invoice = self.direct(100.0)
        self.reconcile(invoice, self.direct(40.0, "out_refund"))
        self.pay(invoice)
        self.assertBalance(60)

    def test_it_gives_back_its_part_of_an_order(self):
        order = self.confirm((self.coffee, 10))
        invoice = self.invoice(order)
        self.reconcile(invoice, self.direct(40.0, "out_refund"))
        self.pay(invoice)
        self.assertBalance(60)

    def test_it_takes_points_once(self):
        self.club.earn_on = "order"
        self.direct(50.0)
        invoice, note = self.direct(100.0), self.direct(100.0, "out_refund")
        self.assertBalance(50)
        self.reconcile(invoice, note)
        self.assertBalance(50)

    def test_rest_is_a_return_of_its_own(self):
        self.pay(self.direct(200.0))
        invoice, note = self.direct(60.0), self.direct(100.0, "out_refund")
        self.assertBalance(100)
        self.reconcile(invoice, note)
        self.assertBalance(160)

    def test_credit_of_one_invoice_pays_another(self):
        """That credit is money the customer has paid."""
        first = self.direct(100.0)
        self.pay(first)
        self.reconcile(self.direct(100.0), self.credit(first))
        self.assertBalance(100)


class TestPaymentWithoutEntry(SettlementCommon):
    """Payments of journals that have no outstanding account, as all new ones."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank = cls.company_data["default_journal_bank"]
        (
            cls.bank.inbound_payment_method_line_ids
            | cls.bank.outbound_payment_method_line_ids
        ).payment_account_id = False
        cls.startClassPatcher(
            patch.object(
                type(cls.env["account.move"]),
                "_get_invoice_in_payment_state",
                lambda self: "in_payment",
            )
        )

    def state(self, amount, move):
        """A line of a bank statement that is reconciled with a document."""
        line = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.bank.id,
                "payment_ref": "Transfer",
                "amount": amount,
                "partner_id": self.partner.id,
                "date": self.club._today(),
            }
        )
        suspense = line._seek_for_lines()[1]
        suspense.account_id = self.receivable(move).account_id
        (suspense | self.receivable(move)).reconcile()
        self.settle()

    def test_payment_for_two_invoices_counts_once(self):
        invoices = self.direct(100.0) | self.direct(100.0)
        self.register(invoices, 100.0, group_payment=True)
        self.assertBalance(100)

    def test_payment_and_its_statement_count_once(self):
        invoice = self.direct(100.0)
        self.register(invoice, 50.0)
        self.assertBalance(50)
        self.state(50.0, invoice)
        self.assertBalance(50)

    def test_statement_of_a_payment_for_two_invoices_counts_once(self):
        first, second = self.direct(60.0), self.direct(100.0)
        self.register(first | second, 100.0, group_payment=True)
        self.state(100.0, second)
        self.assertBalance(100)

    def test_payment_of_an_order_and_its_statement_count_once(self):
        invoice = self.invoice(self.confirm((self.coffee, 10)))
        self.register(invoice, 50.0)
        self.state(50.0, invoice)
        self.assertBalance(50)

    def open_credit(self, invoice, amount):
        """A credit note of an invoice that is not reconciled with it."""
        note = self.credit(invoice, post=False)
        note.invoice_line_ids.price_unit = amount
        note.action_post()
        self.receivable(note).remove_move_reconcile()
        self.settle()
        return note

    def test_money_paid_back_is_not_received(self):
        invoice = self.direct(100.0)
        self.register(invoice, 50.0)
        self.register(self.open_credit(invoice, 40.0), 40.0)
        self.assertBalance(10)

    def test_one_payment_for_an_invoice_and_its_credit_note(self):
        invoice = self.direct(100.0)
        note = self.open_credit(invoice, 40.0)
        self.register(invoice | note, 60.0, group_payment=True)
        self.assertBalance(60)

    def test_payment_that_is_cancelled(self):
        invoices = self.direct(100.0) | self.direct(100.0)
        self.register(invoices, 150.0, group_payment=True).action_cancel()
        self.settle()
        self.assertBalance(0)


class TestWriteOff(SettlementCommon):
    """What nobody paid is no money, whoever books it away."""

    def write_off(self, move, amount):
        receivable = self.receivable(move)
        expense = self.company_data["default_account_expense"]
        sides = {expense: {"debit": amount}, receivable.account_id: {"credit": amount}}
        entry = self.env["account.move"].create(
            {
                "line_ids": [
                    Command.create(
                        {"account_id": account.id, "partner_id": move.partner_id.id}
                        | side
                    )
                    for account, side in sides.items()
                ],
            }
        )
        entry.action_post()
        self.reconcile(move, entry)

    def test_debt_that_is_written_off(self):
        invoice = self.direct(100.0)
        self.pay(invoice, 30.0)
        self.write_off(invoice, 70.0)
        self.assertEqual(invoice.payment_state, "paid")
        self.assertBalance(30)

    def test_debt_of_an_order_that_is_written_off(self):
        invoice = self.invoice(self.confirm((self.coffee, 10)))
        self.write_off(invoice, 100.0)
        self.assertBalance(0)

    def test_payment_that_writes_off_the_rest(self):
        self.register(
            self.direct(100.0),
            1.0,
            payment_difference_handling="reconcile",
            writeoff_account_id=self.company_data["default_account_expense"].id,
        )
        self.assertBalance(1)

    def test_cents_that_are_let_go(self):
        invoice = self.direct(100.0)
        self.pay(invoice, 99.99)
        self.write_off(invoice, 0.01)
        self.assertBalance(100)

    def test_cash_discount_counts_as_paid(self):
        terms = self.env["account.payment.term"].create(
            {
                "name": "2 % in 10 days",
                "early_discount": True,
                "discount_percentage": 2,
                "discount_days": 10,
            }
        )
        invoice = self.direct(100.0, invoice_payment_term_id=terms.id)
        self.pay(invoice)
        self.assertEqual(self.receivable(invoice).amount_residual, 0)
        self.assertBalance(100)
