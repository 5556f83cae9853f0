from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class LoyaltyClubSurveyInvite(models.Model):
    """Asks the members of a survey for their answers, each with a link of his own.

    Only who allows messages of a kind gets one, nobody who has answered, and who was
    asked before only if he is to be reminded. A run that is cut off goes on behind the
    last member it has asked.
    """

    _name = "loyalty.club.survey.invite"
    _inherit = ["loyalty.club.member.run"]
    _description = "Customer Club: Invitation to a Survey"
    _rec_name = "survey_id"

    _START = {
        "state": "draft",
        "last_member_id": 0,
        "emailed_count": 0,
        "texted_count": 0,
    }
    _JOB = "loyalty_club.ir_cron_survey_invite"
    _BATCH = 500

    survey_id = fields.Many2one(
        comodel_name="loyalty.club.survey",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('is_published', '=', True)]",
    )
    club_id = fields.Many2one(related="survey_id.club_id", store=True, precompute=True)
    by_email = fields.Boolean(string="By E-mail", default=True)
    by_sms = fields.Boolean(string="By SMS")
    is_reminder = fields.Boolean(
        string="Remind, Too",
        help="Also those who were asked before and did not answer.",
    )
    member_count = fields.Integer(string="Have Not Answered")
    emailed_count = fields.Integer(string="E-mails", readonly=True, copy=False)
    texted_count = fields.Integer(string="SMS", readonly=True, copy=False)

    # === COMPUTE === #

    @api.depends("survey_id", "is_reminder")
    def _compute_member_count(self):
        return super()._compute_member_count()

    # === CRUD === #

    def write(self, vals):
        """Stay with one survey, of one's own companies.

        :raise AccessError: when the survey is of another company
        :raise UserError: when it would go on with another one
        """
        if "survey_id" in vals and self.filtered(lambda run: run.state != "draft"):
            raise UserError(self.env._("Make another invitation for another survey."))
        result = super().write(vals)
        if "survey_id" in vals:
            self.check_access("write")
        return result

    # === VERBS === #

    def _audience(self) -> Domain:
        """Who is asked for the survey, and has not answered it."""
        self.ensure_one()
        sheets = self.env["loyalty.club.survey.answer"]
        settled = sheets._paid()
        if not self.is_reminder:
            settled |= Domain("invited_at", "!=", False)
        # Who invites need not be able to read who has answered what.
        settled = sheets.sudo()._search(
            settled & Domain("survey_id", "=", self.survey_id.id)
        )
        return self.survey_id._audience() & Domain(
            "id", "not in", settled.subselect("member_id")
        )

    def _goes_on(self):
        return self.survey_id._is_running()

    def _serve(self, members):
        """Ask these. One whom no message can be written to stops no others.

        :raise UserError: when it is not they who are the trouble
        """
        failed = members._try_each(
            self._ask,
            self.env._("Could not be asked in %(survey)s", survey=self.survey_id.name),
        )
        if len(failed) == len(members) > 1:
            raise UserError(
                self.env._(
                    "None of them could be asked. Look at the template of the e-mail; "
                    "the log of the server says more."
                )
            )

    def _ask(self, members):
        """Queue the messages for those of these members who allow them."""
        emailed = members._willing("email") if self.by_email else members.browse()
        texted = members._willing("sms") if self.by_sms else members.browse()
        sheets = self.env["loyalty.club.survey.answer"]
        handed = sheets._hand_out(self.survey_id, emailed | texted)
        sheets.union(*handed.values()).invited_at = fields.Datetime.now()
        sheets.union(*map(handed.get, emailed))._mail()
        sheets.union(*map(handed.get, texted))._text()
        self.emailed_count += len(emailed)
        self.texted_count += len(texted)

    # === ACTIONS === #

    def action_start(self):
        """Ask the members in the background.

        :raise AccessError: for anybody who may not write the invitation
        :raise UserError: when nobody is to be asked, or the survey is not open
        """
        run = self._as_run()
        run._check_state("draft")
        if not (run.by_email or run.by_sms):
            raise UserError(self.env._("Choose e-mail, SMS, or both."))
        if not run.survey_id._is_running():
            raise UserError(
                self.env._("Open the survey to members first; its days may be over.")
            )
        if not self.member_count:
            raise UserError(self.env._("All who are asked have answered already."))
        run.state = "running"
        return run._trigger()
