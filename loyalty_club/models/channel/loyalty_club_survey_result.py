from odoo import fields, models
from odoo.tools import SQL

from ...tools.age import AGE_BANDS

# Fewer answers, and figures would tell what one person has said.
SMALLEST_GROUP = 5


class LoyaltyClubSurveyResult(models.Model):
    """What members have answered, question by question, and nobody's name.

    Only answers that count, from five of them on. The tier, the type, the age and the
    week of an answer are named where five who answered have all of them in common.
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
            SELECT row_number() OVER (
                       -- In the order of no day and of nobody.
                       ORDER BY md5(sheet.token || line.id), sheet.id) AS id,
                   sheet.survey_id, sheet.club_id, sheet.company_id,
                   line.question_id, line.matrix_row_id AS row_id,
                   line.suggested_answer_id AS answer_id,
                   CASE line.answer_type
                        WHEN 'scale' THEN line.value_scale
                        WHEN 'numerical_box' THEN line.value_numerical_box
                        END AS value,
                   %(groups)s
              FROM (%(sheets)s) AS sheet
              JOIN survey_user_input_line AS line
                ON line.user_input_id = sheet.user_input_id
               AND line.skipped IS NOT TRUE
            """,
            groups=SQL(", ").join(
                SQL("sheet.%s AS %s", self._column(name, "named"), self._column(name))
                for name in self._groups()
            ),
            sheets=self._sheets(),
        )

    def _groups(self):
        """What those who answered may have in common, the most telling first."""
        return ["tier_id", "type_id", "age_band", "answered_on"]

    def _sheets(self):
        """The answers that count, each with what it shares with four others."""
        sheets = SQL(
            """
            SELECT * FROM (
                   SELECT answer.*, input.access_token AS token,
                          date_trunc('week', answer.answered_at)::date AS answered_on,
                          count(*) OVER (PARTITION BY answer.survey_id) AS counted
                     FROM loyalty_club_survey_answer AS answer
                     JOIN survey_user_input AS input ON input.id = answer.user_input_id
                    WHERE answer.answered_at IS NOT NULL AND answer.refusal IS NULL
                   ) AS sheet
             WHERE counted >= %s
            """,
            SMALLEST_GROUP,
        )
        shared = [self._column("survey_id")]
        for name in self._groups():
            sheets = self._name_groups(sheets, name, SQL(", ").join(shared))
            shared.append(self._column(name, "named"))
        return sheets

    def _name_groups(self, sheets, name, shared):
        """Divide those who have all before in common further, if that tells nobody.

        The others have no name; and where there are so few of them that this says who
        they are, nobody has.
        """
        return SQL(
            """
            SELECT *, CASE WHEN %(size)s >= %(few)s
                            AND (%(rest)s = 0 OR %(rest)s >= %(few)s)
                           THEN %(name)s END AS %(named)s
              FROM (SELECT *, count(*) FILTER (WHERE %(size)s < %(few)s
                                                  OR %(name)s IS NULL)
                              OVER (PARTITION BY %(shared)s) AS %(rest)s
                      FROM (SELECT *, count(*) OVER (PARTITION BY %(shared)s, %(name)s)
                                      AS %(size)s
                              FROM (%(sheets)s) AS sheet) AS sheet) AS sheet
            """,
            sheets=sheets,
            shared=shared,
            few=SMALLEST_GROUP,
            name=self._column(name),
            named=self._column(name, "named"),
            size=self._column(name, "size"),
            rest=self._column(name, "rest"),
        )

    @staticmethod
    def _column(*words):
        return SQL.identifier("_".join(words))
