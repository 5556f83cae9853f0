from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.text import as_key

# What a question must be like whose answer is a fact of the profile.
_TYPES = {
    "job": "char_box",
    "education": "simple_choice",
    "birth_date": "date",
    "interest_ids": "multiple_choice",
    "branch_id": "simple_choice",
    "contact_by": "simple_choice",
}


class SurveyQuestion(models.Model):
    """A question can ask for what members tell of themselves in their profiles."""

    _inherit = "survey.question"

    loyalty_club_profile_field = fields.Selection(
        selection=[
            ("job", "Job"),
            ("education", "Education"),
            ("birth_date", "Birth date"),
            ("interest_ids", "Interests"),
            ("branch_id", "Preferred branch"),
            ("contact_by", "Preferred channel"),
        ],
        string="Goes into the Profile",
        groups="survey.group_survey_user",
        help="What a member of a customer club answers is kept in his profile, if he "
        "allows it. The answers to choose from are called as they are there.",
    )

    # === CONSTRAINTS === #

    @api.constrains("loyalty_club_profile_field", "question_type")
    def _check_loyalty_club_profile_field(self):
        types = dict(self._fields["question_type"]._description_selection(self.env))
        for question in self.filtered("loyalty_club_profile_field"):
            needed = _TYPES[question.loyalty_club_profile_field]
            if question.question_type != needed:
                raise ValidationError(
                    self.env._(
                        "“%(question)s” goes into the profile: make it a question of "
                        "the type “%(type)s”.",
                        question=question.title,
                        type=types[needed],
                    )
                )

    # === VERBS === #

    def _loyalty_club_fact(self, lines, company):
        """What these answers to this question mean in a profile, or nothing.

        :param lines: ``survey.user_input.line``, none of them skipped
        :param company: whose interests and branches may be meant
        """
        match self.loyalty_club_profile_field:
            case "job":
                return (lines[:1].value_char_box or "")[:100]
            case "birth_date":
                return lines[:1].value_date
        known = self._loyalty_club_choices(company)
        answers = lines.suggested_answer_id
        chosen = [
            known[key]
            for answer in answers
            if (key := as_key(answer.with_context(lang=None).value or "")) in known
        ]
        if self.loyalty_club_profile_field == "interest_ids":
            return chosen and [(6, 0, chosen)]
        return chosen[:1] and chosen[0]

    def _loyalty_club_choices(self, company) -> dict:
        """What can be chosen in a profile, by its name in each language."""
        found = {}
        for lang, _name in self.env["res.lang"].get_installed():
            env = self.with_context(lang=lang).env
            match name := self.loyalty_club_profile_field:
                case "interest_ids":
                    interests = env["loyalty.club.interest"].search(
                        [("company_id", "=", company.id)]
                    )
                    pairs = interests.mapped(lambda each: (each.id, each.name))
                case "branch_id":
                    branches = env["res.company"].search(
                        [("id", "child_of", company.id)]
                    )
                    pairs = branches.mapped(lambda each: (each.id, each.name))
                case _:
                    field = env["loyalty.club.profile"]._fields[name]
                    pairs = field._description_selection(env)
            found |= {as_key(label): value for value, label in pairs}
        return found
