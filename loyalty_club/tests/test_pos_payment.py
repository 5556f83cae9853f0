from odoo import Command, fields

from .pos_common import PosClubCommon


class TestPosPayment(PosClubCommon):
    """A club that earns on payment waits for the money of the customer account."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.earn_on = "payment"

    def on_account(self, *lines, amount=None, **values):
        """A receipt put on the account, or so much of it."""
        ticket = self.ticket(*lines, **values)
        total = ticket["amount_total"]
        amount = total if amount is None else amount
        payments = [(self.account, amount), (self.cash, total - amount)]
        payments = [(method, paid) for method, paid in payments if paid]
        return self.sync(self.ticket(*lines, payments=payments, **values))

    def pay_account(self, amount, entry):
        """The customer pays so much of what a session put on his account."""
        debt = entry.line_ids.filtered(
            lambda line: (
                line.partner_id == self.partner
                and line.account_id.account_type == "asset_receivable"
            )
        )
        payment = self.env["account.payment"].create(
            {
                "partner_id": self.partner.id,
                "amount": amount,
                "journal_id": self.company_data["default_journal_bank"].id,
                "payment_type": "inbound",
            }
        )
        payment.action_post()
        (debt | payment.move_id.line_ids).filtered(
            lambda line: line.account_id == debt.account_id
        ).reconcile()
        self.settle()
        return payment

    def test_cash_earns_at_once(self):
        self.sell((self.coffee, 10))
        self.assertBalance(100)

    def test_change_does_not_matter(self):
        ticket = self.ticket((self.coffee, 10), payments=[(self.cash, 150.0)])
        self.sync({**ticket, "amount_return": -50.0})
        self.assertBalance(100)

    def test_invoiced_cash_earns_at_once(self):
        order = self.sell((self.coffee, 10), to_invoice=True)
        self.assertTrue(order.account_move)
        self.assertBalance(100)
        self.assertEqual(len(self.member.entry_ids), 1)

    def test_ticket_invoiced_later_earns_once(self):
        """R5: the invoice of a receipt is no second purchase."""
        order = self.sell((self.coffee, 10))
        order.action_pos_order_invoice()
        self.settle()
        self.assertBalance(100)
        self.assertFalse(self.earning(order.account_move))

    def test_ticket_invoiced_after_closing_earns_once(self):
        order = self.sell((self.coffee, 10))
        self.close_session()
        order.action_pos_order_invoice()
        self.settle()
        self.assertBalance(100)
        self.assertFalse(self.earning(order.account_move))

    def test_closing_the_session_changes_nothing(self):
        order = self.sell((self.coffee, 10))
        self.close_session()
        self.assertEqual(order.state, "done")
        self.assertBalance(100)
        self.assertEqual(len(self.member.entry_ids), 1)

    def test_customer_account_earns_at_once_in_a_club_that_earns_on_order(self):
        self.club.earn_on = "order"
        self.on_account((self.coffee, 10))
        self.assertBalance(100)

    def test_customer_account_waits_for_its_invoice(self):
        """R4: points awarded in full even if not paid."""
        order = self.on_account((self.coffee, 10), to_invoice=True)
        self.assertEqual(order.state, "done")
        self.assertBalance(0)
        self.assertEqual(self.member.pending_points, 100)
        self.pay(order.account_move, 30.0)
        self.assertBalance(30)
        self.pay(order.account_move)
        self.assertBalance(100)

    def test_customer_account_beside_cash_waits_for_its_part(self):
        order = self.on_account((self.coffee, 10), amount=60.0, to_invoice=True)
        self.assertBalance(40)
        self.pay(order.account_move, 30.0)
        self.assertBalance(70)

    def test_unreconciled_payment_of_the_account_takes_points_back(self):
        order = self.on_account((self.coffee, 10), to_invoice=True)
        self.pay(order.account_move).action_cancel()
        self.settle()
        self.assertBalance(0)

    def test_customer_account_without_an_invoice_waits_for_the_session(self):
        """R4: most receipts on account have no invoice; the session has the debt."""
        order = self.on_account((self.coffee, 10))
        self.sell((self.cake, 2))
        self.assertBalance(50)
        entry = self.close_session().move_id
        self.assertBalance(50)
        self.pay_account(40.0, entry)
        self.assertEqual(self.earning(order).posted_points, 40)
        payment = self.pay_account(60.0, entry)
        self.assertBalance(150)
        payment.action_cancel()
        self.settle()
        self.assertBalance(90)

    def test_payment_of_one_customer_frees_nothing_of_another(self):
        other = self.club._enroll(self.make_partner("Sara"))
        self.on_account((self.coffee, 10), partner_id=other.partner_id.id)
        self.on_account((self.coffee, 2))
        entry = self.close_session().move_id
        self.pay_account(20.0, entry)
        self.assertBalance(20)
        self.assertBalance(0, other)

    def test_account_invoiced_after_closing_waits_for_its_invoice(self):
        order = self.on_account((self.coffee, 10))
        self.close_session()
        order.action_pos_order_invoice()
        self.settle()
        self.assertBalance(0)
        self.pay(order.account_move)
        self.assertBalance(100)

    def test_refund_to_the_account_leaves_the_rest_to_be_paid(self):
        order = self.on_account((self.coffee, 10), to_invoice=True)
        refund = self.refund(
            order, {self.coffee: 4}, payments=[(self.account, -40.0)], to_invoice=True
        )
        self.assertEqual(self.earning(order).points, 60)
        self.assertBalance(0)
        both = order.account_move | refund.account_move
        both.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        ).reconcile()
        self.settle()
        self.assertBalance(0)
        self.pay(order.account_move)
        self.assertBalance(60)

    def test_cash_refund_of_goods_that_were_paid_keeps_the_rest(self):
        order = self.on_account((self.coffee, 10), amount=50.0)
        self.assertBalance(50)
        self.refund(order, {self.coffee: 5}, payments=[(self.account, -50.0)])
        self.assertBalance(50)

    def test_consolidated_invoice_pays_for_each_ticket(self):
        """One invoice for the receipts of a month: what is paid of it is shared."""
        first = self.on_account((self.coffee, 10))
        second = self.sell((self.cake, 2))
        third = self.on_account((self.coffee, 30))
        orders = first | second | third
        self.env["pos.make.invoice"].with_context(active_ids=orders.ids).create(
            {}
        ).action_create_invoices()
        self.settle()
        invoice = orders.account_move
        self.assertEqual(len(invoice), 1)
        self.assertBalance(50)
        self.pay(invoice, 200.0)
        self.assertEqual(self.earning(first).posted_points, 50)
        self.assertEqual(self.earning(third).posted_points, 150)
        self.pay(invoice)
        self.assertBalance(450)
        self.assertFalse(self.earning(invoice))

    def test_credit_note_of_a_consolidated_invoice_takes_from_each_ticket(self):
        first, second = self.sell((self.coffee, 10)), self.sell((self.coffee, 30))
        orders = first | second
        self.env["pos.make.invoice"].with_context(active_ids=orders.ids).create(
            {}
        ).action_create_invoices()
        self.close_session()
        note = self.credit(orders.account_move, {self.coffee: 5})
        self.assertEqual(len(note.invoice_line_ids.filtered("product_id")), 2)
        self.assertEqual(self.earning(first).points, 75)
        self.assertEqual(self.earning(second).points, 225)

    def test_credit_note_leaves_less_to_be_paid(self):
        """What is credited need not be paid any more, nor is it paid back already."""
        order = self.on_account((self.coffee, 10), to_invoice=True)
        self.close_session()
        self.pay(order.account_move, 60.0)
        self.assertBalance(60)
        note = self.credit(order.account_move, {self.coffee: 4})
        self.assertEqual(self.earning(order).points, 60)
        self.assertBalance(60)
        note.line_ids.remove_move_reconcile()
        self.settle()
        self.assertBalance(60)

    def test_cash_rounding_is_nobody_s_debt(self):
        rounding = self.env["account.cash.rounding"].create(
            {
                "name": "5 cents",
                "rounding": 0.05,
                "rounding_method": "HALF-UP",
                "profit_account_id": self.company_data["default_account_revenue"].id,
                "loss_account_id": self.company_data["default_account_expense"].id,
            }
        )
        self.close_session()
        self.config.write({"cash_rounding": True, "rounding_method": rounding.id})
        self.open_session(self.config)
        self.rule.per_amount = 0.01
        order = self.sell((self.coffee, 1, 9.98), payments=[(self.cash, 10.0)])
        self.assertEqual(self.earning(order).state, "posted")
        self.assertBalance(998)
        order = self.sell((self.coffee, 1, 10.02), payments=[(self.cash, 10.0)])
        self.assertEqual(self.earning(order).state, "posted")
        self.assertBalance(2000)

    def test_hold_days_start_at_the_sale(self):
        self.club.write({"earn_on": "order", "hold_days": 14})
        order = self.sell((self.coffee, 10))
        self.assertBalance(0)
        today = fields.Date.today()
        self.assertEqual(
            self.earning(order).available_on, fields.Date.add(today, days=14)
        )

    def test_credit_note_without_link_pays_no_customer_account(self):
        self.club.earn_on = "payment"
        account = [(self.account, 100.0)]
        order = self.sell((self.coffee, 10), payments=account, to_invoice=True)
        line = {"product_id": self.coffee.id, "price_unit": 100.0, "tax_ids": False}
        note = self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": self.partner.id,
                "invoice_line_ids": [Command.create(line)],
            }
        )
        note.action_post()
        self.close_session()
        (order.account_move | note).line_ids.filtered(
            lambda each: each.account_id.account_type == "asset_receivable"
        ).reconcile()
        self.settle()
        self.assertBalance(0)
