from odoo import http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import single_email_re

from ..tools.referral_code import display_referral_code
from .club_pages import BROUGHT, ClubPages, page_route
from .club_steps import ClubSteps

_LONGEST_NAME = 100


class ClubJoin(ClubSteps, ClubPages, http.Controller):
    """Joining a club: who the visitor is, what he accepts and what he allows."""

    @page_route(
        "/club/join/<string:slug>",
        methods=["GET", "POST"],
        captcha="loyalty_club",
    )
    def join(self, slug, **form):
        """Ask a visitor who he is, what he accepts and what he allows."""
        club = self._club(slug)
        if obstacle := self._obstacle(club):
            return self._page("refused", club=club, error=obstacle)
        errors = {}
        if request.httprequest.method == "POST":
            asked, errors = self._read_form(club, form)
            if not errors:
                try:
                    return self._go_on(asked)
                except UserError as error:
                    errors = {"form": error.args[0]}
        return self._page(
            "join",
            club=club,
            visitor=self._visitor(),
            types=self._types(club),
            wordings=request.env["loyalty.club.consent"]._wordings_when_joining(club),
            form={name: self._word(form, name) for name in form},
            errors=errors,
            example=self._example(),
            needs_email=self._needs_email(),
            verified=self._verified(),
            **self._brought(club, form),
        )

    def _brought(self, club, form):
        """By whom a visitor comes, and what that brings him."""
        friend = self._friend(self._word(form, "by") or request.session.get(BROUGHT))
        is_friend = friend.club_id == club
        return {
            "by": is_friend and display_referral_code(friend.referral_code),
            "friend": is_friend and friend,
            "gain": club._gains_of("referred"),
        }

    def _types(self, club):
        """The membership types from which the visitor may choose."""
        types = club.type_ids.filtered("is_self_service")
        if self._invitation(club).type_id:
            return types.browse()  # he has been told what he is
        return types.filtered(lambda each: each.accepts in ("both", "individual"))

    def _read_form(self, club, form):
        """What a visitor has asked for, and what is wrong with it, by field."""
        env, errors = request.env, {}
        visitor = self._visitor()
        # Names stand in the subjects of e-mails, too.
        name = " ".join(self._word(form, "name").split())
        email = self._word(form, "email")
        asked = {
            "purpose": "join",
            "club_id": club.id,
            "name": name,
            "email": email.lower() if single_email_re.match(email) else None,
            "type_id": self._types(club)
            .filtered(lambda each: str(each.id) == self._word(form, "type"))
            .id,
            "terms_version": club._asked_terms(),
            "by": self._word(form, "by"),
            "consents": [
                purpose
                for purpose in env["loyalty.club.consent"]._wordings_when_joining(club)
                if self._word(form, f"consent_{purpose}")
            ],
        }
        try:
            asked["mobile"] = self._mobile(form)
        except UserError as error:
            errors["mobile"] = error.args[0]
        if not visitor and not 1 < len(name) <= _LONGEST_NAME:
            errors["name"] = env._("Tell us your name.")
        if email and not asked["email"]:
            errors["email"] = env._("This is not an e-mail address.")
        if self._needs_email() and not (email or visitor.email):
            errors["email"] = env._("We send you a code by e-mail: tell us where to.")
        if asked["by"] and self._friend(asked["by"]).club_id != club:
            errors["by"] = env._(
                "We don't know this code. Correct it, or leave the field empty."
            )
        asked_terms = club._asked_terms()
        if asked_terms and not self._word(form, "terms"):
            errors["terms"] = env._("To join, accept the terms and conditions.")
        elif asked_terms and self._word(form, "terms") != str(asked_terms):
            errors["terms"] = env._("The terms have changed. Read them again.")
        return asked, errors

    def _go_on(self, asked):
        """Send a code, unless the visitor has verified this number just now.

        :raise UserError: when too many codes have been sent, or he can't join
        """
        verified = self._verified()
        if verified and verified["mobile"] == asked["mobile"]:
            code = request.env["loyalty.club.code"].sudo().browse(verified["code_id"])
            return self._finish_join(asked, code)
        self._send_code(asked)
        return request.redirect("/club/code")
