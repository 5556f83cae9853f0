from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.cause import Cause
from ...tools.drawn_code import drawn_link
from ...tools.rules import evaluate
from ..club.in_words import number

_SECONDS_PER_QUESTION = 15


class LoyaltyClubSurvey(models.Model):
    """A survey of Odoo that members of a club are asked to answer, for points.

    What it gives, to which tiers and types and on which days, is an earning rule of the
    club: so what was given for answers of the past stays, whatever is changed later. A
    member is paid once.
    """

    _name = "loyalty.club.survey"
    _inherit = ["loyalty.club.condition"]
    _inherits = {"loyalty.club.earning.rule": "rule_id"}
    _description = "Customer Club: Survey"
    _order = "id desc"

    rule_id = fields.Many2one(
        comodel_name="loyalty.club.earning.rule",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    is_published = fields.Boolean(
        string="Open to Members",
        copy=False,
        help="Members find it in the portal, and are paid for their answers.",
    )
    minutes = fields.Integer(
        compute="_compute_minutes", help="About how long the answers take."
    )
    answer_ids = fields.One2many(
        comodel_name="loyalty.club.survey.answer", inverse_name="survey_id"
    )
    invited_count = fields.Integer(string="Invited", compute="_compute_counts")
    answer_count = fields.Integer(string="Answers", compute="_compute_counts")
    website_url = fields.Char(string="Link", compute="_compute_website_url")

    # === COMPUTE === #

    @api.depends("survey_id")
    def _compute_minutes(self):
        # Who serves members need not be able to read questions.
        for survey in self:
            native = survey.sudo().survey_id
            seconds = native.question_count * _SECONDS_PER_QUESTION
            if native.is_time_limited:
                seconds = min(seconds, native.time_limit * 60)
            survey.minutes = max(1, round(seconds / 60))

    def _compute_counts(self):
        # Who serves members sees how many have answered, not who.
        answers = self.env["loyalty.club.survey.answer"].sudo()
        of_these = Domain("survey_id", "in", self.ids)
        invited, answered = (
            dict(answers._read_group(of_these & domain, ["survey_id"], ["__count"]))
            for domain in (Domain("invited_at", "!=", False), answers._paid())
        )
        for survey in self:
            survey.invited_count = invited.get(survey.sudo(), 0)
            survey.answer_count = answered.get(survey.sudo(), 0)

    def _compute_website_url(self):
        for survey in self:
            survey.website_url = survey.id and (
                f"{survey.club_id.get_base_url()}{survey._path()}"
            )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Call a survey as its questions are called, where nobody has named it."""
        native = self.env["survey.survey"]
        surveys = super().create(
            [
                {
                    **vals,
                    "trigger": "survey",
                    "name": vals.get("name")
                    or native.browse(vals.get("survey_id")).title,
                }
                for vals in vals_list
            ]
        )
        for survey in surveys:
            if survey.name == survey.survey_id.title:
                titles = survey.survey_id.get_field_translations("title")[0]
                survey.update_field_translations(
                    "name", {each["lang"]: each["value"] for each in titles}
                )
        return surveys

    def write(self, vals):
        """Leave the questions as they are once somebody has answered them.

        :raise UserError: when answers would be to other questions
        """
        if "survey_id" in vals:
            others = self.filtered(lambda each: each.survey_id.id != vals["survey_id"])
            others._check_unanswered()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_unanswered(self):
        self._check_unanswered()

    def _check_unanswered(self):
        # Whoever asks: answers he may not see count, too.
        answered = self.sudo().filtered("answer_ids")
        if answered:
            raise UserError(
                self.env._(
                    "Members have been asked %(survey)s, and their answers are kept. "
                    "Archive it, and make another one.",
                    survey=answered[0].name,
                )
            )

    def unlink(self):
        """Delete the rules that go with the surveys."""
        rules = self.rule_id
        result = super().unlink()
        rules.unlink()
        return result

    # === VERBS === #

    @api.onchange("survey_id")
    def _onchange_survey_id(self):
        self.name = self.name or self.survey_id.title

    def _points_for(self, member) -> dict:
        """What a member would get for each of these, as the rules are now."""
        terms = self and self.env["loyalty.club.rulebook"]._in_force(self.club_id)
        holder = member._holder()
        return {
            survey: sum(
                award.points
                for award in evaluate(
                    survey._cause(),
                    terms.rules,
                    basis=terms.basis,
                    moment=survey.club_id._local(fields.Datetime.now()),
                    holder=holder,
                )
            )
            for survey in self
        }

    def _cause(self, **facts) -> Cause:
        """Answering it, as the rules see it."""
        return Cause(
            **{
                "source_model": "loyalty.club.survey.answer",
                "source_id": 0,
                "occurred_at": fields.Datetime.now(),
                "reference": self.name,
                "trigger": "survey",
                "channel": "club",
                "subject_id": self.survey_id.id,
                **facts,
            }
        )

    def _path(self) -> str:
        """The page that leads a member to his own sheet."""
        return f"/club/survey/{self.id}"

    def _duration(self) -> str:
        """About how long it takes, in words."""
        if self.minutes == 1:
            return self.env._("about a minute")
        minutes = number(self.env, self.minutes)
        return self.env._("about %(minutes)s minutes", minutes=minutes)

    def _drawn_link(self):
        """The QR code of its page, where it can be drawn."""
        return drawn_link(self.website_url)

    # === ACTIONS === #

    def action_view_answers(self):
        """Open who was asked, and who has answered."""
        return self._open("loyalty_club_survey_answer_action")

    def action_view_results(self):
        """Open what members have answered, by tier, type and age."""
        return self._open("loyalty_club_survey_result_action")

    def action_invite(self):
        """Ask the members by e-mail or SMS."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Invite Members"),
            "res_model": "loyalty.club.survey.invite",
            "view_mode": "form",
            "context": {"default_survey_id": self.id},
        }

    def action_open_website(self):
        """Look at the page to which the poster leads."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.website_url, "target": "new"}

    def _open(self, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(f"loyalty_club.{name}")
        return {**action, "domain": [("survey_id", "=", self.id)]}
