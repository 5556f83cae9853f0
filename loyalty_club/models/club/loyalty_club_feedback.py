from babel.dates import format_timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import babel_locale_parse

from ...tools.text import isolated, with_digits_of

KINDS = [
    ("question", "Question"),
    ("suggestion", "Suggestion"),
    ("opinion", "Opinion"),
    ("complaint", "Complaint"),
]
STATES = [
    ("new", "New"),
    ("in_progress", "In Progress"),
    ("answered", "Answered"),
    ("closed", "Closed"),
]
# What a member has said stays as he has said it; it is his for good.
_SAID = {"member_id", "name", "body", "attachment_ids"}
# What is noted when something happens, by nobody's hand.
_NOTED = {
    *("received_at", "waiting_since", "due_at", "first_answered_at", "closed_at"),
    *("response_hours", "is_rated", "rating_last_value", "rating_ids"),
    *("form_key", "reply_key"),
    *("company_id", "club_id"),
}


class LoyaltyClubFeedback(models.Model):
    """What a member writes to his club, and the conversation that follows.

    He waits for an answer from the moment he writes until somebody answers, or closes
    it; what is said, and when, is changed by nobody.
    """

    _name = "loyalty.club.feedback"
    _inherit = ["rating.mixin", "mail.activity.mixin"]
    _description = "Customer Club: Message of a Member"
    # Who has to be answered first comes first.
    _order = "due_at, id desc"
    _check_company_auto = True

    name = fields.Char(string="Subject", required=True)
    body = fields.Text(string="Message", required=True)
    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    partner_id = fields.Many2one(related="member_id.partner_id")
    club_id = fields.Many2one(
        related="member_id.club_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="member_id.company_id", store=True, index=True, precompute=True
    )
    kind = fields.Selection(
        selection=KINDS,
        required=True,
        default="question",
        tracking=True,
    )
    topic_id = fields.Many2one(
        comodel_name="loyalty.club.feedback.topic",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('club_id', '=', club_id)]",
        tracking=True,
    )
    attachment_ids = fields.Many2many(
        comodel_name="ir.attachment",
        string="Attachments",
        bypass_search_access=True,
        help="What came with the message. What came later is in the conversation.",
    )
    state = fields.Selection(
        selection=STATES,
        required=True,
        index=True,
        default="new",
        copy=False,
        group_expand=True,
        tracking=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Answered by",
        index="btree_not_null",
        domain=[("share", "=", False)],
        tracking=True,
        help="Who takes care of it.",
    )

    # What happened when
    received_at = fields.Datetime(
        string="Received On", required=True, readonly=True, default=fields.Datetime.now
    )
    waiting_since = fields.Datetime(readonly=True, copy=False)
    due_at = fields.Datetime(
        string="Answer Due",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Until when the member shall have an answer. Empty: he waits for none.",
    )
    first_answered_at = fields.Datetime(
        string="First Answer", readonly=True, copy=False
    )
    closed_at = fields.Datetime(
        string="Closed On", compute="_compute_closed_at", store=True
    )
    response_hours = fields.Float(
        string="Hours to the First Answer",
        compute="_compute_response_hours",
        store=True,
        aggregator="avg",
        help="Working hours of the company.",
    )
    is_rated = fields.Boolean(
        readonly=True, copy=False, help="The member has rated the last answer."
    )
    urgency = fields.Selection(
        selection=[("late", "Late"), ("waiting", "Waiting"), ("none", "Answered")],
        compute="_compute_urgency",
    )
    waiting = fields.Char(
        string="Waiting For",
        compute="_compute_urgency",
        help="How long the member has been waiting.",
    )

    # === COMPUTE === #

    @api.depends("name")
    def _compute_display_name(self):
        for feedback in self:
            number = isolated(f"#{feedback.id}")
            feedback.display_name = f"{feedback.name or ''} ({number})"

    @api.depends("state")
    def _compute_closed_at(self):
        for feedback in self:
            is_closed = feedback.state == "closed"
            feedback.closed_at = is_closed and (
                feedback.closed_at or fields.Datetime.now()
            )

    @api.depends("received_at", "first_answered_at")
    def _compute_response_hours(self):
        for feedback in self:
            feedback.response_hours = (
                feedback.first_answered_at
                and feedback.club_id._working_hours(
                    feedback.received_at, feedback.first_answered_at
                )
            )

    @api.depends("waiting_since", "due_at")
    @api.depends_context("lang")
    def _compute_urgency(self):
        now = fields.Datetime.now()
        locale = babel_locale_parse(self.env.lang)
        for feedback in self:
            if not feedback.waiting_since:
                feedback.urgency, feedback.waiting = "none", False
                continue
            feedback.urgency = "late" if feedback.due_at < now else "waiting"
            waiting = format_timedelta(now - feedback.waiting_since, locale=locale)
            feedback.waiting = with_digits_of(self.env.lang, waiting)

    # === CONSTRAINTS === #

    @api.constrains("topic_id", "member_id")
    def _check_topic(self):
        for feedback in self:
            if feedback.topic_id and feedback.topic_id.club_id != feedback.club_id:
                raise ValidationError(self.env._("This topic is one of another club."))

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Have somebody answer, and tell the members that their words have arrived.

        :raise UserError: when something is given that only happens
        """
        for vals in vals_list:
            self._check_given(vals, _NOTED)
        self._check_given(
            {name.removeprefix("default_") for name in self.env.context}, _NOTED
        )
        # Who is asked to answer is told by his activity, and once is enough.
        quiet = self.with_context(mail_auto_subscribe_no_notify=True)
        feedbacks = super(LoyaltyClubFeedback, quiet).create(vals_list)
        feedbacks = feedbacks.with_env(self.env)
        feedbacks._begin()
        return feedbacks

    def write(self, vals):
        """Keep what was said, and note when it was answered.

        :raise UserError: when something would change that was said, or has happened
        """
        self._check_given(vals, _SAID | _NOTED)
        moved = self.filtered(lambda each: each.state != vals.get("state", each.state))
        result = super().write(vals)
        if moved:
            moved._follow_state()
        return result

    def _check_given(self, names, kept):
        # Merging members, and the verbs that note what happens, are the superuser's.
        if not self.env.su and not kept.isdisjoint(names):
            raise UserError(
                self.env._(
                    "What a member has said, and when, stays as it is. Answer him, or "
                    "write a note."
                )
            )
