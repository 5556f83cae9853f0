from odoo import api, fields, models

from . import in_words


class LoyaltyClubNotice(models.Model):
    """One thing that one member is told, once.

    It waits until it may be sent, and says afterwards what has become of it.
    """

    _name = "loyalty.club.notice"
    _inherit = ["mail.thread"]
    _description = "Customer Club: Notice"
    _order = "id desc"
    _rec_name = "kind"
    _mail_post_access = "read"

    message_id = fields.Many2one(
        comodel_name="loyalty.club.message",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    kind = fields.Selection(related="message_id.kind", store=True)
    club_id = fields.Many2one(
        comodel_name="loyalty.club",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="About", model_field="res_model", required=True, readonly=True
    )
    step = fields.Integer(
        string="Days Before", readonly=True, default=0, aggregator=None
    )
    points = fields.Integer(readonly=True)
    day = fields.Date(readonly=True)
    due_at = fields.Datetime(string="Not Before", required=True, readonly=True)
    sent_at = fields.Datetime(string="Sent", readonly=True)
    state = fields.Selection(
        selection=[
            ("waiting", "Waiting"),
            ("sent", "Sent"),
            ("dropped", "Not Needed Any More"),
            ("failed", "Failed"),
        ],
        required=True,
        readonly=True,
        default="waiting",
    )
    is_emailed = fields.Boolean(string="By E-mail", readonly=True)
    is_texted = fields.Boolean(string="By SMS", readonly=True)
    failure = fields.Char(readonly=True)

    # A thing may have no day; there is one such thing, too.
    _once = models.UniqueIndex(
        "(message_id, member_id, res_id, step, (COALESCE(day, 'epoch'::date)))",
        "A member is told a thing once.",
    )
    _due = models.Index("(due_at) WHERE state = 'waiting'")

    # === VERBS === #

    def _about(self):
        """The record that it is about."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)

    def _number(self, points) -> str:
        """A number of points, as readers of the message's language write it."""
        return in_words.number(self.env, points)

    def _last_day(self) -> str:
        """The day it is about, on the calendar of the message's language."""
        return in_words.day(self.env, self.day)

    def _link(self):
        """Where the member reads more: his own page of the club."""
        self.ensure_one()
        return f"{self.get_base_url()}/my/club/{self.member_id.id}"

    # === CRON === #

    @api.autovacuum
    def _gc(self):
        """Forget what was told a year ago: no occasion comes back by then."""
        last = fields.Datetime.subtract(fields.Datetime.now(), years=1)
        self.search([("create_date", "<", last)], limit=10000).unlink()
