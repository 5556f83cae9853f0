from odoo import api, models

_AMOUNTS = {"amount", "payment_method_id", "pos_order_id"}


class PosPayment(models.Model):
    """Payments of paid receipts that are changed change what they earn."""

    _inherit = "pos.payment"

    # === TOUCH === #

    @api.model_create_multi
    def create(self, vals_list):
        """Follow payments that are added to a paid receipt."""
        payments = super().create(vals_list)
        payments.pos_order_id._loyalty_club_touch_paid()
        return payments

    def write(self, vals):
        """Follow payments of paid receipts."""
        result = super().write(vals)
        if not _AMOUNTS.isdisjoint(vals):
            self.pos_order_id._loyalty_club_touch_paid()
        return result

    def unlink(self):
        """Follow payments that are removed from a paid receipt."""
        self.pos_order_id._loyalty_club_touch_paid()
        return super().unlink()
