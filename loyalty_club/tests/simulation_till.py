from decimal import Decimal

from .pos_common import PosClubCommon
from .simulation_common import SimulationCase, step

# What may be missing on a receipt without anybody owing it.
TOLERANCE = Decimal("0.015")


class TillSteps(SimulationCase, PosClubCommon):
    """Receipts, from the till to the last refund, and orders that the till settles."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.config.current_session_id.start_at = cls.now
        cls.config.down_payment_product_id = cls.make_product("Down payment", 0.0)

    def is_refundable(self, sale, document):
        return (
            document._name == "pos.order"
            and not document.account_move
            and any(line.kept for line in sale.lines)
        )

    def is_owing(self, sale, document):
        return (
            document._name == "pos.order"
            and document.account_move.amount_residual > 0.01
        )

    def is_paid_down(self, sale, document):
        return (
            sale.lines
            and document._name == "sale.order"
            and sale.received > 0
            and document.order_line.filtered("is_downpayment")
        )

    def goods_at_till(self, lines):
        return [(line.product, line.quantity, float(line.price)) for line in lines]

    # === RECEIPTS === #

    @step(6)
    def buy_at_till(self):
        """The browser sends a receipt twice when it has not heard an answer."""
        member, lines = self.some_member(), self.some_goods()
        ticket = self.ticket(
            *self.goods_at_till(lines), partner_id=self.people[member].id
        )
        for _sent_twice in range(2):
            receipt = self.sync(ticket)
        self.record_receipt(member, receipt, lines)

    @step(2)
    def buy_on_account(self):
        """The customer pays the invoice of a receipt later."""
        member, lines = self.some_member(), self.some_goods()
        total = float(sum(line.price * line.quantity for line in lines))
        receipt = self.sell(
            *self.goods_at_till(lines),
            partner_id=self.people[member].id,
            payments=[(self.account, total)],
            to_invoice=True,
        )
        self.record_receipt(member, receipt, lines, is_paid=False)

    @step(3)
    def pay_account(self):
        sale, receipt = self.some_sale(self.is_owing)
        if not sale:
            return
        residual = Decimal(str(round(receipt.account_move.amount_residual, 2)))
        amount = residual
        if self.random.random() < 0.4 and residual > 2:
            amount = round(residual * Decimal("0.37"), 2)
        self.pay(receipt.account_move, float(amount))
        sale.received += amount
        self.auditor.settle(sale, self.today)

    @step(4)
    def refund_at_till(self):
        """Give back a part of a receipt. The refund is sent twice, too."""
        sale, receipt = self.some_sale(self.is_refundable)
        if not sale:
            return
        line = self.random.choice([line for line in sale.lines if line.kept])
        quantity = self.random.randint(1, line.kept)
        line.returned += quantity
        beside = self.refunded_beside(sale, receipt, line.price * quantity)
        ticket = self.refund_ticket(receipt, {line.product: quantity, **beside})
        for _sent_twice in range(2):
            self.sync(ticket)
        sale.received += Decimal(str(round(ticket["amount_total"], 2)))
        self.settle_sale(sale)

    def refunded_beside(self, sale, receipt, amount) -> dict:
        """What comes back of coupons, with goods of an amount, by product."""
        return {}

    # === ORDERS === #

    @step(2)
    def settle_order(self):
        """An order and the receipt that settles it are one purchase."""
        sale, order = self.some_sale(
            lambda sale, document: (
                self.is_plain_order(sale, document) and sale.member.state == "active"
            )
        )
        if sale:
            self.hand_over(sale, order)

    @step(1)
    def settle_quotation(self):
        """The till confirms and settles a quotation at once."""
        member, lines = self.some_member(), self.some_goods()
        partner = self.people[member]
        quotation = self.order(*self.goods_at_till(lines), partner=partner)
        receipt = self.sell(*self.order_at_till(quotation), partner_id=partner.id)
        self.record_receipt(member, receipt, lines)

    @step(2)
    def pay_down(self):
        """The customer pays a part of an order in advance."""
        sale, order = self.some_sale(self.is_plain_order)
        if not sale:
            return
        amount = round(sale.charged() * Decimal("0.3"), 2)
        self.sell(
            self.down_payment(order, float(amount)),
            partner_id=self.people[sale.member].id,
        )
        sale.received += amount
        self.auditor.settle(sale, self.today)

    @step(1)
    def give_down_payment_back(self):
        sale, order = self.some_sale(self.is_paid_down)
        if sale:
            receipts = order.pos_order_line_ids.order_id
            self.refund(receipts.filtered(lambda receipt: receipt.amount_total > 0))
            sale.received = Decimal(0)
            self.auditor.settle(sale, self.today)

    @step(2)
    def pay_rest(self):
        """The till settles an order, less what was paid down."""
        sale, order = self.some_sale(
            lambda sale, document: (
                self.is_paid_down(sale, document) and sale.member.state == "active"
            )
        )
        if not sale:
            return
        paid_down = order.order_line.filtered(
            lambda line: line.is_downpayment and not line.display_type
        )
        used = self.down_payment(
            order, float(sale.received), qty=-1, sale_order_line_id=paid_down.id
        )
        self.hand_over(sale, order, used)

    # === VERBS === #

    def record_receipt(self, member, receipt, lines, *, is_paid=True):
        """Tell the auditor of a receipt."""
        sale = self.new_sale(member, receipt, lines, tolerance=TOLERANCE)
        if sale:
            sale.received = sale.charged() if is_paid else Decimal(0)
            self.auditor.settle(sale, self.today)

    def hand_over(self, sale, order, *more_lines):
        """Settle an order at the till, and tell the auditor."""
        member, lines = sale.member, sale.lines
        receipt = self.sell(
            *self.order_at_till(order),
            *more_lines,
            partner_id=self.people[member].id,
        )
        taking = self.new_sale(member, receipt, lines, tolerance=TOLERANCE)
        taking.received = taking.charged()
        sale.lines = []
        self.auditor.hand_over(sale, taking, self.today)

    def order_at_till(self, order):
        """The lines by which the till settles an order."""
        return [
            {
                "product": line.product_id,
                "qty": line.product_uom_qty,
                "price_unit": line.price_unit,
                "sale_order_origin_id": order.id,
                "sale_order_line_id": line.id,
            }
            for line in order.order_line
            if not (line.display_type or line.is_downpayment)
        ]

    def down_payment(self, order, amount, **values):
        """The line by which a customer pays down, or uses what he has paid."""
        return {
            "product": self.config.down_payment_product_id,
            "price_unit": amount,
            "sale_order_origin_id": order.id,
            **values,
        }
