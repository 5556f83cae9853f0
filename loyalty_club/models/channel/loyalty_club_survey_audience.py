import logging
from ast import literal_eval
from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain

_logger = logging.getLogger(__name__)


class LoyaltyClubSurvey(models.Model):
    """Who is asked, and when."""

    _inherit = "loyalty.club.survey"

    domain = fields.Char(
        string="Members",
        default="[]",
        help="Only members who match when they answer. Empty: all of the club.",
    )
    audience_count = fields.Integer(
        string="Members Asked",
        compute="_compute_audience_count",
        groups="loyalty_club.group_marketing,loyalty_club.group_auditor",
        help="How many members match now.",
    )

    # === COMPUTE === #

    @api.depends("club_id", "tier_ids", "type_ids", "domain")
    def _compute_audience_count(self):
        members = self.env["loyalty.club.member"]
        for survey in self:
            audience = survey._audience() if survey.club_id else Domain.FALSE
            survey.audience_count = members.search_count(audience)

    # === VERBS === #

    def _audience(self) -> Domain:
        """The members who are asked."""
        return self._standing() & self._condition()

    def _standing(self) -> Domain:
        """What the members who are asked must be."""
        self.ensure_one()
        audience = Domain("club_id", "=", self.club_id.id)
        audience &= Domain("state", "=", "active")
        if self.tier_ids:
            audience &= Domain("tier_id", "in", self.tier_ids.ids)
        if self.type_ids:
            audience &= Domain("type_id", "in", self.type_ids.ids)
        return audience

    def _condition(self) -> Domain:
        """What else must hold of them."""
        return Domain(literal_eval(self.domain or "[]"))

    def _asked(self, members):
        """Those of these members who are asked."""
        members = members.filtered_domain(self._standing())
        try:
            condition = self._condition()
            if not members or condition.is_true():
                return members
            return members.search(condition & Domain("id", "in", members.ids))
        except (ValueError, SyntaxError, TypeError):
            # What it asks for has gone with a module. Other surveys go on.
            _logger.exception("Whom %s asks can't be understood", self)
            return members.browse()

    def _answered_by(self, members):
        """Those of these members whose answers count."""
        sheets = self.env["loyalty.club.survey.answer"]
        return sheets.search(
            sheets._paid()
            & Domain("survey_id", "in", self.ids)
            & Domain("member_id", "in", members.ids)
        ).member_id

    @api.model
    def _running(self, today: date) -> Domain:
        """The surveys that can be answered on a day of their club."""
        return (
            Domain("is_published", "=", True)
            & (Domain("date_from", "=", False) | Domain("date_from", "<=", today))
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", today))
            & Domain("survey_id.active", "=", True)
        )

    def _is_running(self) -> bool:
        """Whether it can be answered now."""
        self.ensure_one()
        return bool(self.filtered_domain(self._running(self.club_id._today())))
