from odoo import api, fields, models
from odoo.exceptions import ValidationError


class LoyaltyClubEarningRule(models.Model):
    """Rules can be about one survey; without one they are about each of the club's."""

    _inherit = "loyalty.club.earning.rule"

    survey_id = fields.Many2one(
        comodel_name="survey.survey",
        index="btree_not_null",
        ondelete="restrict",
        help="The questions. Empty: each survey of the club.",
    )

    club_survey_ids = fields.One2many(
        comodel_name="loyalty.club.survey", inverse_name="rule_id"
    )

    _survey_unique = models.Constraint(
        "UNIQUE(club_id, survey_id)", "The club gives points for this survey already."
    )

    # === CONSTRAINTS === #

    @api.constrains("survey_id", "trigger")
    def _check_survey(self):
        for rule in self.filtered("survey_id"):
            if rule.trigger != "survey":
                raise ValidationError(
                    self.env._(
                        "%(rule)s gives points for a survey, and for nothing else.",
                        rule=rule.name,
                    )
                )

    # === SNAPSHOT === #

    def _to_json(self):
        """Keep which survey it is about with the rulebook, too."""
        return {**super()._to_json(), "subject_id": self.survey_id.id or None}

    # === WORDS === #

    def _is_for(self, member):
        """Only while a survey is open to the member."""
        if not super()._is_for(member):
            return False
        return self.trigger != "survey" or all(
            survey._is_running() and survey._asked(member)
            for survey in self.club_survey_ids
        )

    def _say_what_for(self):
        for survey in self.club_survey_ids:
            yield survey._duration()
        yield from super()._say_what_for()


class LoyaltyClub(models.Model):
    """A copy of a club has surveys of its own."""

    _inherit = "loyalty.club"

    def copy_data(self, default=None):
        """Leave out the rules of surveys, which stay with those."""
        vals_list = super().copy_data(default)
        for vals in vals_list:
            if "rule_ids" in vals:
                vals["rule_ids"] = [
                    command
                    for command in vals["rule_ids"]
                    if not command[2].get("survey_id")
                ]
        return vals_list
