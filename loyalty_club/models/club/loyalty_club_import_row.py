from odoo import fields, models

# Rows with these become members, or get what they have brought with them.
JOINING = ("new", "match", "adopt")


class LoyaltyClubImportRow(models.Model):
    """One row of a spreadsheet of members: what it says, and what becomes of it.

    Open until it was imported, or it is clear that nothing is to be done.
    """

    _name = "loyalty.club.import.row"
    _inherit = ["loyalty.club.rows"]
    _description = "Customer Club: Row of an Import"
    _order = "id"
    _rec_name = "name"
    _log_access = False

    import_id = fields.Many2one(
        comodel_name="loyalty.club.import",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    number = fields.Integer(string="Row", required=True, readonly=True, aggregator=None)
    verdict = fields.Selection(
        selection=[
            ("new", "New Contact Joins"),
            ("match", "Contact Joins"),
            ("adopt", "Member Gets Points"),
            ("known", "Imported Before"),
            ("refused", "Refused"),
        ],
        readonly=True,
    )
    reason = fields.Char(readonly=True)
    is_open = fields.Boolean(readonly=True)
    external_number = fields.Char(readonly=True)
    name = fields.Char(readonly=True)
    kind = fields.Selection(
        selection=[("individual", "Individual"), ("legal", "Organisation")],
        required=True,
        readonly=True,
    )
    mobile = fields.Char(readonly=True)
    email = fields.Char(string="E-mail", readonly=True)
    type_id = fields.Many2one(
        comodel_name="loyalty.club.member.type",
        string="Membership Type",
        readonly=True,
        ondelete="set null",
    )
    organisation = fields.Char(readonly=True)
    joined_on = fields.Date(readonly=True)
    points = fields.Integer(string="Opening Points", readonly=True)
    expires_on = fields.Date(string="Points Expire On", readonly=True)
    language = fields.Char(readonly=True)
    cells = fields.Json(
        readonly=True, groups=fields.NO_ACCESS, help="As they were, by column."
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )

    _of_import = models.Index("(import_id, verdict, kind, id)")
    _open = models.Index("(import_id, kind, id) WHERE is_open")
    _by_number = models.Index("(import_id, external_number)")
