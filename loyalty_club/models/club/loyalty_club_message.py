import logging

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..ledger.loyalty_club_batch import RETRIED

_logger = logging.getLogger(__name__)


class LoyaltyClubMessage(models.Model):
    """On which occasion a club writes to its members, how, and with which words.

    A club has one for each occasion, switched off at first. What happened before one
    was switched on is not told.
    """

    _name = "loyalty.club.message"
    _description = "Customer Club: Message"
    _order = "club_id, id"
    _rec_name = "kind"

    club_id = fields.Many2one(
        comodel_name="loyalty.club",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="club_id.company_id", store=True, index=True)
    kind = fields.Selection(
        selection=[
            ("welcome", "Welcome"),
            ("tier", "Tier changed"),
            ("points_expire", "Points are about to expire"),
        ],
        string="Occasion",
        required=True,
        readonly=True,
    )
    is_emailed = fields.Boolean(string="By E-mail")
    is_texted = fields.Boolean(string="By SMS")
    is_on = fields.Boolean(string="Switched On", compute="_compute_is_on")
    since = fields.Datetime(readonly=True, copy=False)
    mail_template_id = fields.Many2one(
        comodel_name="mail.template",
        string="E-mail",
        domain=[("model", "=", "loyalty.club.notice")],
        ondelete="restrict",
    )
    sms_template_id = fields.Many2one(
        comodel_name="sms.template",
        string="SMS",
        domain=[("model", "=", "loyalty.club.notice")],
        ondelete="restrict",
    )
    notice_ids = fields.One2many(
        comodel_name="loyalty.club.notice", inverse_name="message_id"
    )
    sent_count = fields.Integer(string="Sent", compute="_compute_sent_count")

    _kind_unique = models.Constraint(
        "UNIQUE(club_id, kind)", "A club has one message for each occasion."
    )
    _has_templates = models.Constraint(
        "CHECK((NOT is_emailed OR mail_template_id IS NOT NULL)"
        " AND (NOT is_texted OR sms_template_id IS NOT NULL))",
        "Choose what the message says before you switch it on.",
    )

    # === COMPUTE === #

    @api.depends("is_emailed", "is_texted")
    def _compute_is_on(self):
        for message in self:
            message.is_on = message.is_emailed or message.is_texted

    @api.depends("notice_ids.state")
    def _compute_sent_count(self):
        counts = dict(
            self.env["loyalty.club.notice"]._read_group(
                [("message_id", "in", self.ids), ("state", "=", "sent")],
                ["message_id"],
                ["__count"],
            )
        )
        for message in self:
            message.sent_count = counts.get(message, 0)

    # === CONSTRAINTS === #

    @api.constrains("mail_template_id", "sms_template_id")
    def _check_templates(self):
        for message in self:
            # Another one would be filled with whatever has the number of the notice.
            models_ = {message.mail_template_id.model, message.sms_template_id.model}
            if models_ - {"loyalty.club.notice", False}:
                raise ValidationError(
                    self.env._("Choose templates that are made for notices of a club.")
                )

    # === CRUD === #

    def write(self, vals):
        """Begin with what happens from now on, when a message is switched on.

        :raise UserError: when a message would move to another club or occasion
        """
        if not {"club_id", "kind"}.isdisjoint(vals):
            raise UserError(self.env._("A message stays with its club and occasion."))
        before = self.filtered("is_on")
        result = super().write(vals)
        begun = (self - before).filtered("is_on")
        if begun:
            super(LoyaltyClubMessage, begun).write({"since": fields.Datetime.now()})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Switch the message off instead."))

    # === VERBS === #

    @api.model
    def _of_new(self, clubs):
        """The messages of clubs that have none yet, all switched off."""
        kinds = [kind for kind, _label in self._fields["kind"].selection]
        return self.create(
            [
                {
                    "club_id": club.id,
                    "kind": kind,
                    "mail_template_id": self._default_template("mail", kind).id,
                    "sms_template_id": self._default_template("sms", kind).id,
                }
                for club in clubs
                for kind in kinds
            ]
        )

    @api.model
    def _default_template(self, way, kind):
        return self.env.ref(f"loyalty_club.{way}_template_message_{kind}")

    # === CRON === #

    @api.model
    def _cron_tell(self):
        """Note what there is to tell, and tell what is due, batch by batch.

        What can't be told in one club is no reason to tell nothing in the others.
        """
        batch = self.env["loyalty.club.batch"]
        for message in self.search([("club_id.active", "=", True)]).filtered("is_on"):
            try:
                batch._run(message._note_news)
            except RETRIED:
                raise
            except Exception:
                _logger.exception("There is no telling the news of %s", message)
                self.env.cr.rollback()
        batch._run(self.env["loyalty.club.notice"]._send_due)
