from odoo import api, models
from odoo.tools import SQL

from ...tools.cause import Cause
from .sale_figures import SaleFigures


class SaleOrder(models.Model):
    """Orders of Sales and the web shop earn points.

    An order owns what its invoices and credit notes charge and give back; what the till
    settles of it belongs to the till.
    """

    _name = "sale.order"
    _inherit = ["sale.order", "loyalty.club.cause"]

    # === TOUCH === #

    def _action_confirm(self):
        """Count the points of confirmed orders."""
        result = super()._action_confirm()
        self._loyalty_club_touch()
        return result

    def _action_cancel(self):
        """Count what is left of cancelled orders."""
        result = super()._action_cancel()
        self._loyalty_club_touch()
        return result

    def write(self, vals):
        """Follow confirmed orders that change hands, dates or state."""
        if {"partner_id", "state", "date_order"}.isdisjoint(vals):
            return super().write(vals)
        counted = self._loyalty_club_counted()
        result = super().write(vals)
        (counted | self._loyalty_club_counted())._loyalty_club_touch()
        return result

    def _loyalty_club_counted(self):
        """Those that may earn, or have earned."""
        return self.filtered(lambda order: order.state in ("sale", "cancel"))

    # === CAUSE === #

    def _loyalty_club_causes(self):
        """What was ordered, invoiced, returned and paid."""
        figures = SaleFigures(self)
        return {order.id: self._loyalty_club_cause(order, figures) for order in self}

    def _loyalty_club_cause(self, order, figures):
        return Cause(
            source_model=self._name,
            source_id=order.id,
            occurred_at=order.date_order,
            reference=order.name,
            channel="website" if order.website_id else "sale",
            paid=figures.paid_share(order),
            lines=figures.lines(order),
            is_moved=figures.is_moved(order),
            is_void=order.state not in ("sale", "cancel")
            or (order.state == "cancel" and not figures.is_invoiced(order)),
        )

    def _loyalty_club_foresee(self, members=None):
        """What members would earn if this order were confirmed and paid now.

        :param members: who; empty for those who would earn for it
        :return: a ``Foresight`` by member id
        """
        self.ensure_one()
        if members is None:
            members = self._loyalty_club_members().get(self.id)
        [cause] = self.sudo()._loyalty_club_causes().values()
        earnings = self.env["loyalty.club.earning"]
        return earnings._foresee_purchase(cause, members) if members else {}

    @api.model
    def _loyalty_club_past(self):
        """Confirmed orders, for a backfill."""
        return SQL(
            """
            SELECT id, date_order AS moment, partner_id, company_id
              FROM sale_order WHERE state = 'sale'
            """
        )

    def _loyalty_club_captured(self) -> float:
        """Money that payment providers have taken, less what they sent back."""
        return (
            self._loyalty_club_transactions("payment") - self._loyalty_club_refunded()
        )

    def _loyalty_club_refunded(self) -> float:
        """Money that payment providers have sent back."""
        return self._loyalty_club_transactions("refund")

    def _loyalty_club_transactions(self, direction) -> float:
        """Done transactions in the currency of the company.

        An authorized one is a promise, not money, and one whose payment was cancelled
        has bounced. A refund hangs on the transaction it gives back, not on the order.
        """
        transactions = self.transaction_ids
        if direction == "refund":
            transactions = transactions.child_transaction_ids
        done = transactions.filtered(
            lambda each: (
                each.state == "done"
                and (each.operation == "refund") == (direction == "refund")
                and each.payment_id.state not in ("draft", "canceled", "rejected")
            )
        )
        return sum(
            each.currency_id._convert(
                abs(each.amount),
                self.company_id.currency_id,
                self.company_id,
                self.date_order.date(),
            )
            for each in done
        )
