"""What customers have paid at the till on orders that are not settled yet.

Amounts are in the currency of the company.
"""

from .pos_figures import PosFigures


class PosDownPayments:
    """Reads the receipts by which orders were paid in part."""

    def __init__(self, till_lines):
        """:param till_lines: lines of receipts that are about an order, by order id"""
        self.lines = {
            order_id: lines.filtered(
                lambda line: (
                    not line.sale_order_line_id
                    or line.sale_order_line_id.is_downpayment
                )
            )
            for order_id, lines in till_lines.items()
        }
        lines = [line for found in self.lines.values() for line in found]
        receipts = {line.order_id: None for line in lines}
        self.figures = receipts and PosFigures(next(iter(receipts)).union(*receipts))

    def paid(self, order) -> float:
        """Money received for an order, less what was given back or used up since."""
        return sum(map(self._paid, self.lines.get(order.id, ())))

    def _paid(self, line) -> float:
        """What was really paid on one line. What uses up a down payment is negative."""
        receipt = line.order_id
        sold = self.figures.sold(receipt)
        if line.id not in sold:
            return 0.0
        amount = sold[line.id].total
        if amount <= 0:
            return amount
        # A line below zero beside it may have made it cheaper than it says.
        asked = sum(
            each.total
            for each in sold.values()
            if each.refusal == "down_payment" and each.total > 0
        )
        share = min(self.figures.due(receipt) / asked, 1.0) if asked else 1.0
        kept = 1 - self.figures.returned(receipt)[line.id]
        return amount * max(share, 0.0) * kept * self.figures.paid_share(receipt)
