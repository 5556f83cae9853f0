from odoo import models

from ...tools.workbook_writer import SheetColumn


class LoyaltyClubEarning(models.Model):
    """The purchases of members as a spreadsheet, with what they have earned."""

    _name = "loyalty.club.earning"
    _inherit = ["loyalty.club.earning", "loyalty.club.export"]

    _SHEET = (
        "occurred_at",
        "reference",
        "channel",
        "partner_id.name",
        "member_id.number",
        "member_id.partner_id.name",
        "club_id",
        "state",
        "points",
        "posted_points",
    )

    def _sheet_columns(self):
        """Add the amount of the document."""
        return [
            *super()._sheet_columns(),
            SheetColumn(self.env._("Amount"), 14),
            SheetColumn(self.env._("Currency"), 10),
        ]

    def _sheet_rows(self):
        """Add what each document comes to, of those the reader may see."""
        amounts = self._amounts()
        return [
            [
                *row,
                *amounts.get((earning.source_model, earning.source_id), (None, None)),
            ]
            for earning, row in zip(self, super()._sheet_rows(), strict=True)
        ]

    def _amounts(self):
        """Amounts and currencies, by model and id of the document."""
        amounts = {}
        for documents in self._source():
            model = documents.browse()
            if "amount_total" not in documents._fields or not model.has_access("read"):
                continue
            readable = model.search_fetch(
                [("id", "in", documents.ids)], ["amount_total", "currency_id"]
            )
            for document in readable:
                amounts[document._name, document.id] = (
                    document.amount_total,
                    document.currency_id.name,
                )
        return amounts
