from odoo import models
from odoo.fields import Domain


class LoyaltyClubMember(models.Model):
    """Two memberships that become one have answered a survey once."""

    _inherit = "loyalty.club.member"

    def _take_over_relations(self, other):
        """Take over the answers; of two to one survey, that of this member counts."""
        sheets = self.env["loyalty.club.survey.answer"].search(
            Domain("member_id", "=", other.id)
        )
        mine = sheets.search(sheets._paid() & Domain("member_id", "=", self.id))
        doubles = sheets.filtered_domain(
            sheets._paid() & Domain("survey_id", "in", mine.survey_id.ids)
        )
        doubles.refusal = "survey_again"
        doubles.flush_recordset()
        sheets.member_id = self
        return super()._take_over_relations(other)

    def _earned_for(self, earning):
        if earning.source_model != "loyalty.club.survey.answer":
            return super()._earned_for(earning)
        sheet = self.env["loyalty.club.survey.answer"].browse(earning.source_id)
        return sheet._name, sheet.survey_id.id
