from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from .club_pages import WANTED, ClubPages, page_route


class ClubSurvey(ClubPages, http.Controller):
    """The door of a survey, to which its poster and the portal lead."""

    # In capitals a QR code of it is small.
    @page_route(
        ["/club/survey/<int:survey_id>", "/CLUB/SURVEY/<int:survey_id>"],
        methods=["GET"],
        readonly=False,  # a member is given his sheet
    )
    def survey(self, survey_id, **_query):
        """Lead a member to his own sheet; tell everybody else how to get there."""
        survey = self._survey(survey_id)
        member = self._member(survey.club_id)
        obstacle = self._obstacle_to_answer(survey, member)
        if member and not obstacle:
            request.session.pop(WANTED, None)
            sheet = survey.answer_ids._hand_out(survey, member)[member]
            return request.redirect(sheet.user_input_id.get_start_url())
        can_join = not member and survey.club_id in self._clubs()
        if can_join:
            request.session[WANTED] = survey.id
        return self._page(
            "survey",
            survey=survey,
            club=survey.club_id,
            visitor=self._visitor(),
            member=member,
            obstacle=obstacle,
            can_join=can_join,
        )

    @page_route("/club/survey/keep/<int:sheet_id>", methods=["POST"], auth="user")
    def keep(self, sheet_id, **_form):
        """Keep in the profile what a member has told, who allows it by this.

        :raise NotFound: for a sheet that is not his own, or does not count
        """
        # Nobody outside the company reads sheets; this one is his own.
        sheets = request.env["loyalty.club.survey.answer"].sudo()
        sheet = sheets.browse(sheet_id).exists()
        if not (sheet and sheet._asks_to_keep(request.env.user)):
            raise NotFound()
        sheet._keep_facts()
        return request.redirect(sheet.member_id._portal_url("/surveys"))

    def _survey(self, survey_id):
        """A survey of this company that is open now.

        :raise NotFound: for any other
        """
        # Visitors have no rights on surveys: they see those that are open.
        surveys = request.env["loyalty.club.survey"].sudo()
        company = self._company()
        survey = surveys.search(
            [("id", "=", survey_id), ("company_id", "parent_of", company.id)]
        )
        if not survey or not survey._is_running():
            raise NotFound()
        return survey

    def _member(self, club):
        """The visitor's own membership of a club, or none."""
        # Nobody outside the company reads members; this one is his own.
        members = request.env["loyalty.club.member"].sudo()
        visitor = self._visitor()
        return visitor and members.search(
            [
                ("club_id", "=", club.id),
                ("partner_id", "=", visitor.id),
                ("state", "in", ("active", "suspended")),
            ]
        )

    def _obstacle_to_answer(self, survey, member):
        """Why a member can't answer now, or None."""
        if not member:
            return None
        if member.state == "suspended":
            return request.env._(
                "Your membership is suspended: nothing is earned until it goes on."
            )
        if survey in member._answered_surveys().survey_id:
            return request.env._("You have answered this survey. Thank you!")
        if not survey._asked(member):
            return request.env._("This survey is for other members.")
        if not survey.survey_id._has_attempts_left(member.partner_id, False, False):
            return request.env._("You have no attempts left.")
        return None
