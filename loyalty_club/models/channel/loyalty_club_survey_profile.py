from odoo import models
from odoo.exceptions import UserError


class LoyaltyClubSurveyAnswer(models.Model):
    """What members tell of themselves when they answer goes into their profiles.

    At once, if they have allowed that before; else they are asked on the last page.
    """

    _inherit = "loyalty.club.survey.answer"

    def _judge(self):
        """Keep first what was told: it may say how old they are."""
        consents = self.member_id._consents()
        self.filtered(
            lambda sheet: "profile" in consents[sheet.member_id]
        )._keep_facts()
        return super()._judge()

    def _keep_facts(self):
        """Write what was told into the profiles of those who allow it."""
        for sheet in self:
            facts = sheet._facts()
            try:
                if facts:
                    with self.env["loyalty.club.batch"]._apart():
                        sheet.member_id._tell(facts, channel="website")
            except UserError:
                # A day of birth in the future, say: the answer itself is kept.
                continue

    def _facts(self) -> dict:
        """What was told of the profile, by field."""
        self.ensure_one()
        answers = self.user_input_id
        lines = answers.user_input_line_ids.filtered(lambda line: not line.skipped)
        told = lines.grouped("question_id")
        facts = {
            question.loyalty_club_profile_field: question._loyalty_club_fact(
                given, self.company_id
            )
            for question, given in told.items()
            if question.loyalty_club_profile_field
            and not answers.test_entry
            and self.member_id.kind == "individual"
        }
        return {name: value for name, value in facts.items() if value}

    def _asks_to_keep(self, user):
        """What the member is asked on the last page, if he is here himself.

        :return: the wording, or None
        """
        self.ensure_one()
        member = self.member_id
        if (
            user.partner_id != member.partner_id
            or self.refusal
            or "profile" in member._consents()[member]
            or not self._facts()
        ):
            return None
        return self.env["loyalty.club.consent"]._wordings(member.club_id)["profile"]
