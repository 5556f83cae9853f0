from collections import Counter

from odoo import models
from odoo.fields import Domain

_COMPLETED = {
    "sale.order": [("state", "=", "sale")],
    "account.move": [("state", "=", "posted"), ("move_type", "=", "out_invoice")],
    "pos.order": [("state", "in", ("paid", "done"))],
}


class LoyaltyClub(models.Model):
    """What a completed purchase is."""

    _inherit = "loyalty.club"

    def _purchase_counts(self, partners):
        """Confirmed orders and paid till receipts; or invoices, where there are more.

        An order and its invoice are one purchase. What any contact of an organisation
        has bought is a purchase of the organisation.
        """
        counts = {model: self._documents_of(model, partners) for model in _COMPLETED}
        return {
            partner.id: max(
                counts["sale.order"][partner] + counts["pos.order"][partner],
                counts["account.move"][partner],
            )
            for partner in partners
        }

    def _documents_of(self, model, partners):
        """Completed documents of a model, by the partner they are a purchase of."""
        organisations = partners.filtered("is_company")
        buyers = Domain("partner_id", "in", (partners - organisations).ids) | Domain(
            "partner_id.commercial_partner_id", "in", organisations.ids
        )
        serves = Domain("company_id", "child_of", self.company_id.id)
        counts = Counter()
        # Who enrols need not be able to read what was bought.
        groups = (
            self.env[model]
            .sudo()
            ._read_group(
                Domain(_COMPLETED[model]) & serves & buyers, ["partner_id"], ["__count"]
            )
        )
        for buyer, count in groups:
            organisation = buyer.commercial_partner_id
            counts[buyer if buyer in partners else organisation] += count
            if buyer in partners and organisation in organisations - buyer:
                counts[organisation] += count
        return counts
