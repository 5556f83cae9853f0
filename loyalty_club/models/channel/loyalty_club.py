from odoo import models


class LoyaltyClub(models.Model):
    """What a completed purchase is."""

    _inherit = "loyalty.club"

    def _has_purchased(self, partner):
        """A confirmed order, a posted invoice, or a paid till receipt."""
        buyers = [("partner_id", "child_of", partner.commercial_partner_id.id)]
        if not partner.is_company:
            buyers = [("partner_id", "=", partner.id)]
        company = [("company_id", "child_of", self.company_id.id)]
        documents = {
            "sale.order": [("state", "=", "sale")],
            "account.move": [
                ("state", "=", "posted"),
                ("move_type", "=", "out_invoice"),
            ],
            "pos.order": [("state", "in", ("paid", "done"))],
        }
        # Who enrols need not be able to read what was bought.
        return super()._has_purchased(partner) or any(
            self.env[model].sudo().search_count(state + company + buyers, limit=1)
            for model, state in documents.items()
        )
