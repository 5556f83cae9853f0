"""What sale orders charge, give back and have been paid, by the documents around them.

Amounts are in the currency of the company of the order.
"""

from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from ...tools.cause import CauseLine
from ...tools.coupon_use import kept_with
from ...tools.netting import spread_discounts
from .sale_documents import SaleDocuments

_CENT = 0.005
_NOTHING = 1e-9


class Charged(NamedTuple):
    """What a line charges: as invoiced, and as ordered for the rest."""

    total: float
    untaxed: float
    quantity: float


class SaleFigures(SaleDocuments):
    """Counts the lines and payments of many orders."""

    def __init__(self, orders):
        super().__init__(orders)
        self.top_ups = self.env["loyalty.program"]._loyalty_club_top_ups(
            self.order_lines.product_id
        )

    # === LINES === #

    def lines(self, order) -> tuple[CauseLine, ...]:
        """What was bought, discounts spread over it, and the share that came back.

        What the till has settled is not bought here: it is no line, not even for rules
        that count purchases and not money.
        """
        return tuple(spread_discounts(self._bought(order)))

    def _bought(self, order) -> list[CauseLine]:
        """The lines of an order, discounts beside the goods."""
        lines = [
            self._line(line)
            for line in order.order_line
            if not (line.display_type or line in self.paying_lines)
            and self._is_bought_here(line)
        ]
        lines += self._lines_beside(order)
        extra = self._returned_beside(order, lines)
        return [self._with_returned(line, extra) for line in lines]

    def _is_bought_here(self, line):
        return any(abs(figure) > _NOTHING for figure in self.charged[line.id])

    def _line(self, line):
        charged = self.charged[line.id]
        category_ids, is_bundle = self.goods[line.product_id.id]
        returned = sum(
            each._loyalty_club_amounts()[0]
            for each in self._lines_of("out_refund", line.id)
        )
        return CauseLine(
            line_id=line.id,
            product_id=line.product_id.id,
            category_ids=category_ids,
            quantity=line.product_id._loyalty_club_units(
                charged.quantity, line.product_uom_id
            ),
            total=charged.total,
            untaxed=charged.untaxed,
            returned=returned / charged.total if abs(charged.total) > _CENT else 0.0,
            refusal=line._loyalty_club_refusal(self.top_ups),
            is_bundle=is_bundle,
        )

    @cached_property
    def goods(self):
        """Categories, and whether it is a combo, by product."""
        nothing = {False: ((), False)}
        return nothing | {
            product.id: (
                product.categ_id._loyalty_club_ancestors(),
                product.type == "combo",
            )
            for product in self.order_lines.product_id
        }

    @cached_property
    def charged(self):
        """What each line charges."""
        return {
            line.id: self._charged(order, line)
            for order in self.orders
            for line in order.order_line
            if not line.display_type
        }

    @cached_property
    def to_pay(self):
        """What each order charges, down payments aside."""
        return {
            order.id: sum(
                self.charged[line.id].total
                for line in order.order_line
                if line.id in self.charged and not line.is_downpayment
            )
            for order in self.orders
        }

    def _charged(self, order, line):
        ordered, rate = line.product_uom_qty, order.currency_rate or 1.0
        invoiced = self._lines_of("out_invoice", line.id)
        if order.state == "sale" and not (invoiced or order.id in self.till_lines):
            return Charged(line.price_total / rate, line.price_subtotal / rate, ordered)
        quantity = sum(
            each.product_uom_id._compute_quantity(each.quantity, line.product_uom_id)
            for each in invoiced
        )
        share = 0.0
        if ordered and order.state != "cancel":
            open_quantity = ordered - quantity - self._quantity_at_till(order, line)
            share = min(max(open_quantity / ordered, 0.0), 1.0)
        total, untaxed = (
            line.price_total * share / rate,
            line.price_subtotal * share / rate,
        )
        for each in invoiced:
            amounts = each._loyalty_club_amounts()
            total, untaxed = total + amounts[0], untaxed + amounts[1]
        return Charged(total, untaxed, ordered * share + quantity)

    def _quantity_at_till(self, order, line):
        return sum(
            line._convert_qty(line, each.qty, "p2s")
            for each in self.till_lines.get(order.id, ())
            if each.sale_order_line_id == line and each.qty > 0
        )

    def _lines_beside(self, order):
        """Lines that were added to an invoice of the order by hand."""
        for move in self.moves[order.id]:
            if move.move_type != "out_invoice" or self._first_order(move) != order:
                continue
            for each in move.invoice_line_ids:
                if each.display_type == "product" and not each.sale_line_ids:
                    total, untaxed = each._loyalty_club_amounts()
                    yield CauseLine(
                        line_id=-each.id,
                        product_id=each.product_id.id,
                        category_ids=each.product_id.categ_id._loyalty_club_ancestors(),
                        quantity=each._loyalty_club_quantity(),
                        total=total,
                        untaxed=untaxed,
                        refusal=self._refusal_beside(each.product_id),
                    )

    def _refusal_beside(self, product):
        top_ups = self.env["loyalty.program"]._loyalty_club_top_ups(product)
        return "top_up" if top_ups else None

    def _first_order(self, move):
        return move.invoice_line_ids.sale_line_ids.order_id.sorted("id")[:1]

    # === RETURNS WITHOUT A LINE === #

    def _returned_beside(self, order, lines):
        """The share of the whole order that came back without saying for which line.

        That is: lines added by hand to a credit note, credit notes that name no
        invoice, and money a payment provider sent back before anybody made one.
        """
        total = sum(line.total for line in lines if not line.refusal)
        if total <= _CENT:
            return 0.0
        credited = unknown = self._offset(order)
        # Discounts that a credit note takes back, as far as not said by the goods.
        discounts = self._discounts_returned(lines)
        for move in self.moves[order.id]:
            first = self._first_order(move)
            if move.move_type != "out_refund" or first not in (order, order.browse()):
                continue
            share = 1.0 if first else self._share_of(move.reversed_entry_id, order)
            for each in move.invoice_line_ids:
                if each.display_type == "product":
                    amount = share * each._loyalty_club_amounts()[0]
                    credited += amount
                    if amount < 0 and not each.sale_line_ids:
                        discounts += amount
                    elif not each.sale_line_ids:
                        unknown += amount
        refunded = self.refunded.get(order.id, 0.0)
        unknown += min(discounts, 0.0)
        return (unknown + max(refunded - credited, 0.0)) / total

    def _discounts_returned(self, lines) -> float:
        """What goods that came back give back less, for discounts added by hand.

        Such a discount is spread over the goods, and comes back with them.
        """
        goods = [line for line in lines if line.total > 0 and not line.refusal]
        total = sum(line.total for line in goods)
        discount = -sum(line.total for line in lines if line.line_id < 0 > line.total)
        back = sum(line.total * min(line.returned, 1.0) for line in goods)
        return discount * back / total if total > _CENT else 0.0

    def _offset(self, order) -> float:
        return sum(
            self._share_of(move, order) * self.offset[move.id]
            for move in self.moves[order.id]
        )

    def _with_returned(self, line, extra):
        if not extra or line.refusal:
            return line
        return line.with_returned(line.returned + extra)

    def kept_share(self, order, given) -> float:
        """The share of what was bought with a coupon that has not come back.

        By its worth before discounts: coupons may have paid for all of it.

        :param given: the lines of the coupon, see :func:`kept_with`
        """
        lines = self._bought(order)
        own = [self._by_quantity(line) for line in lines if line.line_id in given.ids]
        credits = sum(len(self._lines_of("out_refund", line.line_id)) for line in own)
        cents = order.company_id.currency_id.rounding * (1 + credits)
        return kept_with([line for line in lines if line.total > _CENT], own, cents)

    def _by_quantity(self, line):
        """What was given for nothing comes back by its quantity."""
        if abs(line.total) > _CENT:
            return line
        invoiced, credited = (
            sum(each.quantity for each in self._lines_of(move_type, line.line_id))
            for move_type in ("out_invoice", "out_refund")
        )
        return replace(line, total=1.0, returned=credited / (invoiced or 1.0))

    def _lines_of(self, move_type, line_id):
        """The lines of invoices, or of credit notes, of an order line."""
        return [
            each for each in self.invoice_lines[line_id] if each.move_type == move_type
        ]

    # === PAYMENT === #

    def paid_share(self, order) -> float:
        """The share of what the order still charges that has really been paid."""
        charged = self.to_pay[order.id]
        if charged > _CENT and not self.has_payments(order):
            return 0.0
        sign = {"out_invoice": 1, "out_receipt": 1, "out_refund": -1}
        credited = self._offset(order)
        received = -credited
        for move in self.moves[order.id]:
            share = self._share_of(move, order)
            received += sign[move.move_type] * share * self.settled[move.id]
            if move.move_type == "out_refund":
                credited += share * abs(move.amount_total_signed)
        due = charged - max(credited, self.refunded.get(order.id, 0.0))
        if due <= _CENT:
            return 1.0
        if order.transaction_ids:
            received = max(received, order._loyalty_club_captured())
        received += self.down_payments.paid(order)
        # Lines are rounded one by one, and a document as a whole: what the lines come
        # to may be a few cents more than was ever to be paid.
        cents = order.company_id.currency_id.rounding * len(order.order_line)
        return 1.0 if 0 < received and due - received <= cents else received / due

    def _share_of(self, move, order):
        """The share of an invoice that is the order's: an invoice may have many."""
        orders = move.invoice_line_ids.sale_line_ids.order_id
        if not orders and move.reversed_entry_id:
            return self._share_of(move.reversed_entry_id, order)
        if len(orders) < 2:
            return 1.0
        total = own = 0.0
        for line in move.invoice_line_ids:
            if line.display_type == "product":
                total += line.price_total
                if order in line.sale_line_ids.order_id:
                    own += line.price_total
        return own / total if total else 0.0
