from odoo import http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import single_email_re

from .club_site import INVITED, PENDING, VERIFIED, ClubSite

_LONGEST_NAME = 100


class ClubJoin(ClubSite):
    """Joining a club, step by step: details, code, card."""

    @http.route(
        "/club/join/<string:slug>",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
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
            wordings=request.env["loyalty.club.consent"]._wordings(club),
            form={name: self._word(form, name) for name in form},
            errors=errors,
            example=self._example(),
            needs_email=self._needs_email(),
            verified=self._verified(),
        )

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
        name, email = self._word(form, "name"), self._word(form, "email")
        asked = {
            "purpose": "join",
            "club_id": club.id,
            "name": name,
            "email": email.lower() if single_email_re.match(email) else None,
            "type_id": self._types(club)
            .filtered(lambda each: str(each.id) == self._word(form, "type"))
            .id,
            "terms_version": club._asked_terms(),
            "consents": [
                purpose
                for purpose in env["loyalty.club.consent"]._wordings(club)
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
        asked_terms = club._asked_terms()
        if asked_terms and not self._word(form, "terms"):
            errors["terms"] = env._("To join, accept the terms and conditions.")
        elif asked_terms and self._word(form, "terms") != str(asked_terms):
            errors["terms"] = env._("The terms have changed. Read them again.")
        return asked, errors

    def _mobile(self, form):
        """The number in a form, as it is dialled from anywhere.

        :raise UserError: when it is none
        """
        country = self._company().country_id
        return request.env["res.partner"]._loyalty_club_mobile(
            self._word(form, "mobile"), country
        )

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

    def _send_code(self, asked):
        """Send a code for what a visitor has asked, and keep it in his session.

        :raise UserError: when too many codes have been sent
        """
        # Nobody has rights on codes.
        ticket = (
            request.env["loyalty.club.code"]
            .sudo()
            ._issue(
                asked["mobile"],
                asked["purpose"],
                company=self._company(),
                address=request.httprequest.remote_addr,
                email=asked.get("email"),
                partner=self._visitor(),
            )
        )
        request.session[PENDING] = {**asked, "ticket": ticket}

    def _finish_join(self, asked, code):
        """Make a member of who has verified a code, and log him in.

        :raise UserError: when he can't join
        """
        club = self._club(str(asked["club_id"]))
        member = club._join_by_mobile(
            asked["mobile"],
            code,
            name=asked["name"],
            email=asked["email"],
            partner=self._visitor(),
            terms_version=asked["terms_version"],
            consents=asked["consents"],
            member_type=club.type_ids.filtered(
                lambda each: each.id == asked["type_id"]
            ),
            invitation=self._invitation(club),
        )
        request.session.pop(PENDING, None)
        request.session.pop(INVITED, None)
        self._remember_joined(member)
        if not self._visitor():
            self._log_in_if_possible(member.partner_id, asked["mobile"])
        return request.redirect("/club/welcome")

    def _log_in_if_possible(self, partner, mobile):
        users = request.env["res.users"].sudo()
        try:
            user = users._loyalty_club_of(partner, mobile)
            self._log_in(user)
        except UserError:
            # He is a member all the same; for his account he needs a password. Who
            # sits at this screen after him must not go on as him.
            request.session.pop(VERIFIED, None)

    def _log_in(self, user):
        """Begin a session of this user.

        :raise UserError: when a code is not enough for him
        """
        request.session.authenticate(request.env, user._loyalty_club_credential())
