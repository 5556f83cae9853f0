from odoo import api, models
from odoo.exceptions import ValidationError


class PaymentTransaction(models.Model):
    """Nobody pays for an order whose coupon would not be there any more."""

    _inherit = "payment.transaction"

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to begin a payment that could not be finished.

        :raise ValidationError: when a coupon on the order can't be used any more
        """
        transactions = super().create(vals_list)
        for order in transactions.sale_order_ids:
            if trouble := order._loyalty_club_trouble():
                raise ValidationError(trouble)
        return transactions
