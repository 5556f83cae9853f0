from odoo import models


class ProductProduct(models.Model):
    """Rules count products in units of their own, whatever units they are sold in."""

    _inherit = "product.product"

    def _loyalty_club_units(self, quantity: float, unit) -> float:
        """This quantity of another unit, in the unit of the product."""
        if not self.uom_id:
            return quantity
        return unit._compute_quantity(quantity, self.uom_id, round=False)
