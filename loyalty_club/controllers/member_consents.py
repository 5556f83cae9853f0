from odoo import http
from odoo.http import request

from ..models.club.loyalty_club_consent import ASKED_WHEN_JOINING
from .member_pages import MemberPages, member_route


class MemberConsents(MemberPages, http.Controller):
    """What a member allows his club: to write to him, and to choose offers for him."""

    @member_route("/my/club/<int:member_id>/consents", methods=["GET", "POST"])
    def consents(self, member_id, saved=None, **fields):
        """Show what is allowed, or keep what was ticked: what is not, is taken back."""
        member = self._member(member_id)
        # Nobody may write the log; whose consents these are was just asked.
        consents = request.env["loyalty.club.consent"].sudo()
        if request.httprequest.method == "POST":
            for purpose in ASKED_WHEN_JOINING:
                consents._record(
                    member,
                    [purpose],
                    is_given=bool(fields.get(purpose)),
                    channel="website",
                )
            return request.redirect(member._portal_url("/consents?saved=1"))
        return self._member_page(
            "portal_consents",
            member,
            is_saved=bool(saved),
            wordings=consents._wordings_when_joining(member.club_id),
            given=member._consents()[member],
        )
