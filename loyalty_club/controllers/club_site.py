from odoo import http
from odoo.http import request
from odoo.tools import LazyTranslate

from .club_pages import JOINED, WANTED, ClubPages, page_route

_lt = LazyTranslate(__name__)


class ClubSite(ClubPages, http.Controller):
    """The clubs, as visitors of the website see them."""

    @page_route("/club", sitemap=True, list_as_website_content=_lt("Customer Club"))
    def clubs(self, **_query):
        """All clubs that this website shows."""
        clubs = self._clubs()
        obstacles = {club: self._obstacle(club) for club in clubs}
        return self._page(
            "clubs",
            clubs=clubs,
            obstacles=obstacles,
            is_newcomer=self._verified() and not any(obstacles.values()),
        )

    @page_route("/club/welcome")
    def welcome(self, **_query):
        """The card of whoever has just joined."""
        member = self._just_joined()
        if not member:
            return request.redirect("/club")
        if member.partner_id != self._visitor():
            # Nothing else tells this screen that somebody else sits at it now.
            request.session.pop(JOINED)
        [card] = member._cards()
        return self._page("welcome", card=card, survey=self._wanted(member.club_id))

    def _wanted(self, club):
        """The survey of a club for which the visitor has come, or none."""
        # Visitors have no rights on surveys: they see those that are open.
        surveys = request.env["loyalty.club.survey"].sudo()
        wanted = surveys.browse(request.session.get(WANTED)).exists()
        return wanted.filtered(lambda each: each.club_id == club and each._is_running())
