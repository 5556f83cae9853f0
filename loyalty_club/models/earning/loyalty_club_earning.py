from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.holder import Holder
from ...tools.rounding import exact


class LoyaltyClubEarning(models.Model):
    """What one cause has earned one member: the target, and what was posted of it.

    A cause is a document, or a thing that happened; a member has one earning for it,
    however often it changes. Of ``points``, what the cause is worth now, so much is due
    as is paid and past the return window, and so much is posted as is due:
    ``posted_points - forgiven_points`` is what settling has brought it to.
    """

    _name = "loyalty.club.earning"
    _inherit = ["loyalty.club.rows"]
    _description = "Customer Club: Earning"
    _order = "occurred_at desc, id desc"
    _rec_name = "reference"
    _check_company_auto = True

    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    club_id = fields.Many2one(
        related="member_id.club_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="member_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
        help="Who bought: the member, or somebody of his organisation.",
    )
    source_model = fields.Char(required=True, readonly=True)
    source_id = fields.Many2oneReference(
        model_field="source_model", required=True, readonly=True
    )
    reference = fields.Char(readonly=True, help="Number of the document.")
    channel = fields.Selection(
        selection=[
            ("sale", "Sales"),
            ("website", "Website"),
            ("pos", "Point of Sale"),
            ("club", "Club"),
        ],
        readonly=True,
    )
    state = fields.Selection(
        selection=[
            ("pending", "Pending"),
            ("posted", "Posted"),
            ("void", "Void"),
            ("failed", "Failed"),
        ],
        required=True,
        readonly=True,
        default="pending",
    )
    points = fields.Integer(
        required=True,
        readonly=True,
        default=0,
        help="What the document is worth now, after returns.",
    )
    posted_points = fields.Integer(
        required=True,
        readonly=True,
        default=0,
        help="What has been posted of it.",
    )
    forgiven_points = fields.Integer(
        required=True,
        readonly=True,
        default=0,
        help="What should have been taken back, but had been spent: the club forgives "
        "it.",
    )
    amount = fields.Float(
        string="Amount Counted",
        digits=(16, 6),
        readonly=True,
        default=0.0,
        help="What was charged for the goods that count, and has not come back, in the "
        "currency of the company.",
    )
    paid = fields.Float(
        readonly=True,
        default=1.0,
        aggregator=None,
        help="The share of the document that makes its points due, from 0 to 1.",
    )
    is_held = fields.Boolean(
        readonly=True, help="The return window of the purchase has not passed yet."
    )
    available_on = fields.Date(
        readonly=True, help="Day on which the return window has passed."
    )
    occurred_at = fields.Datetime(string="Date", required=True, readonly=True)
    rulebook_id = fields.Many2one(
        comodel_name="loyalty.club.rulebook", readonly=True, ondelete="restrict"
    )
    factor = fields.Float(
        readonly=True, default=1.0, aggregator=None, help="Multiplier of the member."
    )
    type_id = fields.Many2one(
        comodel_name="loyalty.club.member.type",
        string="Membership Type",
        readonly=True,
        ondelete="restrict",
        help="What the member was when he earned it.",
    )
    tier_id = fields.Many2one(
        comodel_name="loyalty.club.tier",
        index="btree_not_null",
        readonly=True,
        ondelete="restrict",
        help="The tier in which the member was before he earned it.",
    )
    # As they were when the lines were counted first: who tidies up categories later
    # must not give or take points of the past.
    categories = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    is_backfill = fields.Boolean(
        string="Past Order",
        readonly=True,
        help="Earned before the member joined, and given by a backfill.",
    )
    posting_count = fields.Integer(readonly=True, aggregator=None)
    failure = fields.Text(readonly=True, help="Why it could not be settled.")
    retry_at = fields.Datetime(readonly=True)
    line_ids = fields.One2many(
        comodel_name="loyalty.club.earning.line",
        inverse_name="earning_id",
        readonly=True,
    )
    entry_ids = fields.One2many(
        comodel_name="loyalty.club.entry", inverse_name="earning_id", readonly=True
    )
    explanation = fields.Text(string="Why", compute="_compute_explanation")

    # Checked after each statement: when members are merged, two may change places.
    _cause_unique = models.Constraint(
        "UNIQUE(source_model, source_id, member_id) DEFERRABLE",
        "A cause earns one member once.",
    )
    _held = models.Index("(available_on) WHERE is_held")
    _failed = models.Index("(retry_at) WHERE state = 'failed'")
    _pending = models.Index("(member_id) WHERE state = 'pending'")

    # === COMPUTE === #

    def _compute_explanation(self):
        for earning in self:
            earning.explanation = "\n".join(earning._explain())

    # === CRUD === #

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Earnings are kept. Cancel or refund the document instead.")
        )

    # === VERBS === #

    @api.model
    def _of_sources(self, documents):
        """The earnings of these documents."""
        return self.search(
            [("source_model", "=", documents._name), ("source_id", "in", documents.ids)]
        )

    def _holder(self) -> Holder:
        """The member as he stood when this was counted first."""
        self.ensure_one()
        return Holder(
            factor=exact(self.factor),
            type_id=self.type_id.id or None,
            tier_id=self.tier_id.id or None,
        )

    def _source(self):
        """The documents of these earnings, a recordset per model.

        Some of them may have been deleted; a model may have gone with its module.
        """
        return [
            self.env[model].browse(earnings.mapped("source_id"))
            for model, earnings in self.grouped("source_model").items()
            if model in self.env
        ]

    # === CRON === #

    @api.model
    def _cron_release(self):
        """Post the points whose return window has passed, a batch at a time."""
        self.env["loyalty.club.batch"]._run(self._release_due)

    @api.model
    def _cron_retry(self):
        """Settle again what could not be settled, each once a run."""
        started_at = fields.Datetime.now()
        self.env["loyalty.club.batch"]._run(lambda: self._retry_failed(started_at))

    # === ACTIONS === #

    def action_view_source(self):
        """Open the document."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.source_model,
            "res_id": self.source_id,
            "view_mode": "form",
        }

    def action_settle(self):
        """Bring these earnings to what their documents are worth now.

        Harmless, so whoever may read them may ask for it.
        """
        self.check_access("read")
        for documents in self._source():
            self._settle(documents)
