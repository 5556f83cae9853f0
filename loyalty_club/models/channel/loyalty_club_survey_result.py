from odoo import fields, models
from odoo.tools import SQL

from ...tools.age import AGE_BANDS

# Fewer answers, and figures would tell what one person has said.
SMALLEST_GROUP = 5


class LoyaltyClubSurveyResult(models.Model):
    """What members have answered, question by question, and nobody's name.

    Only answers that count, from five of them on. A tier, a type or an age is named
    where five of those who answered have it in common.
    """

    _name = "loyalty.club.survey.result"
    _description = "Customer Club: Survey Result"
    _auto = False
    _order = "survey_id, question_id, id"
    _rec_name = "question_id"
    _depends = {
        "loyalty.club.survey.answer": [
            *("survey_id", "club_id", "company_id", "user_input_id", "answered_at"),
            *("refusal", "tier_id", "type_id", "age_band"),
        ],
        "survey.user_input.line": [
            *("user_input_id", "question_id", "suggested_answer_id", "matrix_row_id"),
            *("value_scale", "value_numerical_box", "skipped"),
        ],
    }

    survey_id = fields.Many2one(comodel_name="loyalty.club.survey", readonly=True)
    club_id = fields.Many2one(comodel_name="loyalty.club", readonly=True)
    company_id = fields.Many2one(comodel_name="res.company", readonly=True)
    question_id = fields.Many2one(comodel_name="survey.question", readonly=True)
    row_id = fields.Many2one(
        comodel_name="survey.question.answer",
        string="Matrix Row",
        readonly=True,
    )
    answer_id = fields.Many2one(
        comodel_name="survey.question.answer",
        readonly=True,
        help="What was chosen. Empty: it was written, or is a figure.",
    )
    value = fields.Float(
        string="Average Figure",
        readonly=True,
        aggregator="avg",
        help="Of questions that are answered by a figure or on a scale.",
    )
    tier_id = fields.Many2one(comodel_name="loyalty.club.tier", readonly=True)
    type_id = fields.Many2one(
        comodel_name="loyalty.club.member.type",
        string="Membership Type",
        readonly=True,
    )
    age_band = fields.Selection(selection=AGE_BANDS, string="Age", readonly=True)
    answered_on = fields.Date(readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT row_number() OVER (ORDER BY line.id, sheet.id) AS id,
                   sheet.survey_id, sheet.club_id, sheet.company_id,
                   line.question_id, line.matrix_row_id AS row_id,
                   line.suggested_answer_id AS answer_id,
                   CASE line.answer_type
                        WHEN 'scale' THEN line.value_scale
                        WHEN 'numerical_box' THEN line.value_numerical_box
                        END AS value,
                   %(groups)s,
                   date_trunc('week', sheet.answered_at)::date AS answered_on
              FROM (SELECT *, count(*) OVER (PARTITION BY survey_id) AS counted,
                           %(counts)s
                      FROM loyalty_club_survey_answer
                     WHERE answered_at IS NOT NULL AND refusal IS NULL
                       AND user_input_id IS NOT NULL) AS sheet
              JOIN survey_user_input_line AS line
                ON line.user_input_id = sheet.user_input_id
               AND line.skipped IS NOT TRUE
             WHERE sheet.counted >= %(smallest)s
            """,
            groups=SQL(", ").join(map(self._named, self._groups())),
            counts=SQL(", ").join(map(self._counted, self._groups())),
            smallest=SMALLEST_GROUP,
        )

    def _groups(self):
        """What those who answered may have in common."""
        return ["tier_id", "type_id", "age_band"]

    def _counted(self, name):
        return SQL(
            "count(*) OVER (PARTITION BY survey_id, %s) AS %s",
            SQL.identifier(name),
            SQL.identifier(f"{name}_counted"),
        )

    def _named(self, name):
        return SQL(
            "CASE WHEN %s >= %s THEN %s END AS %s",
            SQL.identifier("sheet", f"{name}_counted"),
            SMALLEST_GROUP,
            SQL.identifier("sheet", name),
            SQL.identifier(name),
        )
