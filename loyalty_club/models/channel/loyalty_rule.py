from odoo import api, models


class LoyaltyRule(models.Model):
    """Rules of native programmes say which products are gift cards and top-ups."""

    _inherit = "loyalty.rule"

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Look anew for top-ups."""
        rules = super().create(vals_list)
        self.env.registry.clear_cache()
        return rules

    def write(self, vals):
        """Look anew for top-ups."""
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Look anew for top-ups."""
        self.env.registry.clear_cache()
        return super().unlink()
