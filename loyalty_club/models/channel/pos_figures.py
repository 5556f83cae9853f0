"""What till receipts charge, give back and have been paid.

Amounts are in the currency of the company, and counted from prices, quantities and
taxes: the totals a browser sends are not read.
"""

from dataclasses import replace
from math import isfinite
from typing import NamedTuple

from ...tools.cause import CauseLine
from ...tools.coupon_use import kept_with
from ...tools.netting import cancel_out, scaled, spread_discounts
from .pos_credit_notes import PosCreditNotes
from .pos_tender import PosTender

_CENT = 0.005
_NOTHING = 1e-9


class Amount(NamedTuple):
    """What a line charges."""

    total: float
    untaxed: float


class PosFigures:
    """Reads the lines, refunds, payments and invoices of many receipts at once."""

    def __init__(self, orders):
        self.env = orders.env
        self.orders = orders
        self.refunds = self._find_refunds()
        refund_orders = self.refunds.order_id
        self.tender = PosTender(orders | refund_orders)
        self.amounts = {}
        for order in orders | refund_orders:
            self.amounts.update(self._count(order))
        self.refunds_of = self.refunds.grouped(
            lambda line: line.refunded_orderline_id.order_id.id
        )
        self.credit_notes = PosCreditNotes(orders)
        self.top_ups = self.env["loyalty.program"]._loyalty_club_top_ups(
            orders.lines.product_id
        )
        self._sold = {}
        self._returned = {}

    def _find_refunds(self):
        # Not searched: at the till, Odoo knows that new lines have no refunds yet.
        return self.orders.lines.refund_orderline_ids.filtered(
            lambda line: (
                line.order_id.state in ("paid", "done")
                and line._loyalty_club_is_refund()
            )
        )

    # === AMOUNTS === #

    def _count(self, order) -> dict[int, Amount]:
        """What each line charges, counted again as Odoo would for its journal entry."""
        taxes = self.env["account.tax"]
        base_lines = [self._base_line(line, order) for line in order.lines]
        taxes._add_tax_details_in_base_lines(base_lines, order.company_id)
        taxes._round_base_lines_tax_details(base_lines, order.company_id)
        return {
            base_line["record"].id: self._amount(base_line, order.currency_rate or 1.0)
            for base_line in base_lines
        }

    def _base_line(self, line, order):
        # Without the accounts and names that an entry needs: they cost queries here.
        return self.env["account.tax"]._prepare_base_line_for_taxes_computation(
            line,
            tax_ids=line.tax_ids_after_fiscal_position,
            **self._finite(line),
            currency_id=order.currency_id,
            rate=order.currency_rate or 1.0,
            product_uom_id=False,
            partner_id=False,
            is_refund=line.qty * line.price_unit < 0,
        )

    @staticmethod
    def _finite(line):
        """What is multiplied. A till may send what is no number: that is nothing."""
        values = {name: line[name] for name in ("price_unit", "discount")}
        values["quantity"] = line.qty
        return (
            values
            if all(map(isfinite, values.values()))
            else dict.fromkeys(values, 0.0)
        )

    @staticmethod
    def _amount(base_line, rate):
        details = base_line["tax_details"]
        total = details["total_included_currency"] / rate
        untaxed = details["total_excluded_currency"] / rate
        # Details of taxes are sent by the till too: no tax is less than nothing.
        return Amount(total, min(untaxed, total) if total > 0 else max(untaxed, total))

    # === WHAT WAS SOLD === #

    def sold(self, order) -> dict[int, CauseLine]:
        """The lines that a receipt charges for, by id: no refunds and no payments."""
        if order.id not in self._sold:
            self._sold[order.id] = {
                line.id: self._line(line)
                for line in order.lines
                if line.qty
                and isfinite(line.qty)
                and not line._loyalty_club_is_refund()
                and not self.tender.is_payment(line)
            }
        return self._sold[order.id]

    def _line(self, line):
        amount = self.amounts[line.id]
        return CauseLine(
            line_id=line.id,
            product_id=line.product_id.id,
            category_ids=line.product_id.categ_id._loyalty_club_ancestors(),
            quantity=line.qty,
            total=amount.total,
            untaxed=amount.untaxed,
            refusal=line._loyalty_club_refusal(self.top_ups),
            is_bundle=line.product_id.type == "combo",
        )

    def due(self, order) -> float:
        """What was to be paid for all that was sold."""
        return sum(line.total for line in self.sold(order).values())

    # === LINES === #

    def lines(self, order) -> tuple[CauseLine, ...]:
        """What counts of a receipt, and the share of it that came back."""
        sold, returned = self.sold(order), self.returned(order)
        targets = self._cancelled(order)
        bought = cancel_out(sold, targets)
        left = {id_: scaled(line, 1 - returned[id_]) for id_, line in sold.items()}
        left = cancel_out(left, targets)
        lines = [
            line.with_returned(1 - left[id_].quantity / line.quantity)
            for id_, line in bought.items()
            if abs(line.quantity) > _NOTHING
        ]
        return (*spread_discounts(lines), *self._gifts(order, bought))

    def _cancelled(self, order) -> dict[int, set[int]]:
        """The products that negative lines are about, by line id."""
        return {
            line.id: set(line._loyalty_club_cancelled_products().ids)
            for line in order.lines
            if line.id in self.sold(order) and self.sold(order)[line.id].total < 0
        }

    def _gifts(self, order, bought):
        """Goods that a reward has made free, for the member to read why."""
        given = order.lines.filtered(
            lambda line: line.reward_id.reward_type == "product"
        ).reward_id.reward_product_ids
        for line_id, line in self.sold(order).items():
            is_gone = abs(bought[line_id].quantity) <= _NOTHING
            if is_gone and line.total > 0 and line.product_id in given.ids:
                yield replace(bought[line_id], refusal="gift")

    # === RETURNS === #

    def returned(self, order) -> dict[int, float]:
        """The share of each line that came back, refunded at the till or credited."""
        if order.id not in self._returned:
            shares = self._refunded(order)
            for line_id, line in self.sold(order).items():
                shares[line_id] += self.credit_notes.share(order, line.product_id)
            beside = self._refunded_beside(order, shares)
            self._returned[order.id] = {
                line_id: min(share + (1 - share) * beside, 1.0)
                for line_id, share in shares.items()
            }
        return self._returned[order.id]

    def _refunded(self, order) -> dict[int, float]:
        shares = dict.fromkeys(self.sold(order), 0.0)
        for refund in self.refunds_of.get(order.id, ()):
            line = refund.refunded_orderline_id
            if line.id in shares:
                shares[line.id] += -refund.qty / line.qty
        return {line_id: min(share, 1.0) for line_id, share in shares.items()}

    def _refunded_beside(self, order, shares) -> float:
        """The share of the rest that came back beyond the lines that were refunded.

        The till may give back more for a line than it has cost. Then the customer has
        paid less for what he keeps.
        """
        sold, refunded = self.sold(order), self._refunded(order)
        given_back = -sum(
            self.amounts[refund.id].total
            for refund in self.refunds_of.get(order.id, ())
            if refund.refunded_orderline_id.id in sold
        )
        worth = sum(line.total * refunded[line_id] for line_id, line in sold.items())
        rest = sum(line.total * (1 - shares[line_id]) for line_id, line in sold.items())
        excess = given_back - worth
        return min(excess / rest, 1.0) if excess > _CENT and rest > _CENT else 0.0

    def kept_share(self, order, given) -> float:
        """The share of what was bought with a coupon, by its worth, that was kept.

        :param given: the lines of the coupon, see :func:`kept_with`
        """
        returned, sold = self.returned(order), self.sold(order)
        lines = [line.with_returned(returned[id_]) for id_, line in sold.items()]
        own = [line for line in lines if line.line_id in given.ids]
        cents = order.company_id.currency_id.rounding
        cents *= 1 + len(given.refund_orderline_ids)
        return kept_with([line for line in lines if line.total > _CENT], own, cents)

    def _returned_value(self, order) -> float:
        returned = self.returned(order)
        return sum(
            line.total * returned[line_id] for line_id, line in self.sold(order).items()
        )

    # === PAYMENT === #

    def covered_share(self, order) -> float:
        """The share of what was charged that was paid or promised."""
        promised = self.tender.promised(order) + self._paid_in_kind(order)
        return self._share(order, promised, self.due(order))

    def paid_share(self, order) -> float:
        """The share of what is still charged that has really been paid."""
        due = self.due(order)
        if due <= _CENT:
            return self.covered_share(order)
        returned = self._returned_value(order)
        received = self.tender.received(order) + self._paid_in_kind(order)
        received -= returned - self._owed_to_customer(order)
        return self._share(order, received, due - returned)

    def _paid_in_kind(self, order) -> float:
        """What cards paid, and goods that were brought back on the same receipt."""
        return -sum(
            self.amounts[line.id].total
            for line in order.lines
            if line._loyalty_club_is_refund() or self.tender.is_payment(line)
        )

    def _owed_to_customer(self, order) -> float:
        """What was returned, but has not been paid back yet."""
        refund_orders = self.env["pos.order"].union(
            *(line.order_id for line in self.refunds_of.get(order.id, ()))
        )
        owed = sum(
            max(self.tender.received(refund) - self.tender.promised(refund), 0.0)
            for refund in refund_orders
        )
        return owed + self.credit_notes.owed(order)

    def _share(self, order, amount, due) -> float:
        """``amount`` as a share of ``due``; a rounding difference is nobody's debt."""
        if abs(due) <= _CENT or abs(due - amount) <= self.tender.rounding(order):
            return 1.0
        return amount / due
