from odoo.addons.account_payment.tests.common import AccountPaymentCommon

from .common import ClubCommon


class TestWebShop(ClubCommon, AccountPaymentCommon):
    """Web orders earn when the money is really there, invoice or not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The payment cases keep a journal entry under the name of our verb.
        del cls.invoice
        cls.club.earn_on = "payment"
        cls.member = cls.club._enroll(cls.partner)
        cls.website = cls.env["website"].search(
            [("company_id", "=", cls.company.id)], limit=1
        ) or cls.env["website"].create({"name": "Shop", "company_id": cls.company.id})

    def setUp(self):
        super().setUp()
        self.cart = self.order((self.coffee, 10), website_id=self.website.id)

    def transaction(self, state="draft", amount=100.0, **values):
        transaction = self._create_transaction(
            "direct",
            reference=f"{self.cart.name}-{values.pop('suffix', 1)}",
            amount=amount,
            currency_id=self.company.currency_id.id,
            sale_order_ids=[(6, 0, self.cart.ids)],
            state=state,
            **values,
        )
        self.settle()
        return transaction

    def capture(self, amount=100.0, **values):
        transaction = self.transaction(amount=amount, **values)
        transaction._set_done()
        transaction._post_process()
        self.settle()
        return transaction

    def test_captured_payment_without_invoice_releases_points(self):
        self.capture()
        self.assertEqual(self.cart.state, "sale")
        self.assertFalse(self.cart.invoice_ids)
        self.assertBalance(100)
        self.assertEqual(self.earning(self.cart).channel, "website")

    def test_captured_payment_with_automatic_invoice_counts_once(self):
        self.env["ir.config_parameter"].set_param("sale.automatic_invoice", "True")
        self.capture()
        self.assertEqual(self.cart.invoice_ids.payment_state, "paid")
        self.assertBalance(100)

    def test_invoice_made_later_changes_nothing(self):
        self.capture()
        self.invoice(self.cart)
        self.assertBalance(100)

    def test_authorized_payment_is_a_promise(self):
        self.provider.write(
            {"support_manual_capture": "full_only", "capture_manually": True}
        )
        transaction = self.transaction()
        transaction._set_authorized()
        transaction._post_process()
        self.settle()
        self.assertEqual(self.cart.state, "sale")
        self.assertBalance(0)
        self.assertEqual(self.member.pending_points, 100)
        transaction._set_done()
        self.settle()
        self.assertBalance(100)

    def test_failed_payment_earns_nothing(self):
        self.transaction()._set_error("No money")
        self.settle()
        self.assertFalse(self.earning(self.cart))

    def test_replayed_notification_counts_once(self):
        transaction = self.capture()
        transaction._set_done()
        transaction._post_process()
        self.settle()
        self.assertBalance(100)
        self.assertEqual(len(self.member.entry_ids), 1)

    def refund(self, transaction, amount):
        refund = transaction._create_child_transaction(amount, is_refund=True)
        refund._set_done()
        self.settle()
        return refund

    def test_provider_refund_takes_points_back(self):
        self.refund(self.capture(), 40.0)
        self.assertBalance(60)

    def test_full_provider_refund_takes_everything_back(self):
        self.refund(self.capture(), 100.0)
        self.assertBalance(0)

    def test_provider_refund_and_its_credit_note_count_once(self):
        self.env["ir.config_parameter"].set_param("sale.automatic_invoice", "True")
        transaction = self.capture()
        self.refund(transaction, 30.0)
        self.assertBalance(70)
        self.credit(self.cart.invoice_ids, {self.coffee: 3})
        self.assertBalance(70)

    def test_provider_refund_counts_when_points_come_with_the_order(self):
        self.club.earn_on = "order"
        self.refund(self.capture(), 40.0)
        self.assertBalance(60)

    def test_rules_of_the_website_only(self):
        self.rule.on_website = False
        self.capture()
        self.assertBalance(0)

    def test_captured_payment_that_bounces_is_no_money(self):
        payment = self.capture().payment_id
        self.assertBalance(100)
        payment.action_draft()
        payment.action_cancel()
        self.settle()
        self.assertBalance(0)
