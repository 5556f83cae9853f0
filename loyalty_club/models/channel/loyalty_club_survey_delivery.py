from odoo import models

from ..club.in_words import number


class LoyaltyClubSurveyAnswer(models.Model):
    """How members are asked: each gets a link to his own sheet."""

    _inherit = "loyalty.club.survey.answer"

    def _mail(self):
        """Queue an e-mail for each of these members."""
        template = self.env.ref("loyalty_club.mail_template_survey")
        # The template names the link, which nobody may read.
        template.sudo().send_mail_batch(self.ids)

    def _text(self):
        """Queue an SMS for each of these members."""
        for company, sheets in self.grouped("company_id").items():
            self.env["res.partner"]._loyalty_club_queue_sms(
                [(sheet.partner_id, sheet._sms_text()) for sheet in sheets], company
            )

    def _sms_text(self):
        sheet = self.with_context(lang=self.partner_id.lang)
        return sheet.env._(
            "%(club)s: tell us what you think and get %(points)s %(point_name)s: "
            "%(link)s",
            club=sheet.club_id.name,
            points=number(sheet.env, sheet.survey_id.points),
            point_name=sheet.club_id.point_name,
            link=sheet._link(),
        )
