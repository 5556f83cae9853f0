from odoo import models


class PaymentTransaction(models.Model):
    """Money from payment providers makes the points of orders due."""

    _name = "payment.transaction"
    _inherit = ["payment.transaction", "loyalty.club.cause"]

    # === TOUCH === #

    def write(self, vals):
        """Follow transactions that are captured, cancelled or refunded."""
        result = super().write(vals)
        if "state" in vals:
            self._loyalty_club_touch()
        return result

    # === OWNERS === #

    def _loyalty_club_owners(self):
        """The orders and invoices a transaction pays, or gives back."""
        transactions = self.exists()
        paying = transactions | transactions.source_transaction_id
        moves = paying.invoice_ids
        owners = [paying.sale_order_ids] if paying.sale_order_ids else []
        return owners + (moves._loyalty_club_owners() if moves else [])
