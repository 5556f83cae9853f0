from odoo import fields, models


class LoyaltyClubBackfillDocument(models.Model):
    """A purchase that a backfill has found, in the order in which they are handled.

    All are found at once: to look for the next ones among everything that was ever
    sold, batch after batch, would take the longer the more there are.
    """

    _name = "loyalty.club.backfill.document"
    _description = "Customer Club: Past Order to Handle"
    _order = "id"
    _rec_name = "document_id"
    _log_access = False

    backfill_id = fields.Many2one(
        comodel_name="loyalty.club.backfill",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    document_model = fields.Char(required=True, readonly=True)
    document_id = fields.Many2oneReference(
        model_field="document_model", required=True, readonly=True
    )

    _in_order = models.Index("(backfill_id, id)")
