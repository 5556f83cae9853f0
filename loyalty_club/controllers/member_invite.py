from urllib.parse import quote, urlencode

from odoo import http
from odoo.http import request

from ..tools.drawn_code import drawn_link
from ..tools.referral_code import display_referral_code
from .member_pages import MemberPages, member_route


class MemberInvite(MemberPages, http.Controller):
    """How a member brings his friends, and what has come of it."""

    # Who sees it first is given a code.
    @member_route(
        "/my/club/<int:member_id>/invite", methods=["GET", "POST"], readonly=False
    )
    def invite(self, member_id, **form):
        """The link and the code of a member, and who came by them.

        :raise NotFound: where friends can't join by themselves
        """
        member = self._member(member_id)
        if not member._can_invite():
            raise request.not_found()
        if request.httprequest.method == "POST":
            member.shows_first_name = form.get("shows_first_name") == "1"
            return request.redirect(member._portal_url("/invite"))
        code = member._referral_code()
        link = f"{request.website.get_base_url()}/club/r/{code}"
        message = request.env._("Join %(club)s with me.", club=member.club_id.name)
        mail = {"subject": member.club_id.name, "body": f"{message} {link}"}
        return self._member_page(
            "portal_invite",
            member,
            shown_code=display_referral_code(code),
            link=link,
            message=message,
            mail=urlencode(mail, quote_via=quote),
            drawn=drawn_link(link),
            friends=member._friends(),
            brought_points=member._brought_points(),
            gains=member.club_id._gains_of_referrals(),
        )
