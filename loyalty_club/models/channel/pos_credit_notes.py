"""Credit notes that accountants make from the invoices of till receipts."""

from collections import defaultdict

_CENT = 0.005


class PosCreditNotes:
    """Reads the credit notes that no refund at the till stands behind."""

    def __init__(self, orders):
        self.env = orders.env
        invoices = orders.account_move
        notes = invoices.browse()
        if invoices:
            notes = invoices.search(
                [
                    ("reversed_entry_id", "in", invoices.ids),
                    ("state", "=", "posted"),
                    ("move_type", "=", "out_refund"),
                    ("pos_order_ids", "=", False),
                ]
            )
        self.notes = notes.grouped("reversed_entry_id")
        self.settled = notes._loyalty_club_settled()
        self.offset = invoices._loyalty_club_offset()
        self.shares = {invoice: self._shares(invoice) for invoice in self.notes}

    def share(self, order, product_id) -> float:
        """The share of a product on a receipt that was credited."""
        invoice = order.account_move
        by_product, everywhere = self.shares.get(invoice, ({}, 0.0))
        total = abs(invoice.amount_total_signed)
        beside = self.offset[invoice.id] / total if total > _CENT else 0.0
        return by_product.get(product_id, 0.0) + everywhere + beside

    def owed(self, order) -> float:
        """What was credited of a receipt, but has not been paid back."""
        owed = total = 0.0
        for note in self.notes.get(order.account_move, ()):
            credited = abs(note.amount_total_signed)
            owed += max(credited - self.settled[note.id], 0.0)
            total += credited
        if not total:
            return 0.0
        invoiced = abs(order.account_move.amount_total_signed)
        own = order.amount_paid / (order.currency_rate or 1.0)
        return owed * min(own / invoiced, 1.0) if invoiced > _CENT else 0.0

    def _shares(self, invoice):
        """Shares credited by product id, and the share of everything.

        What is credited of no product of the invoice comes off everything.
        """
        invoiced, credited = self._amounts(invoice), defaultdict(float)
        for note in self.notes[invoice]:
            for product_id, amount in self._amounts(note).items():
                credited[product_id] += amount
        shares, beside = defaultdict(float), 0.0
        for product_id, amount in credited.items():
            if amount * invoiced[product_id] > 0:
                shares[product_id] = min(amount / invoiced[product_id], 1.0)
            else:
                beside += amount
        total = sum(invoiced.values())
        return shares, max(beside / total, 0.0) if total > _CENT else 0.0

    @staticmethod
    def _amounts(move):
        amounts = defaultdict(float)
        for line in move.invoice_line_ids:
            if line.display_type == "product":
                amounts[line.product_id.id] += line._loyalty_club_amounts()[0]
        return amounts
