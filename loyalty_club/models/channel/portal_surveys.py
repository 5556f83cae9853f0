from datetime import date
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain

from .loyalty_club_member_portal import PortalLink


class OpenSurvey(NamedTuple):
    """What a member is asked now; ``until`` is the last day, if there is one.

    ``duration`` is told in words.
    """

    name: str
    url: str
    points: int
    duration: str
    until: date | bool


class DoneSurvey(NamedTuple):
    """What a member has answered, on which day of the club, and what it gave."""

    name: str
    points: int
    on: date


class LoyaltyClubMember(models.Model):
    """The surveys of a club, as one of its members finds them."""

    _inherit = "loyalty.club.member"

    # === VERBS === #

    def _open_surveys(self) -> list[OpenSurvey]:
        """What the member is asked now and has not answered."""
        asked = self._surveys_to_answer()
        points = asked._points_for(self)
        return [
            OpenSurvey(
                survey.name,
                survey._path(),
                points[survey],
                survey._duration(),
                survey.date_to,
            )
            for survey in asked
        ]

    def _done_surveys(self) -> list[DoneSurvey]:
        """What the member has answered, the newest first."""
        return [
            DoneSurvey(
                sheet.survey_id.name,
                sheet.points,
                self.club_id._local(sheet.answered_at).date(),
            )
            for sheet in self._answered_surveys()
        ]

    def _asked_surveys(self):
        """The open surveys of the club that are for this member."""
        self.ensure_one()
        surveys = self.env["loyalty.club.survey"]
        running = surveys.search(
            surveys._running(self.club_id._today())
            & Domain("club_id", "=", self.club_id.id)
        )
        return running.filtered(lambda survey: survey._asked(self))

    def _surveys_to_answer(self):
        """Those of them that he has not answered."""
        asked = self._asked_surveys()
        return asked and asked - self._answered_surveys().survey_id

    def _answered_surveys(self):
        """The sheets of this member that count, the newest first."""
        self.ensure_one()
        sheets = self.env["loyalty.club.survey.answer"]
        return sheets.search(sheets._paid() & Domain("member_id", "=", self.id))

    # === PORTAL === #

    def _portal_links(self):
        """Lead to the surveys, and say how many are open."""
        count = len(self._surveys_to_answer())
        title = self.env._("Surveys")
        link = PortalLink("surveys", "/surveys", "fa-check-square-o", title, count)
        return [*super()._portal_links(), link]

    def _way_url(self, rule):
        """Lead from the ways to earn to the survey, or to all of them."""
        if rule.trigger != "survey":
            return super()._way_url(rule)
        survey = rule.club_survey_ids
        return survey._path() if survey else self._portal_url("/surveys")

    def _has_had_all(self, rule, usage, today):
        if rule.survey_id:
            return rule.club_survey_ids in self._answered_surveys().survey_id
        return super()._has_had_all(rule, usage, today)
