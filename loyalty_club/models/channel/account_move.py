from odoo import api, models
from odoo.tools import SQL

from ...tools.cause import Cause
from .invoice_figures import InvoiceFigures


class AccountMove(models.Model):
    """Invoices and credit notes change what the orders behind them earn.

    One without an order earns by itself.
    """

    _name = "account.move"
    _inherit = ["account.move", "loyalty.club.cause"]

    # === TOUCH === #

    def _compute_payment_state(self):
        """Follow every payment, and every one undone: no other hook sees them all."""
        result = super()._compute_payment_state()
        self.filtered(lambda move: move.state == "posted")._loyalty_club_touch()
        return result

    def _invoice_paid_hook(self):
        """Follow invoices that are paid."""
        result = super()._invoice_paid_hook()
        self._loyalty_club_touch()
        return result

    def _post(self, soft=True):
        """Follow posted invoices and credit notes."""
        posted = super()._post(soft)
        posted._loyalty_club_touch()
        return posted

    def button_draft(self):
        """Follow documents that are reset: they charge nothing while in draft."""
        result = super().button_draft()
        self._loyalty_club_touch()
        return result

    def button_cancel(self):
        """Follow cancelled documents."""
        result = super().button_cancel()
        self._loyalty_club_touch()
        return result

    def _loyalty_club_touch(self):
        """Leave out what no member can earn for."""
        return super(
            AccountMove,
            self.filtered(lambda move: move.is_sale_document(include_receipts=True)),
        )._loyalty_club_touch()

    # === OWNERS === #

    def _loyalty_club_owners(self):
        """The till receipt owns its invoice, else the order, else the invoice reversed.

        A document that nothing stands behind owns itself, and so does one that is gone.
        """
        moves = self.exists()
        # A payment without an entry may settle any of the documents it was made for.
        together = moves.matched_payment_ids.invoice_ids.filtered(
            lambda move: move.is_sale_document(include_receipts=True)
        )
        gone = self - moves
        owners = (moves | together)._loyalty_club_behind()
        return [*owners, gone] if gone else owners

    def _loyalty_club_behind(self):
        """The documents that stand behind these, as above."""
        receipts = self.pos_order_ids | self.reversed_pos_order_id
        rest = self.filtered(
            lambda move: not (move.pos_order_ids or move.reversed_pos_order_id)
        )
        orders = rest.invoice_line_ids.sale_line_ids.order_id
        rest = rest.filtered(lambda move: not move.invoice_line_ids.sale_line_ids)
        reversals = rest.filtered("reversed_entry_id")
        owners = [*receipts._loyalty_club_owners()] if receipts else []
        owners += [orders, rest - reversals]
        if reversals:
            owners += reversals.reversed_entry_id._loyalty_club_behind()
        return [documents for documents in owners if documents]

    # === CAUSE === #

    def _loyalty_club_causes(self):
        """What was invoiced, returned and paid, of documents no order stands behind."""
        figures = InvoiceFigures(self)
        return {move.id: self._loyalty_club_cause(move, figures) for move in self}

    def _loyalty_club_cause(self, move, figures):
        return Cause(
            source_model=self._name,
            source_id=move.id,
            occurred_at=figures.occurred_at(move),
            reference=move.name or "",
            paid=figures.paid_share(move),
            lines=figures.lines(move),
            is_void=move.state != "posted",
        )

    @api.model
    def _loyalty_club_past(self):
        """Posted invoices that neither an order nor the till stands behind."""
        return SQL(
            """
            SELECT move.id, move.invoice_date + time '12:00' AS moment,
                   move.partner_id, move.company_id
              FROM account_move AS move
             WHERE move.state = 'posted' AND move.move_type = 'out_invoice'
               AND NOT EXISTS (SELECT FROM pos_order WHERE account_move = move.id)
               AND NOT EXISTS (
                   SELECT FROM account_move_line AS line
                     JOIN sale_order_line_invoice_rel AS rel
                       ON rel.invoice_line_id = line.id
                    WHERE line.move_id = move.id
             )
            """
        )
