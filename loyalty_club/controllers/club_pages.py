import time

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..tools.phone import example_number
from ..tools.text import with_digits_of
from .form_fields import text
from .from_standby import reads_only
from .page_words import page_words

# What the session keeps of a visitor: what he has asked a code for, the number he has
# verified, the membership he has got, the invitation whose link he has followed, the
# code of the friend by whom he comes, and the survey for which he comes.
PENDING = "loyalty_club_pending"
VERIFIED = "loyalty_club_verified"
JOINED = "loyalty_club_joined"
INVITED = "loyalty_club_invited"
BROUGHT = "loyalty_club_brought"
WANTED = "loyalty_club_wanted"
KEPT_FOR = 15 * 60  # seconds, to choose a club, to correct a form, to see the card


def page_route(path, **options):
    """A page for anybody; it is in no site map."""
    common = {
        "type": "http",
        "auth": "public",
        "website": True,
        "sitemap": False,
        "readonly": reads_only,
    }
    return http.route(path, **common | options)


class ClubPages:
    """What the pages of visitors are made of: words, clubs, and who is here."""

    # === PAGES === #

    def _page(self, template, **values):
        values = page_words() | values
        response = request.render(f"loyalty_club.{template}", values)
        if template != "clubs":
            # These pages are about a person.
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
            response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return response

    @staticmethod
    def _digits(text):
        """A text with its figures as readers of the page write them."""
        return with_digits_of(request.env.lang, text)

    @staticmethod
    def _word(form, name):
        """One field of a form, as text; files and the like are no text."""
        return text(form.get(name))

    def _example(self):
        """A mobile number as people of the country of the company write theirs."""
        country = self._company().country_id.code
        return self._digits(example_number(country, is_national=True))

    def _mobile(self, form):
        """The number in a form, as it is dialled from anywhere.

        :raise UserError: when it is none
        """
        country = self._company().country_id
        return request.env["res.partner"]._loyalty_club_mobile(
            self._word(form, "mobile"), country
        )

    # === CLUBS === #

    def _company(self):
        # Visitors may not read websites.
        return request.website.sudo().company_id

    def _needs_email(self):
        """Whether a code can't reach a newcomer in another way."""
        return not self._company()._loyalty_club_has_sms()

    def _clubs(self):
        # Visitors have no rights on clubs: they see those that are published.
        return request.env["loyalty.club"].sudo()._published_for(self._company())

    def _club(self, slug):
        """The club of an address: published, or one to which the visitor was asked.

        :raise NotFound: when there is none
        """
        _name, club_id = request.env["ir.http"]._unslug(slug)
        clubs = self._clubs() | self._followed().club_id
        club = clubs.filtered(lambda club: club.id == club_id)
        if not club:
            raise NotFound()
        return club

    def _followed(self):
        """The open invitation whose link the visitor has followed, or none."""
        # Visitors have no rights on invitations.
        invitations = request.env["loyalty.club.invitation"].sudo()
        followed = invitations.browse(request.session.get(INVITED)).exists()
        return followed.filtered(lambda each: each.state == "open")

    def _invitation(self, club):
        """The open invitation of the visitor to a club, or none."""
        followed = self._followed()
        if followed.club_id == club:
            return followed
        visitor = self._visitor()
        return followed._open_for(club, visitor).get(visitor, followed.browse())

    def _friend(self, code):
        """The member who invites with a code, or none."""
        # Visitors have no rights on members: they are told of nobody but that he
        # invites them, and his first name if he likes.
        return request.env["loyalty.club.member"].sudo()._by_referral_code(code)

    def _obstacle(self, club):
        """Why the visitor can't join a club by himself, or None.

        Whom we know is told all, before he waits for a code. Anybody else is told what
        holds for everybody: he may be about to type the number of another.
        """
        try:
            person = self._visitor() or self._confirmed(club)
        except UserError as error:
            return error.args[0]
        has_confirmed = person.loyalty_club_is_verified or self._needs_email()
        if has_confirmed and club._memberships(person).state == "active":
            return request.env._("You are a member of this club.")
        is_invited = bool(self._invitation(club))
        return club._obstacle_to_visitors(
            is_invited=is_invited
        ) or club._obstacle_to_person(person)

    # === VISITORS === #

    def _visitor(self):
        """The contact of whoever is logged in, or none."""
        user = request.env.user
        # He may not read all that a club asks about him.
        partner = user.partner_id.sudo()
        return partner.browse() if user._is_public() else partner

    def _confirmed(self, club):
        """The contact whose number the visitor has just confirmed, or none.

        :raise UserError: when several people have it
        """
        verified = self._verified() or {}
        # Nobody has rights on codes.
        codes = request.env["loyalty.club.code"].sudo()
        code = codes.browse(verified.get("code_id")).exists()
        if not code:
            return request.env["res.partner"].sudo()
        return code._person(verified["mobile"], club)

    def _verified(self):
        """What the visitor has verified a short while ago, or None."""
        verified = request.session.get(VERIFIED)
        return verified if verified and verified["until"] > time.time() else None

    def _remember_verified(self, mobile, code):
        request.session[VERIFIED] = {
            "mobile": mobile,
            "code_id": code.id,
            "until": time.time() + KEPT_FOR,
        }

    def _just_joined(self):
        """The membership that the visitor has got a short while ago, or none."""
        # Visitors have no rights on members; this one is their own.
        members = request.env["loyalty.club.member"].sudo()
        joined = request.session.get(JOINED)
        if not joined or joined["until"] < time.time():
            return members
        return members.browse(joined["member_id"]).exists()

    def _remember_joined(self, member):
        request.session[JOINED] = {
            "member_id": member.id,
            "until": time.time() + KEPT_FOR,
        }
