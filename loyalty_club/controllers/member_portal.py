from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..tools.text import with_digits_of


class MemberPortal(CustomerPortal):
    """What members see of their own memberships."""

    def _prepare_home_portal_values(self, counters):
        """Count the memberships of this user."""
        values = super()._prepare_home_portal_values(counters)
        if "loyalty_club_member_count" in counters:
            values["loyalty_club_member_count"] = len(self._memberships())
        return values

    @http.route(
        "/my/club",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        sitemap=False,
        readonly=True,
    )
    def memberships(self, **_query):
        """The user's own cards, with his points and the way to the next tier."""
        values = self._prepare_portal_layout_values()
        values |= {
            "page_name": "loyalty_club",
            "cards": self._memberships()._cards(),
            "digits": lambda text: with_digits_of(request.env.lang, text),
        }
        response = request.render("loyalty_club.portal_memberships", values)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _memberships(self):
        """The memberships of whoever is logged in, chosen by nothing that he sends."""
        # Nobody outside the company reads members; these are his own.
        members = request.env["loyalty.club.member"].sudo()
        return members.search(
            [
                ("partner_id", "=", request.env.user.partner_id.id),
                ("state", "in", ("active", "suspended")),
                ("club_id.active", "=", True),
            ],
            order="id",
        )
