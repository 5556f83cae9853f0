from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields

from .common import ClubCommon


class TestDirectInvoice(ClubCommon):
    """Invoices that no order stands behind."""

    def direct(self, *lines, move_type="out_invoice", post=True, **values):
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": self.partner.id,
                "company_id": self.company.id,
                "invoice_date": self.club._today(),
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "quantity": quantity,
                            "price_unit": price,
                            "tax_ids": False,
                        }
                    )
                    for product, quantity, price in lines
                ],
                **values,
            }
        )
        if post:
            move.action_post()
        self.settle()
        return move

    def test_invoice_earns_by_itself(self):
        self.direct((self.coffee, 3, 10.0))
        self.assertBalance(30)

    def test_invoice_waits_for_payment(self):
        self.club.earn_on = "payment"
        invoice = self.direct((self.coffee, 3, 10.0))
        self.assertBalance(0)
        self.pay(invoice, 20.0)
        self.assertBalance(20)

    def test_credit_note_gives_back_its_product(self):
        invoice = self.direct((self.coffee, 3, 10.0), (self.cake, 2, 25.0))
        self.credit(invoice, {self.coffee: 1, self.cake: 0})
        self.assertBalance(70)

    def test_credit_note_without_link_takes_points_back(self):
        self.direct((self.coffee, 3, 10.0))
        self.direct((self.coffee, 1, 10.0), move_type="out_refund")
        self.assertBalance(20)

    def test_credit_note_without_link_takes_no_more_than_was_earned(self):
        self.direct((self.coffee, 3, 10.0))
        self.direct((self.coffee, 50, 10.0), move_type="out_refund")
        self.assertBalance(0)

    def test_credit_note_without_link_takes_what_is_held(self):
        """Money back within the return window: the points never come."""
        for policy in ("debt", "forgive"):
            with self.subTest(policy=policy):
                member = self.club._enroll(self.make_partner(policy))
                self.club.write({"hold_days": 14, "debt_policy": policy})
                buyer = {"partner_id": member.partner_id.id}
                self.direct((self.coffee, 10, 10.0), **buyer)
                refund = {**buyer, "move_type": "out_refund"}
                self.direct((self.coffee, 15, 10.0), **refund)
                self.assertBalance(-100, member)
                with freeze_time(fields.Datetime.now() + timedelta(days=20)):
                    self.run_job("release")
                self.assertBalance(0, member)

    def test_vendor_bill_earns_nothing(self):
        self.direct((self.coffee, 3, 10.0), move_type="in_invoice")
        self.assertBalance(0)

    def test_invoice_that_is_deleted_earns_nothing(self):
        invoice = self.direct((self.coffee, 3, 10.0))
        invoice.button_draft()
        invoice.with_context(force_delete=True).unlink()
        self.settle()
        self.assertBalance(0)

    def test_invoice_reset_to_draft_earns_nothing(self):
        self.direct((self.coffee, 3, 10.0)).button_draft()
        self.settle()
        self.assertBalance(0)
