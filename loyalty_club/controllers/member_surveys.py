from odoo import http

from .member_pages import MemberPages, member_route


class MemberSurveys(MemberPages, http.Controller):
    """What a member is asked, and what he has answered."""

    @member_route("/my/club/<int:member_id>/surveys")
    def surveys(self, member_id, **_query):
        """The surveys that are open to the member, and those he has done."""
        member = self._member(member_id)
        return self._member_page(
            "portal_surveys",
            member,
            surveys=member._open_surveys(),
            done=member._done_surveys(),
        )
