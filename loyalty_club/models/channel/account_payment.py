from odoo import models


class AccountPayment(models.Model):
    """Money that was taken online and has bounced makes no points due."""

    _inherit = "account.payment"

    # === TOUCH === #

    def write(self, vals):
        """Follow payments of transactions that are cancelled, or valid again."""
        result = super().write(vals)
        if "state" in vals:
            # Accountants need not be able to read transactions.
            transactions = self.sudo().payment_transaction_id
            if transactions:
                transactions._loyalty_club_touch()
        return result
