from odoo import models


class LoyaltyProgram(models.Model):
    """Native programmes: gift cards and wallets are money, not a purchase."""

    _inherit = "loyalty.program"

    def _loyalty_club_top_ups(self, products):
        """Those of ``products`` that sell a gift card or top up a wallet."""
        if not products:
            return products
        rules = self.env["loyalty.rule"].sudo().with_context(active_test=False)
        return (
            products
            & rules.search(
                [
                    ("program_id.program_type", "in", ("gift_card", "ewallet")),
                    ("product_ids", "in", products.ids),
                ]
            ).product_ids
        )
