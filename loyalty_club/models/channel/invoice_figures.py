"""What invoices without an order charge, give back and have been paid.

Amounts are in the currency of the company.
"""

from collections import defaultdict
from datetime import datetime, time

from ...tools.cause import CauseLine
from ...tools.netting import spread_discounts

_CENT = 0.005


class InvoiceFigures:
    """Reads invoices, and the credit notes that were made from them."""

    def __init__(self, moves):
        self.env = moves.env
        self.moves = moves
        credit_notes = moves.search(
            [
                ("reversed_entry_id", "in", moves.ids),
                ("state", "=", "posted"),
                ("move_type", "=", "out_refund"),
            ]
        )
        self.credit_notes = credit_notes.grouped("reversed_entry_id")
        self.settled = (moves | credit_notes)._loyalty_club_settled()
        self.offset = moves._loyalty_club_offset()
        self.top_ups = self.env["loyalty.program"]._loyalty_club_top_ups(
            moves.invoice_line_ids.product_id
        )

    def occurred_at(self, move):
        """Noon of the invoice date: the same day in nearly every time zone."""
        if not move.invoice_date:
            return move.create_date
        return datetime.combine(move.invoice_date, time(12))

    def lines(self, move) -> tuple[CauseLine, ...]:
        """What was invoiced, and the share that came back.

        A credit note of a product gives back that product; what matches none gives back
        the same share of everything.
        """
        sign = -1 if move.move_type == "out_refund" else 1
        lines = [self._line(line, sign) for line in self._product_lines(move)]
        lines = spread_discounts(lines)
        if sign < 0:
            share = self._offset_share(move)
            return tuple(line.with_returned(share) for line in lines)
        returned, unknown = self._returned(move, lines)
        unknown += self.offset[move.id]
        total = sum(line.total for line in lines if not line.refusal)
        everywhere = unknown / total if total > _CENT else 0.0
        charged = defaultdict(float)
        for line in lines:
            charged[line.product_id] += line.total
        return tuple(
            line.with_returned(
                everywhere + returned[line.product_id] / charged[line.product_id]
                if charged[line.product_id] > _CENT
                else everywhere
            )
            for line in lines
        )

    def _product_lines(self, move):
        # One by one, so that the lines of all moves stay read together.
        return (
            line for line in move.invoice_line_ids if line.display_type == "product"
        )

    def _line(self, line, sign):
        total, untaxed = line._loyalty_club_amounts()
        return CauseLine(
            line_id=line.id,
            product_id=line.product_id.id,
            category_ids=line.product_id.categ_id._loyalty_club_ancestors(),
            quantity=sign * line._loyalty_club_quantity(),
            total=sign * total,
            untaxed=sign * untaxed,
            refusal="top_up" if line.product_id in self.top_ups else None,
        )

    def _returned(self, move, lines):
        """Amounts credited by product id, and the rest."""
        products = {line.product_id for line in lines if line.total > 0}
        returned, unknown = defaultdict(float), 0.0
        for credit_note in self.credit_notes.get(move, ()):
            for line in self._product_lines(credit_note):
                amount = line._loyalty_club_amounts()[0]
                if line.product_id.id in products and amount > 0:
                    returned[line.product_id.id] += amount
                else:
                    unknown += amount
        return returned, unknown

    def _offset_share(self, move) -> float:
        """The share of a credit note that gives back an invoice it does not name."""
        total = abs(move.amount_total_signed)
        return min(self.offset[move.id] / total, 1.0) if total > _CENT else 0.0

    def paid_share(self, move) -> float:
        """The share of what is still charged that has really been paid."""
        if move.move_type == "out_refund":
            return 1.0
        credit_notes = self.credit_notes.get(move, ())
        received = self.settled[move.id] - self.offset[move.id]
        received -= sum(self.settled[each.id] for each in credit_notes)
        due = abs(move.amount_total_signed) - self.offset[move.id]
        due -= sum(abs(each.amount_total_signed) for each in credit_notes)
        # A few cents that were let go are nobody's debt.
        cents = move.company_currency_id.rounding * len(move.invoice_line_ids) + _CENT
        if due <= _CENT or 0 < received and due - received <= cents:
            return 1.0
        return received / due
