from odoo import models


class SurveySurvey(models.Model):
    """Live sessions end for all who take part at once."""

    _inherit = "survey.survey"

    def action_end_session(self):
        """Give points for what was answered in the session."""
        result = super().action_end_session()
        # Who leads the session need not know of clubs.
        inputs = self.sudo().user_input_ids.filtered("is_session_answer")
        inputs._loyalty_club_hand_in()
        return result
