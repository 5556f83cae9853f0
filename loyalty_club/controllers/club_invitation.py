from odoo import http
from odoo.http import request

from .club_pages import INVITED, ClubPages, page_route
from .form_fields import text


class ClubInvitation(ClubPages, http.Controller):
    """The link of an invitation."""

    @page_route("/club/invitation/<string:token>", methods=["GET"])
    def invitation(self, token, **_query):
        """Lead somebody who was asked to join to where he does."""
        # Visitors have no rights on invitations: whoever knows the link has this one.
        invitations = request.env["loyalty.club.invitation"].sudo()
        invitation = invitations._of_token(text(token))
        companies = self._company().parent_ids
        if invitation.club_id.company_id not in companies:
            error = request.env._(
                "This invitation can't be used any more. Ask us for another one."
            )
            return self._page("refused", club=None, error=error)
        request.session[INVITED] = invitation.id
        return request.redirect(invitation.club_id.website_url)
