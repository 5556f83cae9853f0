import time

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..tools.text import with_latin_digits
from .club_join import ClubJoin
from .club_site import KEPT_FOR, PENDING

_PAUSE = 60  # seconds until another code may be asked for


class ClubCode(ClubJoin):
    """Logging in with a code, and typing one, to log in as to join."""

    @http.route(
        "/club/login",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["GET", "POST"],
        captcha="loyalty_club",
    )
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

    @http.route(
        "/club/code",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["GET", "POST"],
    )
    def code(self, **form):
        """Ask for the code that was sent."""
        asked = self._asked()
        if not asked:
            return request.redirect("/club")
        if request.httprequest.method != "POST":
            return self._code_page(asked)
        try:
            code = self._verify(asked, self._word(form, "code"))
        except UserError as error:
            return self._code_page(asked, error.args[0])
        self._remember_verified(asked["mobile"], code)
        try:
            if asked["purpose"] == "join":
                return self._finish_join(asked, code)
            return self._finish_login(asked, code)
        except UserError as error:
            request.session.pop(PENDING, None)
            return self._page("refused", club=None, error=error.args[0])

    @http.route(
        "/club/code/resend",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["POST"],
        captcha="loyalty_club",
    )
    def resend(self, **_form):
        """Send another code for the same."""
        asked = self._asked()
        if not asked:
            return request.redirect("/club")
        try:
            self._send_code(asked)
        except UserError as error:
            return self._code_page(asked, error.args[0])
        return request.redirect("/club/code")

    def _asked(self):
        """What the visitor has asked a code for a short while ago, or None."""
        asked = request.session.get(PENDING)
        return asked if asked and asked["again_at"] > time.time() - KEPT_FOR else None

    def _send_code(self, asked):
        return super()._send_code({**asked, "again_at": time.time() + _PAUSE})

    def _code_page(self, asked, error=None):
        number = request.env["res.partner"]._phone_format(
            number=asked["mobile"], force_format="INTERNATIONAL"
        )
        return self._page(
            "code",
            purpose=asked["purpose"],
            number=self._digits(number),
            by_email=self._needs_email(),
            wait=max(0, round(asked["again_at"] - time.time())),
            error=error,
        )

    def _verify(self, asked, typed):
        """Use up the code that a visitor has typed.

        :return: the ``loyalty.club.code``
        :raise UserError: when it is wrong
        """
        typed = "".join(with_latin_digits(typed).split())
        # Nobody has rights on codes.
        codes = request.env["loyalty.club.code"].sudo()
        return codes._verify(asked["ticket"], asked["mobile"], asked["purpose"], typed)

    def _finish_login(self, asked, code):
        """Log in who has verified a code.

        :raise UserError: when a code is not enough for him
        """
        # Visitors have no rights on users.
        users = request.env["res.users"].sudo()
        user = users._loyalty_club_by_code(code, asked["mobile"])
        request.session.pop(PENDING, None)
        if not user:
            return request.redirect("/club")
        self._log_in(user)
        return request.redirect(asked["redirect"])
