"""Sale orders and the documents around them: invoices, till receipts, payments."""

from collections import defaultdict
from functools import cached_property

from .card_payments import paying_lines
from .pos_down_payments import PosDownPayments

# What is read of many orders at once: all columns would take longer than the rest.
_ORDER_FIELDS = (
    *("name", "state", "date_order", "currency_rate", "company_id", "website_id"),
    *("partner_id", "transaction_ids"),
)
_LINE_FIELDS = (
    *("order_id", "display_type", "product_id", "product_uom_id", "product_uom_qty"),
    *("price_total", "price_subtotal", "is_downpayment", "is_delivery", "reward_id"),
    *("coupon_id", "invoice_lines"),
)


class SaleDocuments:
    """Reads the documents of many orders at once."""

    def __init__(self, orders):
        self.env = orders.env
        self.orders = orders
        orders.fetch(_ORDER_FIELDS)
        orders.order_line.fetch(_LINE_FIELDS)
        self.order_lines = orders.order_line.filtered(
            lambda line: not line.display_type
        )

    @cached_property
    def invoice_lines(self):
        """Posted invoice and credit note lines, by order line."""
        posted = self.order_lines.invoice_lines.filtered(
            lambda line: line.parent_state == "posted"
        )
        ids = set(posted.ids)
        return {
            line.id: posted.browse(
                [id_ for id_ in line.invoice_lines.ids if id_ in ids]
            ).with_prefetch(posted.ids)
            for line in self.order_lines
        }

    @cached_property
    def paying_lines(self):
        """Lines that pay with gift cards or wallets, like money."""
        return paying_lines(self.order_lines)

    @cached_property
    def moves(self):
        """Posted invoices and credit notes, by order.

        Credit notes made from an invoice may have lines that no order knows.
        """
        invoices, reversals = defaultdict(dict), defaultdict(list)
        for line in self.order_lines:
            for invoice_line in self.invoice_lines[line.id]:
                invoices[line.order_id.id][invoice_line.move_id.id] = None
        ids = {id_ for found in invoices.values() for id_ in found}
        if ids:
            for move in self.env["account.move"].search(
                [("reversed_entry_id", "in", list(ids)), ("state", "=", "posted")]
            ):
                reversals[move.reversed_entry_id.id].append(move.id)
                ids.add(move.id)
        return {
            order.id: self.env["account.move"]
            .browse(
                dict.fromkeys(
                    [
                        *invoices[order.id],
                        *(
                            each
                            for id_ in invoices[order.id]
                            for each in reversals[id_]
                        ),
                    ]
                )
            )
            .with_prefetch(tuple(ids))
            for order in self.orders
        }

    @cached_property
    def till_lines(self):
        """Lines of paid till receipts that settle an order, by order."""
        lines = self.env["pos.order.line"].search(
            [
                ("sale_order_origin_id", "in", self.orders.ids),
                ("order_id.state", "in", ("paid", "done")),
            ]
        )
        return lines.grouped(lambda line: line.sale_order_origin_id.id)

    @cached_property
    def down_payments(self):
        """What customers have paid on orders at the till."""
        return PosDownPayments(self.till_lines)

    @cached_property
    def settled(self):
        """Money received for each invoice, or paid back for each credit note."""
        return self._all_moves._loyalty_club_settled()

    @cached_property
    def offset(self):
        """What credit notes that no order knows give back of each invoice."""
        return self._all_moves._loyalty_club_offset()

    @property
    def _all_moves(self):
        return self.env["account.move"].union(*self.moves.values())

    @cached_property
    def refunded(self):
        """Money that payment providers have sent back, by order."""
        paid_online = self.orders.filtered("transaction_ids")
        return {order.id: order._loyalty_club_refunded() for order in paid_online}

    def has_payments(self, order) -> bool:
        """Whether anything could have been paid, or given back, for the order."""
        return bool(
            self.moves[order.id] or order.id in self.till_lines or order.transaction_ids
        )

    def is_moved(self, order) -> bool:
        """Whether the till has settled anything of the order."""
        return any(
            line.sale_order_line_id and not line.sale_order_line_id.is_downpayment
            for line in self.till_lines.get(order.id, ())
        )

    def is_invoiced(self, order) -> bool:
        """Whether anything of the order has been invoiced."""
        return bool(self.moves[order.id])
