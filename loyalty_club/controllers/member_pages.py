from typing import NamedTuple
from urllib.parse import urlencode

from odoo import http
from odoo.http import request

from .from_standby import reads_only
from .page_words import page_words


def member_route(*paths, **options):
    """A page for somebody who is logged in; it is in no site map.

    What writes has ``methods=["GET", "POST"]``; if it does so when it is only shown,
    ``readonly=False``, too.
    """
    common = {
        "type": "http",
        "auth": "user",
        "methods": ["GET"],
        "website": True,
        "sitemap": False,
        "readonly": reads_only,
    }
    return http.route(list(paths), **common | options)


class Pill(NamedTuple):
    """A filter of a page: where it leads, and whether it is the one that holds."""

    url: str
    title: str
    is_on: bool


class MemberPages:
    """What the pages of members are made of: whose they are, and how they are said."""

    # === WHOSE === #

    def _memberships(self):
        """The memberships of whoever is logged in, in the clubs of this website."""
        # Nobody outside the company reads members: these are chosen by who is logged in
        # and by the website, and by nothing that he sends. All that the pages show
        # hangs on them.
        return (
            request.env["loyalty.club.member"]
            .sudo()
            ._own(request.env.user.partner_id, request.website.sudo().company_id)
        )

    def _member(self, member_id):
        """The user's own membership of this id.

        :raise NotFound: when there is none, whether it is another's or nobody's
        """
        member = self._memberships().filtered(lambda each: each.id == member_id)
        if not member:
            raise request.not_found()
        return member

    # === PAGES === #

    @staticmethod
    def _url(url, query):
        """An address with what is said in its query."""
        words = {name: value for name, value in query.items() if value}
        return f"{url}?{urlencode(words)}" if words else url

    def _page(self, template, **values):
        """A page about a person: no other keeps it, and no other site frames it."""
        values = {"page_name": "loyalty_club", **page_words(), **values}
        response = request.render(f"loyalty_club.{template}", values)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return response

    def _member_page(self, template, member, **values):
        """A page of one membership: ``member`` and ``card`` are what it is about."""
        return self._page(template, member=member, card=member._card(), **values)
