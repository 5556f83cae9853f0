from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .club_pages import ClubPages, page_route
from .club_steps import ClubSteps


class ClubLogin(ClubSteps, ClubPages, http.Controller):
    """Logging in with a code instead of a password."""

    @page_route("/club/login", methods=["GET", "POST"], captcha="loyalty_club")
    def login(self, redirect="/my", **form):
        """Ask for the number of who wants to log in."""
        redirect = redirect if isinstance(redirect, str) else "/my"
        if self._visitor():
            return request.redirect(redirect)
        error = None
        if request.httprequest.method == "POST":
            try:
                asked = {"purpose": "login", "redirect": redirect}
                self._send_code({**asked, "mobile": self._mobile(form)})
                return request.redirect("/club/code")
            except UserError as trouble:
                error = trouble.args[0]
        return self._page(
            "login",
            mobile=self._word(form, "mobile"),
            redirect=redirect,
            example=self._example(),
            error=error,
        )
