from odoo import http
from odoo.http import request

from .club_pages import BROUGHT, ClubPages, page_route


class ClubReferral(ClubPages, http.Controller):
    """The links by which members invite their friends."""

    # In capitals a QR code of it is small.
    @page_route(["/club/r/<string:code>", "/CLUB/R/<string:code>"])
    def invited_by_friend(self, code, **_query):
        """Lead who follows a link to its club, and remember by whom he came.

        A link that leads nowhere tells nothing: it ends where the clubs are.
        """
        friend = self._friend(code)
        if not friend or friend.club_id not in self._clubs():
            return request.redirect("/club")
        request.session[BROUGHT] = friend.referral_code
        return request.redirect(friend.club_id.website_url)
