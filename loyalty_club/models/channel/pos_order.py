from odoo import api, models
from odoo.tools import SQL

from ...tools.cause import Cause
from .pos_figures import PosFigures


class PosOrder(models.Model):
    """Till receipts earn points, at once: the receipt says how many.

    A receipt owns what it charges, its invoice, what it settles of sale orders, and the
    refunds of its lines. What the browser says it charged is counted again.
    """

    _name = "pos.order"
    _inherit = ["pos.order", "loyalty.club.cause"]

    # === TOUCH === #

    def action_pos_order_paid(self):
        """Count the points of paid receipts."""
        result = super().action_pos_order_paid()
        self._loyalty_club_settle_at_once()
        return result

    def write(self, vals):
        """Follow paid receipts that get another customer or date."""
        result = super().write(vals)
        if not {"partner_id", "date_order"}.isdisjoint(vals):
            self._loyalty_club_touch_paid()
        return result

    def _loyalty_club_touch_paid(self):
        self.filtered(
            lambda order: order.state in ("paid", "done")
        )._loyalty_club_touch()

    def _loyalty_club_settle_at_once(self):
        """Settle these receipts now, and the orders that they settle before commit."""
        # Writing the receipt has touched it; it need not be settled a second time.
        touched = self.env.cr.precommit.data.get("loyalty_club_touched", {})
        touched.get(self._name, set()).difference_update(self.ids)
        self.env["loyalty.club.earning"]._settle(self)
        # Who stands at the till need not be able to read sale orders.
        lines = self.sudo().lines
        orders = (lines | lines.refunded_orderline_id).sale_order_origin_id
        if orders:
            orders._loyalty_club_touch()

    # === OWNERS === #

    def _loyalty_club_owners(self):
        """A refund belongs to the receipt it refunds; new goods on it to itself."""
        refunds = self.lines.filtered(lambda line: line._loyalty_club_is_refund())
        pure = self.filtered(lambda order: order.lines and order.lines <= refunds)
        return [(self - pure) | refunds.refunded_orderline_id.order_id]

    def _loyalty_club_replaced(self):
        """The orders that the till settles."""
        return self.lines.sale_order_origin_id

    # === CAUSE === #

    def _loyalty_club_causes(self):
        """What was charged, returned and paid at the till."""
        figures = PosFigures(self)
        return {order.id: self._loyalty_club_cause(order, figures) for order in self}

    def _loyalty_club_cause(self, order, figures):
        return Cause(
            source_model=self._name,
            source_id=order.id,
            occurred_at=order._loyalty_club_occurred_at(),
            reference=order.pos_reference or order.name,
            channel="pos",
            paid=figures.paid_share(order),
            covered=figures.covered_share(order),
            lines=figures.lines(order),
            is_void=order.state not in ("paid", "done"),
        )

    @api.model
    def _loyalty_club_past(self):
        """Paid receipts, for a backfill; what only refunds belongs to another one."""
        return SQL(
            """
            SELECT receipt.id, receipt.partner_id, receipt.company_id,
                   GREATEST(receipt.date_order, session.start_at) AS moment
              FROM pos_order AS receipt
              JOIN pos_session AS session ON session.id = receipt.session_id
             WHERE receipt.state IN ('paid', 'done')
               AND EXISTS (SELECT FROM pos_order_line AS line
                            WHERE line.order_id = receipt.id
                              AND line.refunded_orderline_id IS NULL)
            """
        )

    def _loyalty_club_occurred_at(self):
        """The time the till gives, which is not before its session opened.

        And not after the payment reached the server: a clock that is wrong, or set
        wrong on purpose, must not choose the rules of another day.
        """
        self.ensure_one()
        arrived = max(self.payment_ids.mapped("create_date") + [self.create_date])
        opened = self.session_id.start_at or self.date_order
        return min(max(self.date_order, opened), arrived)
