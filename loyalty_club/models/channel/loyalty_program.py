from odoo import api, models, tools


class LoyaltyProgram(models.Model):
    """Native programmes: gift cards and wallets are money, not a purchase."""

    _inherit = "loyalty.program"

    # === CRUD === #

    def write(self, vals):
        """Look anew for top-ups when a programme becomes another one."""
        result = super().write(vals)
        if "program_type" in vals:
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Look anew for top-ups when rules go with their programme."""
        self.env.registry.clear_cache()
        return super().unlink()

    # === TOP-UPS === #

    def _loyalty_club_top_ups(self, products):
        """Those of ``products`` that sell a gift card or top up a wallet."""
        ids = self._loyalty_club_top_up_ids()
        return products.filtered(lambda product: product.id in ids)

    @api.model
    @tools.ormcache()
    def _loyalty_club_top_up_ids(self) -> frozenset[int]:
        """All products that sell a gift card or top up a wallet."""
        rules = self.env["loyalty.rule"].sudo().with_context(active_test=False)
        top_ups = rules.search(
            [("program_id.program_type", "in", ("gift_card", "ewallet"))]
        )
        return frozenset(top_ups.product_ids.ids)
