from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..models.club import in_words
from ..tools.text import with_digits_of
from .from_standby import reads_only


class OrganisationPortal(CustomerPortal):
    """What an organisation sees of its people in the club: how many, and totals."""

    def _prepare_home_portal_values(self, counters):
        """Count the organisations that this user may see the totals of."""
        values = super()._prepare_home_portal_values(counters)
        if "loyalty_club_organisation_count" in counters:
            values["loyalty_club_organisation_count"] = len(self._organisations())
        return values

    @http.route(
        "/my/club/employees",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        sitemap=False,
        readonly=reads_only,
    )
    def organisation_employees(self, **_query):
        """How the employees of the user's organisation use its clubs.

        :raise NotFound: for anybody but the contacts that the contract names
        """
        organisations = self._organisations()
        if not organisations:
            raise request.not_found()
        values = self._prepare_portal_layout_values()
        values |= {
            "page_name": "loyalty_club_employees",
            "organisations": [
                (organisation, organisation._employee_totals())
                for organisation in organisations
            ],
            "day": lambda value: in_words.day(request.env, value),
            "figure": lambda number: with_digits_of(request.env.lang, f"{number:,}"),
        }
        return request.render("loyalty_club.portal_employees", values)

    def _organisations(self):
        """The memberships of organisations that name this user in their contract."""
        # Nobody outside the company reads members: what is shown of them is chosen
        # here, by who is logged in and by nothing that he sends.
        members = request.env["loyalty.club.member"].sudo()
        return members._organisations_of(request.env.user.partner_id)
