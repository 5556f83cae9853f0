from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.age import AGE_BANDS
from .survey_refusal import REFUSALS


class LoyaltyClubSurveyAnswer(models.Model):
    """The sheet on which a member answers a survey, from the invitation to the points.

    It says who answered, when, and what he was then, and is the cause of what he earns:
    one sheet for each member and survey, at the most, earns something. Why another one
    does not, it says, too; that is decided when it is handed in, and stays.
    """

    _name = "loyalty.club.survey.answer"
    _inherit = ["loyalty.club.cause"]
    _description = "Customer Club: Answer to a Survey"
    _order = "id desc"
    _rec_name = "member_id"

    survey_id = fields.Many2one(
        comodel_name="loyalty.club.survey",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    club_id = fields.Many2one(
        related="member_id.club_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="member_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(related="member_id.partner_id")
    user_input_id = fields.Many2one(
        comodel_name="survey.user_input",
        string="Given Answers",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="survey.group_survey_user,loyalty_club.group_auditor",
        help="Empty: they were deleted.",
    )
    invited_at = fields.Datetime(string="Invited", readonly=True)
    answered_at = fields.Datetime(string="Answered", readonly=True)
    refusal = fields.Selection(
        selection=REFUSALS,
        string="Why It Does Not Count",
        readonly=True,
        help="Empty: it counts.",
    )
    type_id = fields.Many2one(
        comodel_name="loyalty.club.member.type",
        string="Membership Type",
        readonly=True,
        ondelete="restrict",
        help="What the member was when he answered.",
    )
    tier_id = fields.Many2one(
        comodel_name="loyalty.club.tier",
        readonly=True,
        ondelete="restrict",
        help="The tier of the member when he answered.",
    )
    age_band = fields.Selection(
        selection=AGE_BANDS,
        string="Age",
        readonly=True,
        help="When the member answered, by the birth date in the profile.",
    )
    points = fields.Integer(compute="_compute_points")

    _sheet_unique = models.UniqueIndex(
        "(survey_id, member_id, user_input_id)", "A sheet is one member's."
    )
    _paid_once = models.UniqueIndex(
        "(survey_id, member_id) WHERE answered_at IS NOT NULL"
        " AND refusal IS NULL AND user_input_id IS NOT NULL",
        "A member is paid for a survey once.",
    )

    # === COMPUTE === #

    def _compute_points(self):
        # Who sees an answer sees what it has earned.
        earnings = self.env["loyalty.club.earning"].sudo()._of_sources(self)
        points = dict(earnings.mapped(lambda each: (each.source_id, each.points)))
        for sheet in self:
            sheet.points = points.get(sheet.id, 0)

    # === VERBS === #

    @api.model
    def _paid(self) -> Domain:
        """The sheets that count."""
        return (
            Domain("answered_at", "!=", False)
            & Domain("refusal", "=", False)
            & Domain("user_input_id", "!=", False)
        )

    @api.model
    def _hand_in(self, inputs):
        """Take what was answered as answers of members, and give the points.

        A member is whom Odoo knows as the contact of the answers, from his account or
        from a link of his own. An address that somebody has typed is nobody.

        :param inputs: answers of Odoo that are completed
        """
        surveys = self.env["loyalty.club.survey"].search(
            [("survey_id", "in", inputs.survey_id.ids)]
        )
        members = self.env["loyalty.club.member"].search(
            [
                ("club_id", "in", surveys.club_id.ids),
                ("partner_id", "in", inputs.partner_id.ids),
                ("state", "in", ("active", "suspended")),
            ]
        )
        if members:
            # Of two tabs that are ready at once, the later one starts again, and finds
            # that the member has answered.
            members._lock_accounts(members.ids)
            sheets = self._sheets(inputs, surveys, members)
            sheets.filtered(lambda sheet: not sheet.answered_at)._judge()
            self.env["loyalty.club.earning"]._settle(sheets)

    @api.model
    def _sheets(self, inputs, surveys, members):
        """The sheets of these answers; who came by himself gets one now."""
        sheets = self.search(
            [("user_input_id", "in", inputs.ids), ("member_id", "in", members.ids)]
        )
        known = {(each.user_input_id, each.survey_id) for each in sheets}
        by_partner = members.grouped("partner_id")
        return sheets | self.create(
            [
                {
                    "survey_id": survey.id,
                    "member_id": member.id,
                    "user_input_id": answers.id,
                }
                for answers in inputs
                for survey in surveys
                for member in by_partner.get(answers.partner_id, members.browse())
                if survey.survey_id == answers.survey_id
                and survey.club_id == member.club_id
                and (answers, survey) not in known
            ]
        )

    @api.model
    def _hand_out(self, survey, members):
        """Give members a sheet on which to answer: the one they have, or a new one.

        :return: the sheets, by member
        """
        sheets = self.search(
            [
                ("survey_id", "=", survey.id),
                ("member_id", "in", members.ids),
                ("answered_at", "=", False),
                ("user_input_id.state", "in", ("new", "in_progress")),
                ("user_input_id.partner_id", "!=", False),
            ],
            order="id",
        ).filtered(lambda each: each.user_input_id.partner_id == each.partner_id)
        found = sheets.grouped("member_id")
        without = members.filtered(lambda member: member not in found)
        inputs = self.env["survey.user_input"].create(
            [
                {
                    "survey_id": survey.survey_id.id,
                    "partner_id": member.partner_id.id,
                    "email": member.partner_id.email,
                    "nickname": member.partner_id.name,
                }
                for member in without
            ]
        )
        fresh = self.create(
            [
                {
                    "survey_id": survey.id,
                    "member_id": member.id,
                    "user_input_id": answers.id,
                }
                for member, answers in zip(without, inputs, strict=True)
            ]
        )
        return {each.member_id: each for each in sheets | fresh}

    def _link(self) -> str:
        """The address that leads the member, and him alone, to his sheet."""
        self.ensure_one()
        # Who sends it need not be able to read it here.
        sheet = self.sudo()
        return f"{sheet.club_id.get_base_url()}{sheet.user_input_id.get_start_url()}"

    # === CAUSE === #

    def _loyalty_club_members(self):
        """Whose sheet it is, as long as he is in the club."""
        return {
            sheet.id: sheet.member_id.filtered(lambda member: member.state != "left")
            for sheet in self
        }

    def _loyalty_club_partner(self):
        """Who answered."""
        return self.member_id.partner_id

    def _loyalty_club_causes(self):
        """Answering, once; nothing when the answers were deleted."""
        return {
            sheet.id: sheet.survey_id._cause(
                source_id=sheet.id,
                occurred_at=sheet.answered_at or sheet.create_date,
                refusal=sheet.refusal or None,
                is_void=not (sheet.answered_at and sheet.user_input_id),
            )
            for sheet in self
        }
