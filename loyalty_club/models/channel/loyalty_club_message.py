from odoo import fields, models
from odoo.tools import SQL


class LoyaltyClubMessage(models.Model):
    """Members are told of a survey that waits for them."""

    _inherit = "loyalty.club.message"

    kind = fields.Selection(
        selection_add=[("survey", "A survey is open")], ondelete={"survey": "cascade"}
    )

    def _news_survey(self):
        """Those asked in an open survey who were not invited to it, nor answered."""
        surveys = self.env["loyalty.club.survey"]
        running = surveys.search(
            [("club_id", "=", self.club_id.id)]
            + list(surveys._running(self.club_id._today()))
        )
        members = self.env["loyalty.club.member"]
        asked = [
            SQL(
                """
                SELECT member.id AS member_id, 'loyalty.club.survey' AS res_model,
                       %(survey)s AS res_id, 0 AS step, %(points)s AS points,
                       NULL::date AS day
                  FROM (%(audience)s) AS member
                 WHERE NOT EXISTS (
                       SELECT FROM loyalty_club_survey_answer AS answer
                        WHERE answer.survey_id = %(survey)s
                          AND answer.member_id = member.id
                          AND (answer.invited_at IS NOT NULL
                               OR answer.answered_at IS NOT NULL))
                """,
                survey=survey.id,
                points=survey.points,
                audience=members._search(survey._audience()).select(),
            )
            for survey in running
        ]
        # Nobody is asked where nothing is open: a query of no rows.
        none = SQL(
            "SELECT 0 AS member_id, NULL AS res_model, 0 AS res_id, 0 AS step,"
            " 0 AS points, NULL::date AS day WHERE FALSE"
        )
        return SQL(" UNION ALL ").join([none, *asked])


class LoyaltyClubNotice(models.Model):
    """Surveys that are over, or answered, are not told of."""

    _inherit = "loyalty.club.notice"

    def _outdated(self):
        asking = self.filtered(lambda notice: notice.kind == "survey")
        over = asking - asking._still_asking()
        return over | super(LoyaltyClubNotice, self - over)._outdated()

    def _still_asking(self):
        still = self.browse()
        for survey_id, notices in self.grouped("res_id").items():
            survey = self.env["loyalty.club.survey"].browse(survey_id).exists()
            if survey and survey._is_running():
                asked = survey._asked(notices.member_id)
                waiting = asked - survey._answered_by(asked)
                still |= notices.filtered(
                    lambda notice, waiting=waiting: notice.member_id in waiting
                )
        return still
