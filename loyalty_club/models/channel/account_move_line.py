from odoo import models


class AccountMoveLine(models.Model):
    """What one line of an invoice or credit note charges."""

    _inherit = "account.move.line"

    def _loyalty_club_amounts(self) -> tuple[float, float]:
        """With and without taxes, in the currency of the company."""
        rate = self.move_id.invoice_currency_rate or 1.0
        return self.price_total / rate, self.price_subtotal / rate

    def _loyalty_club_quantity(self) -> float:
        """In the unit of the product: a thousand grams of tea are one kilogram."""
        return self.product_id._loyalty_club_units(self.quantity, self.product_uom_id)
