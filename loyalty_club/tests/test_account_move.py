from odoo import Command

from .common import ClubCommon


class TestAccountMove(ClubCommon):
    """Points follow what is really paid, line by line of the hook map's table."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.earn_on = "payment"

    def setUp(self):
        super().setUp()
        self.sold = self.confirm((self.coffee, 10))
        self.bill = self.invoice(self.sold)

    def test_posted_invoice_waits_for_its_payment(self):
        self.assertBalance(0)
        self.assertEqual(self.member.pending_points, 100)

    def test_partial_payment_releases_its_share(self):
        self.pay(self.bill, 40.0)
        self.assertBalance(40)
        self.assertEqual(self.member.pending_points, 60)

    def test_last_payment_releases_the_rest(self):
        self.pay(self.bill, 40.0)
        self.pay(self.bill)
        self.assertBalance(100)
        self.assertEqual(self.earning(self.sold).state, "posted")

    def test_single_payment_releases_everything(self):
        self.pay(self.bill)
        self.assertBalance(100)

    def test_cent_lost_in_rounding_holds_no_point_back(self):
        order = self.confirm((self.cake, 2, 27.06422018), (self.coffee, 6, 13.30275229))
        bill = self.invoice(order)
        self.assertLess(bill.amount_total, sum(order.order_line.mapped("price_total")))
        self.pay(bill)
        self.assertEqual(self.earning(order).state, "posted")
        self.assertBalance(133)

    def test_unreconciled_payment_takes_points_back(self):
        self.pay(self.bill)
        self.bill.line_ids.remove_move_reconcile()
        self.settle()
        self.assertBalance(0)
        self.assertEqual(self.earning(self.sold).state, "pending")

    def test_cancelled_payment_takes_points_back(self):
        self.pay(self.bill).action_cancel()
        self.settle()
        self.assertBalance(0)

    def test_payment_reset_to_draft_takes_points_back(self):
        self.pay(self.bill).action_draft()
        self.settle()
        self.assertBalance(0)

    def test_invoice_reset_to_draft_takes_points_back(self):
        self.pay(self.bill)
        self.bill.button_draft()
        self.settle()
        self.assertBalance(0)

    def test_cancelled_invoice_takes_points_back(self):
        self.pay(self.bill)
        self.bill.button_draft()
        self.bill.button_cancel()
        self.settle()
        self.assertBalance(0)

    def test_paying_again_gives_points_again(self):
        self.pay(self.bill)
        self.bill.line_ids.remove_move_reconcile()
        self.settle()
        self.pay(self.bill)
        self.assertBalance(100)

    def test_full_credit_note_of_an_unpaid_invoice(self):
        self.credit(self.bill)
        self.assertBalance(0)
        self.assertEqual(self.member.pending_points, 0)
        self.assertEqual(self.earning(self.sold).state, "void")

    def test_partial_credit_note_then_payment_of_the_rest(self):
        self.credit(self.bill, {self.coffee: 3})
        self.assertBalance(0)
        self.pay(self.bill)
        self.assertBalance(70)

    def test_credit_note_of_a_paid_invoice_counts_when_posted(self):
        """R3: a return takes points back before the money is sent back."""
        self.pay(self.bill)
        note = self.credit(self.bill)
        self.assertBalance(0)
        self.pay(note)
        self.assertBalance(0)

    def test_credit_note_with_edited_quantity(self):
        self.pay(self.bill)
        self.credit(self.bill, {self.coffee: 3})
        self.assertBalance(70)

    def test_two_partial_credit_notes(self):
        self.pay(self.bill)
        self.credit(self.bill, {self.coffee: 3})
        self.credit(self.bill, {self.coffee: 4})
        self.assertBalance(30)

    def test_draft_credit_note_takes_nothing(self):
        self.pay(self.bill)
        self.credit(self.bill, post=False)
        self.assertBalance(100)

    def test_credit_note_reset_to_draft_gives_points_again(self):
        self.pay(self.bill)
        note = self.credit(self.bill)
        note.button_draft()
        self.settle()
        self.assertBalance(100)

    def test_reversed_and_invoiced_anew(self):
        """“Reverse and create invoice”: the old one is gone, the new one unpaid."""
        self.pay(self.bill)
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=self.bill.ids)
            .create({"journal_id": self.bill.journal_id.id})
        )
        wizard.modify_moves()
        self.settle()
        again = self.sold.invoice_ids.filtered(lambda move: move.state == "draft")
        again.action_post()
        self.settle()
        self.pay(again)
        self.assertBalance(100)

    def test_credit_note_line_without_a_product_gives_back_its_share(self):
        self.pay(self.bill)
        note = self.credit(self.bill, post=False)
        note.invoice_line_ids = [
            Command.clear(),
            Command.create({"name": "Goodwill", "quantity": 1, "price_unit": 25.0}),
        ]
        note.invoice_line_ids.tax_ids = False
        note.action_post()
        self.settle()
        self.assertBalance(75)

    def test_zero_invoice_earns_nothing(self):
        self.rule.write({"trigger": "order", "points": 7})
        order = self.confirm((self.coffee, 1, 0.0))
        self.invoice(order)
        self.assertBalance(0)

    def test_several_orders_in_one_invoice(self):
        first, second = self.confirm((self.coffee, 2)), self.confirm((self.cake, 4))
        invoice = self.invoice(first | second)
        self.assertEqual(len(invoice), 1)
        self.pay(invoice, 60.0)
        self.assertEqual(self.earning(first).posted_points, 10)
        self.assertEqual(self.earning(second).posted_points, 50)
        self.pay(invoice)
        self.assertBalance(120)

    def test_one_order_in_several_invoices(self):
        order = self.confirm((self.coffee, 4), (self.cake, 2))
        first = self.invoice(order, post=False)
        first.invoice_line_ids.filtered(
            lambda line: line.product_id == self.cake
        ).unlink()
        first.action_post()
        self.settle()
        self.pay(first)
        self.assertBalance(40)
        self.pay(self.invoice(order))
        self.assertBalance(90)

    def test_down_payment_counts_as_payment_not_as_purchase(self):
        order = self.confirm((self.coffee, 10))
        wizard = (
            self.env["sale.advance.payment.inv"]
            .with_context(active_model="sale.order", active_ids=order.ids)
            .create({"advance_payment_method": "percentage", "amount": 30})
        )
        wizard.create_invoices()
        down_payment = order.invoice_ids
        down_payment.action_post()
        self.settle()
        self.assertBalance(0)
        self.pay(down_payment)
        self.assertBalance(30)
        self.pay(self.invoice(order))
        self.assertBalance(100)

    def test_price_changed_on_the_invoice(self):
        order = self.confirm((self.coffee, 10))
        invoice = self.invoice(order, post=False)
        invoice.invoice_line_ids.price_unit = 8.0
        invoice.action_post()
        self.pay(invoice)
        self.assertBalance(80)

    def test_line_added_to_the_invoice(self):
        order = self.confirm((self.coffee, 1))
        invoice = self.invoice(order, post=False)
        invoice.invoice_line_ids = [
            Command.create({"product_id": self.cake.id, "tax_ids": False})
        ]
        invoice.action_post()
        self.pay(invoice)
        self.assertBalance(35)

    def test_credit_note_without_lines_of_orders_is_shared_by_the_orders(self):
        orders = self.confirm((self.coffee, 10)) | self.confirm((self.coffee, 10))
        note = self.credit(self.invoice(orders), post=False)
        goodwill = {"name": "Goodwill", "price_unit": 50.0, "tax_ids": False}
        note.invoice_line_ids = [Command.clear(), Command.create(goodwill)]
        note.action_post()
        self.settle()
        self.assertEqual(sum(self.earning(each).points for each in orders), 150)

    def test_gift_card_added_to_the_invoice_earns_nothing(self):
        card = self.make_program("gift_card").rule_ids.product_ids
        order = self.confirm((self.coffee, 1))
        invoice = self.invoice(order, post=False)
        invoice.invoice_line_ids = [
            Command.create({"product_id": card.id, "price_unit": 50, "tax_ids": False})
        ]
        invoice.action_post()
        self.pay(invoice)
        self.assertBalance(10)
        self.assertIn("top_up", self.earning(order).line_ids.mapped("verdict"))

    def test_returned_after_spending_leaves_debt(self):
        self.pay(self.bill)
        self.member._post("spend", -80, "test/spend")
        self.credit(self.bill)
        self.assertBalance(-80)
        self.pay(self.invoice(self.confirm((self.coffee, 10))))
        self.assertBalance(20)

    def test_returned_after_spending_is_forgiven(self):
        self.club.debt_policy = "forgive"
        self.pay(self.bill)
        self.member._post("spend", -80, "test/spend")
        note = self.credit(self.bill)
        self.assertBalance(0)
        self.assertEqual(self.earning(self.sold).forgiven_points, 80)
        note.button_draft()
        self.settle()
        self.assertBalance(20)
