from odoo import models


class ProductCategory(models.Model):
    """Categories, as earning rules see them."""

    _inherit = "product.category"

    def _loyalty_club_ancestors(self) -> tuple[int, ...]:
        """The ids of this category and those above it."""
        if not self.parent_path:
            return ()
        return tuple(int(id_) for id_ in self.parent_path.split("/")[:-1])
