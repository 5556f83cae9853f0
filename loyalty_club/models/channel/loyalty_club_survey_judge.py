from odoo import fields, models
from odoo.fields import Domain

from ...tools.age import age_band
from .survey_refusal import (
    AGAIN,
    AUDIENCE,
    CLOSED,
    FAILED,
    INCOMPLETE,
    SUSPENDED,
    TEST,
    UNANSWERED,
)


class LoyaltyClubSurveyAnswer(models.Model):
    """Which answers count, decided once, when they are handed in."""

    _inherit = "loyalty.club.survey.answer"

    def _judge(self):
        """Keep when these were answered, by whom, and why one does not count."""
        now = fields.Datetime.now()
        answered, births = self._answered_before(), self._births()
        for survey, sheets in self.grouped("survey_id").items():
            asked = survey._asked(sheets.member_id)
            is_running = survey._is_running()
            for sheet in sheets.sorted("id"):
                refusal = (
                    sheet._refusal_of_answers()
                    or (None if is_running else CLOSED)
                    or sheet._refusal_of_member(asked, answered)
                )
                if not refusal:
                    answered.add((survey, sheet.member_id))
                member = sheet.member_id
                holder, born = member._holder(), births[member]
                sheet.write(
                    {
                        "answered_at": now,
                        "refusal": refusal,
                        "type_id": holder.type_id,
                        "tier_id": holder.tier_id,
                        "age_band": born and age_band(born, survey.club_id._today()),
                    }
                )

    def _answered_before(self):
        """The surveys and members for whom an answer counts already."""
        paid = self.search(
            self._paid()
            & Domain("survey_id", "in", self.survey_id.ids)
            & Domain("member_id", "in", self.member_id.ids)
        )
        return {(sheet.survey_id, sheet.member_id) for sheet in paid}

    def _births(self):
        """The birth dates of these members, as far as they have told them."""
        told = {
            (profile.partner_id, profile.company_id): profile.birth_date
            for profile in self.member_id._profiles()
        }
        return {
            member: told.get((member.partner_id, member.company_id))
            for member in self.member_id
        }

    def _refusal_of_answers(self):
        answers = self.user_input_id
        if answers.test_entry:
            return TEST
        if not answers._loyalty_club_answered():
            return UNANSWERED
        if answers._loyalty_club_left_out():
            return INCOMPLETE
        survey = answers.survey_id
        asks_to_pass = (
            survey.scoring_type != "no_scoring" and survey.scoring_success_min
        )
        return FAILED if asks_to_pass and not answers.scoring_success else None

    def _refusal_of_member(self, asked, answered):
        if self.member_id.state != "active":
            return SUSPENDED
        if self.member_id not in asked:
            return AUDIENCE
        return AGAIN if (self.survey_id, self.member_id) in answered else None
