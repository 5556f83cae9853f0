"""What sale orders charge, give back and have been paid, by the documents around them.

Amounts are in the currency of the company of the order.
"""

from collections import defaultdict
from functools import cached_property

from ...tools.cause import CauseLine, spread_discounts

_CENT = 0.005


class SaleFigures:
    """Reads the lines, invoices, payments and till receipts of many orders at once."""

    def __init__(self, orders):
        self.env = orders.env
        self.orders = orders
        self.order_lines = orders.order_line.filtered(
            lambda line: not line.display_type
        )
        self.top_ups = self.env["loyalty.program"]._loyalty_club_top_ups(
            self.order_lines.product_id
        )

    # === DOCUMENTS AROUND THE ORDERS === #

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
    def settled(self):
        """Money received for each invoice, or paid back for each credit note."""
        moves = self.env["account.move"].union(*self.moves.values())
        return moves._loyalty_club_settled()

    def is_invoiced(self, order) -> bool:
        """Whether anything of the order has been invoiced."""
        return bool(self.moves[order.id])

    # === LINES === #

    def lines(self, order) -> tuple[CauseLine, ...]:
        """What was bought, discounts spread over it, and the share that came back."""
        lines = [
            self._line(line)
            for line in order.order_line
            if not (line.display_type or line._loyalty_club_is_payment())
        ]
        lines += self._lines_beside(order)
        extra = self._returned_beside(order, lines)
        return tuple(
            self._with_returned(line, extra) for line in spread_discounts(lines)
        )

    def _line(self, line):
        charged = self._charged(line)
        returned = sum(
            self._in_company_currency(each)[0]
            for each in self.invoice_lines[line.id]
            if each.move_type == "out_refund"
        )
        return CauseLine(
            line_id=line.id,
            product_id=line.product_id.id,
            category_ids=line.product_id.categ_id._loyalty_club_ancestors(),
            quantity=self._quantity(line),
            total=charged[0],
            untaxed=charged[1],
            returned=returned / charged[0] if abs(charged[0]) > _CENT else 0.0,
            refusal=line._loyalty_club_refusal(self.top_ups),
            is_bundle=line.product_id.type == "combo",
        )

    def _open_share(self, line):
        """The share of a line that is still to be invoiced, or settled at the till."""
        if line.order_id.state == "cancel":
            return 0.0
        ordered = line.product_uom_qty
        if not ordered:
            return 0.0
        invoiced = sum(
            each.product_uom_id._compute_quantity(each.quantity, line.product_uom_id)
            for each in self.invoice_lines[line.id]
            if each.move_type == "out_invoice"
        )
        at_till = sum(
            line._convert_qty(line, each.qty, "p2s")
            for each in self.till_lines.get(line.order_id.id, ())
            if each.sale_order_line_id == line and each.qty > 0
        )
        return min(max((ordered - invoiced - at_till) / ordered, 0.0), 1.0)

    def _charged(self, line):
        """Total and untaxed amount: as invoiced, and as ordered for the rest."""
        rate = line.order_id.currency_rate or 1.0
        share = self._open_share(line)
        total, untaxed = (
            line.price_total * share / rate,
            line.price_subtotal * share / rate,
        )
        for each in self.invoice_lines[line.id]:
            if each.move_type == "out_invoice":
                invoiced = self._in_company_currency(each)
                total, untaxed = total + invoiced[0], untaxed + invoiced[1]
        return total, untaxed

    def _quantity(self, line):
        invoiced = sum(
            each.product_uom_id._compute_quantity(each.quantity, line.product_uom_id)
            for each in self.invoice_lines[line.id]
            if each.move_type == "out_invoice"
        )
        return line.product_uom_qty * self._open_share(line) + invoiced

    def _lines_beside(self, order):
        """Lines that were added to an invoice of the order by hand."""
        for move in self.moves[order.id]:
            if move.move_type != "out_invoice" or self._first_order(move) != order:
                continue
            for each in move.invoice_line_ids:
                if each.display_type == "product" and not each.sale_line_ids:
                    total, untaxed = self._in_company_currency(each)
                    yield CauseLine(
                        line_id=-each.id,
                        product_id=each.product_id.id,
                        category_ids=each.product_id.categ_id._loyalty_club_ancestors(),
                        quantity=each.quantity,
                        total=total,
                        untaxed=untaxed,
                    )

    def _first_order(self, move):
        return move.invoice_line_ids.sale_line_ids.order_id.sorted("id")[:1]

    # === RETURNS WITHOUT A LINE === #

    def _returned_beside(self, order, lines):
        """The share of the whole order that came back without saying for which line.

        That is: lines added by hand to a credit note, and money a payment provider sent
        back before anybody made a credit note.
        """
        total = sum(line.total for line in lines if not line.refusal)
        if total <= _CENT:
            return 0.0
        credited = unknown = 0.0
        for move in self.moves[order.id]:
            if move.move_type != "out_refund" or self._first_order(move) not in (
                order,
                order.browse(),
            ):
                continue
            for each in move.invoice_line_ids:
                if each.display_type == "product":
                    amount = self._in_company_currency(each)[0]
                    credited += amount
                    unknown += 0.0 if each.sale_line_ids else amount
        refunded = order._loyalty_club_refunded()
        return (unknown + max(refunded - credited, 0.0)) / total

    def _with_returned(self, line, extra):
        if not extra or line.refusal:
            return line
        return line.with_returned(line.returned + extra)

    # === PAYMENT === #

    def paid_share(self, order) -> float:
        """The share of what the order still charges that has really been paid."""
        charged = sum(
            self._charged(line)[0]
            for line in order.order_line
            if not (line.display_type or line.is_downpayment)
        )
        sign = {"out_invoice": 1, "out_receipt": 1, "out_refund": -1}
        credited = received = 0.0
        for move in self.moves[order.id]:
            share = self._share_of(move, order)
            received += sign[move.move_type] * share * self.settled[move.id]
            if move.move_type == "out_refund":
                credited += share * abs(move.amount_total_signed)
        due = charged - max(credited, order._loyalty_club_refunded())
        if due <= _CENT:
            return 1.0
        received = max(received, order._loyalty_club_captured())
        received += self._paid_at_till(order)
        # Lines are rounded one by one, and a document as a whole: what the lines come
        # to may be a few cents more than was ever to be paid.
        cents = order.company_id.currency_id.rounding * len(order.order_line)
        return 1.0 if 0 < received and due - received <= cents else received / due

    def _share_of(self, move, order):
        """The share of an invoice that is the order's: an invoice may have many."""
        orders = move.invoice_line_ids.sale_line_ids.order_id
        if len(orders) < 2:
            return 1.0
        total = own = 0.0
        for line in move.invoice_line_ids:
            if line.display_type == "product":
                total += line.price_total
                if order in line.sale_line_ids.order_id:
                    own += line.price_total
        return own / total if total else 0.0

    def _paid_at_till(self, order):
        """Down payments taken at the till."""
        return sum(
            line.price_subtotal_incl
            for line in self.till_lines.get(order.id, ())
            if not line.sale_order_line_id or line.sale_order_line_id.is_downpayment
        )

    def _in_company_currency(self, line):
        rate = line.move_id.invoice_currency_rate or 1.0
        return line.price_total / rate, line.price_subtotal / rate
