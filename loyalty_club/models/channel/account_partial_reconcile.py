from odoo import api, models


class AccountPartialReconcile(models.Model):
    """Customers who pay what they bought at the till on account make its points due."""

    _inherit = "account.partial.reconcile"

    # === TOUCH === #

    @api.model_create_multi
    def create(self, vals_list):
        """Follow debts from the till that are paid."""
        parts = super().create(vals_list)
        parts._loyalty_club_touch_receipts()
        return parts

    def unlink(self):
        """Follow debts from the till that are owed again."""
        self._loyalty_club_touch_receipts()
        return super().unlink()

    def _loyalty_club_touch_receipts(self):
        """Touch the receipts on account in the entry of a session.

        Those with an invoice are followed by their invoice.
        """
        # Who registers a payment need not be able to read receipts.
        parts = self.sudo()
        moves = (parts.debit_move_id | parts.credit_move_id).move_id
        entries = moves.filtered(
            lambda move: (
                move.move_type == "entry"
                and not (move.origin_payment_id or move.statement_line_id)
            )
        )
        if entries:
            parts.env["pos.order"].search(
                [
                    ("session_id.move_id", "in", entries.ids),
                    ("account_move", "=", False),
                    ("payment_ids.payment_method_id.journal_id", "=", False),
                ]
            )._loyalty_club_touch_paid()
