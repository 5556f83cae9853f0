from typing import NamedTuple

from odoo import api, models

from ...tools.text import isolated
from .portal_coupons import held_coupons
from .portal_history import lines
from .portal_offers import offers

# How much of each the first page shows.
_NOW, _SOON, _COUPONS, _LINES = 4, 3, 3, 3
_PEOPLE = "/my/club/employees"


class PortalLink(NamedTuple):
    """Where the first page leads: ``url`` goes on from that of the membership.

    ``icon`` is one of Font Awesome's; ``count`` is what waits there, if anything does.
    A ``url`` that begins with ``/my`` is one of its own.
    """

    key: str
    url: str
    icon: str
    title: str
    count: int = 0


class LoyaltyClubMember(models.Model):
    """What a member finds in his own area of the website.

    Each part of the area adds its link to :meth:`_portal_links`, what it shows on the
    first page to :meth:`_portal_values`, and its section to the template.
    """

    _inherit = "loyalty.club.member"

    @api.model
    def _own(self, partner, company):
        """The memberships that a contact sees of himself, on a website of a company."""
        return self.search_fetch(
            [
                ("partner_id", "=", partner.id),
                ("state", "in", ("active", "suspended")),
                ("club_id.active", "=", True),
                ("company_id", "in", company.parent_ids.ids),
            ],
            order="id",
        )

    def _portal_url(self, path="") -> str:
        """The address of a page of this membership, or of one that is its own."""
        self.ensure_one()
        return path if path.startswith("/my/") else f"/my/club/{self.id}{path}"

    def _portal_links(self) -> list[PortalLink]:
        """Where the first page leads, in this order."""
        self.ensure_one()
        env = self.env
        links = [
            PortalLink("rewards", "/rewards", "fa-gift", env._("Rewards")),
            PortalLink("coupons", "/coupons", "fa-ticket", env._("Coupons")),
            PortalLink("history", "/history", "fa-list-ul", env._("History")),
        ]
        if self._organisations_of(self.partner_id):
            title = env._("Our People in the Club")
            links.append(PortalLink("people", _PEOPLE, "fa-users", title))
        return links

    def _portal_values(self) -> dict:
        """What the first page shows, by name.

        Read in as many queries, however long the history of the member is.
        """
        self.ensure_one()
        offered = offers(self)
        coupons = held_coupons(self, "open")
        return {
            "club": self.club_id,
            "greeting": self._greeting(),
            "links": self._portal_links(),
            "pending_on": self._pending_on() if self.pending_points else None,
            "now": [each for each in offered if each.can_get][:_NOW],
            "soon": [each for each in offered if each.is_near][:_SOON],
            "offer_count": len(offered),
            "coupons": coupons[:_COUPONS],
            "coupon_count": len(coupons),
            "lines": lines(self, limit=_LINES),
            "ways": sorted(self._ways_to_earn(), key=lambda way: way.is_done),
            "factor_note": self._factor_note(),
        }

    def _greeting(self) -> str:
        return self.env._(
            "%(greeting)s, %(name)s",
            greeting=self.club_id.greeting or self.env._("Hello"),
            name=isolated(self.partner_id.name or ""),
        )

    def _pending_on(self):
        """The first day on which points on their way can be spent, or None."""
        [[first]] = self.env["loyalty.club.earning"]._read_group(
            [
                ("member_id", "=", self.id),
                ("state", "=", "pending"),
                ("is_held", "=", True),
            ],
            aggregates=["available_on:min"],
        )
        return first or None
