import time

from odoo.exceptions import UserError
from odoo.http import request

from .club_pages import BROUGHT, INVITED, KEPT_FOR, PENDING, VERIFIED

_PAUSE = 60  # seconds until another code may be asked for


class ClubSteps:
    """From one page to the next: a code is sent, and opens what was asked for."""

    def _asked(self):
        """What the visitor has asked a code for a short while ago, or None."""
        asked = request.session.get(PENDING)
        return asked if asked and asked["again_at"] > time.time() - KEPT_FOR else None

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
        request.session[PENDING] = {
            **asked,
            "ticket": ticket,
            "again_at": time.time() + _PAUSE,
        }

    def _finish(self, asked, code):
        """Do what a visitor has asked for, who has verified a code.

        :raise UserError: when he can't join, or a code is not enough for him
        """
        finish = {"join": self._finish_join, "login": self._finish_login}
        return finish[asked["purpose"]](asked, code)

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
            referrer=self._friend(asked["by"]).filtered(
                lambda friend: friend.club_id == club
            ),
        )
        request.session.pop(PENDING, None)
        request.session.pop(INVITED, None)
        request.session.pop(BROUGHT, None)
        self._remember_joined(member)
        if not self._visitor():
            self._log_in_if_possible(member.partner_id, asked["mobile"])
        return request.redirect("/club/welcome")

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
