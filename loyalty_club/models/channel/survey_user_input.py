from odoo import models


class SurveyUserInput(models.Model):
    """What members have answered earns points, and no more when it is deleted."""

    _inherit = "survey.user_input"

    # === TOUCH === #

    def _mark_done(self):
        """Give the points, so that the last page can tell them."""
        result = super()._mark_done()
        self._loyalty_club_hand_in()
        return result

    def unlink(self):
        """Take back what deleted answers have given."""
        self._loyalty_club_sheets()._loyalty_club_touch()
        return super().unlink()

    # === VERBS === #

    def _loyalty_club_sheets(self):
        # Who answers, and who deletes answers, need not know of clubs.
        sheets = self.env["loyalty.club.survey.answer"].sudo()
        return sheets.search([("user_input_id", "in", self.ids)])

    def _loyalty_club_hand_in(self):
        # Visitors answer: they have no rights at all.
        inputs = self.sudo().filtered("partner_id")
        if inputs:
            inputs.env["loyalty.club.survey.answer"]._hand_in(inputs)

    def _loyalty_club_answered(self):
        """The questions that were really answered."""
        lines = self.user_input_line_ids.filtered(lambda line: not line.skipped)
        return lines.question_id

    def _loyalty_club_left_out(self):
        """The questions that need an answer and have none.

        A browser can send the last page without those before it. Who answers in a live
        session can't go back for those he has missed.
        """
        if self.is_session_answer:
            return self.env["survey.question"]
        asked = (
            self.predefined_question_ids - self._get_inactive_conditional_questions()
        )
        needed = asked.filtered("constr_mandatory")
        return needed - self._loyalty_club_answered()

    def _loyalty_club_thanks(self) -> list[str]:
        """What the member has earned by these answers, or why nothing: sentences."""
        sheets = self._loyalty_club_sheets()
        earnings = sheets.env["loyalty.club.earning"]._of_sources(sheets)
        return [sentence for each in earnings for sentence in each._explain()]

    def _loyalty_club_to_keep(self, user):
        """What the member may allow on the last page: sheets, each with its wording."""
        asked = {
            sheet: sheet._asks_to_keep(user) for sheet in self._loyalty_club_sheets()
        }
        return [(sheet, wording) for sheet, wording in asked.items() if wording]
