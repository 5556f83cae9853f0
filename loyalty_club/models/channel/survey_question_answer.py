from odoo import api, models


class SurveyQuestionAnswer(models.Model):
    """In the results, where its question stands above it, an answer goes without."""

    _inherit = "survey.question.answer"

    @api.depends_context("loyalty_club_bare_answers")
    def _compute_display_name(self):
        if not self.env.context.get("loyalty_club_bare_answers"):
            return super()._compute_display_name()
        for answer in self:
            answer.display_name = answer.value_label
        return None
