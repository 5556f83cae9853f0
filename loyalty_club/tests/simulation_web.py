from decimal import Decimal
from itertools import count

from odoo.addons.account_payment.tests.common import AccountPaymentCommon

from .simulation_common import SimulationCase, step

_SERIAL = count(1)


class WebSteps(SimulationCase, AccountPaymentCommon):
    """Orders of the web shop, and what payment providers do with the money."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The payment cases keep a journal entry under the name of our verb.
        del cls.invoice
        cls.website = cls.env["website"].search(
            [("company_id", "=", cls.company.id)], limit=1
        ) or cls.env["website"].create({"name": "Shop", "company_id": cls.company.id})

    @step(4)
    def buy_on_website(self):
        """The money arrives, and the provider says so twice."""
        member, lines = self.some_member(), self.some_goods()
        cart = self.order(
            *((line.product, line.quantity, float(line.price)) for line in lines),
            partner=self.people[member],
            website_id=self.website.id,
        )
        self.capture(self.transaction(cart))
        sale = self.new_sale(member, cart, lines, tolerance=self.cents(lines))
        if sale:
            sale.received = sale.charged()
            self.auditor.settle(sale, self.today)

    @step(3)
    def send_money_back(self):
        """The provider sends back a part of it, or all that is left."""
        sale, order = self.some_sale(
            lambda sale, document: (
                document._name == "sale.order"
                and document.transaction_ids
                and sale.charged() > 0
            )
        )
        if not sale:
            return
        amount = sale.charged()
        if self.random.random() < 0.7:
            amount = round(amount * Decimal(self.random.randint(1, 99)) / 100, 2)
        transaction = order.transaction_ids.filtered(
            lambda each: each.operation != "refund"
        )
        refund = transaction._create_child_transaction(float(amount), is_refund=True)
        refund._set_done()
        self.settle()
        sale.sent_back += amount
        sale.received -= amount
        self.settle_sale(sale)

    # === VERBS === #

    def transaction(self, cart):
        """Begin to pay for a cart."""
        transaction = self._create_transaction(
            "direct",
            reference=f"web-{next(_SERIAL)}",
            partner_id=cart.partner_id.id,
            amount=cart.amount_total,
            currency_id=self.company.currency_id.id,
            sale_order_ids=[(6, 0, cart.ids)],
        )
        # Coupons must be valid when the payment began, and the database has a clock of
        # its own.
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_transaction SET create_date = %s WHERE id = %s",
            (self.now, transaction.id),
        )
        transaction.invalidate_recordset(["create_date"])
        return transaction

    def capture(self, transaction):
        """The money has arrived, and the provider says so twice."""
        for _said_twice in range(2):
            transaction._set_done()
            transaction._post_process()
            self.settle()
