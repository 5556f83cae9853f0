from odoo import fields, models

from .survey_refusal import (
    AGAIN,
    AUDIENCE,
    CLOSED,
    FAILED,
    INCOMPLETE,
    REFUSALS,
    SUSPENDED,
    TEST,
    UNANSWERED,
)


class LoyaltyClubEarningLine(models.Model):
    """Says why an answer to a survey earned nothing."""

    _inherit = "loyalty.club.earning.line"

    verdict = fields.Selection(
        selection_add=REFUSALS, ondelete={name: "cascade" for name, _label in REFUSALS}
    )

    def _explain_refusal(self):
        if self[0].verdict in dict(REFUSALS):
            return self._explain_survey()[self[0].verdict]
        return super()._explain_refusal()

    def _explain_survey(self):
        return {
            TEST: self.env._("This was only a test of the survey."),
            UNANSWERED: self.env._("None of the questions was answered."),
            INCOMPLETE: self.env._("Questions that need an answer were left out."),
            FAILED: self.env._("The test was not passed; passing it gives points."),
            CLOSED: self.env._("The survey was not open at that time."),
            SUSPENDED: self.env._("The membership was suspended at that time."),
            AUDIENCE: self.env._("This survey is for other members."),
            AGAIN: self.env._("You had answered it before, and points come once."),
        }
