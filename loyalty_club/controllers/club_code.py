import time

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..tools.text import with_latin_digits
from .club_pages import PENDING, ClubPages, page_route
from .club_steps import ClubSteps


class ClubCode(ClubSteps, ClubPages, http.Controller):
    """Typing the code that was sent, to log in as to join."""

    @page_route("/club/code", methods=["GET", "POST"])
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
            return self._finish(asked, code)
        except UserError as error:
            request.session.pop(PENDING, None)
            return self._page("refused", club=None, error=error.args[0])

    @page_route("/club/code/resend", methods=["POST"], captcha="loyalty_club")
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

    def _code_page(self, asked, error=None):
        number = request.env["res.partner"]._loyalty_club_written(asked["mobile"])
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
