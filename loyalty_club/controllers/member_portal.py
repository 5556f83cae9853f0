from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from .member_pages import MemberPages, member_route


class MemberPortal(MemberPages, CustomerPortal):
    """Where members stand, what they can get, and their card for the till."""

    def _prepare_home_portal_values(self, counters):
        """Count the memberships of this user."""
        values = super()._prepare_home_portal_values(counters)
        if "loyalty_club_member_count" in counters:
            values["loyalty_club_member_count"] = len(self._memberships())
        return values

    @member_route("/my/club")
    def memberships(self, **_query):
        """The user's own cards, or the only one; the clubs, for who is no member."""
        members = self._memberships()
        has_people = bool(members._organisations_of(request.env.user.partner_id))
        if not members:
            return request.redirect("/my/club/employees" if has_people else "/club")
        if len(members) == 1:
            return request.redirect(members._portal_url())
        return self._page(
            "portal_memberships",
            cards=[(member, member._card()) for member in members],
            has_people=has_people,
        )

    @member_route("/my/club/<int:member_id>")
    def membership(self, member_id, **_query):
        """One membership: all that matters at a glance."""
        member = self._member(member_id)
        return self._member_page("portal_member", member, **member._portal_values())

    @member_route("/my/club/<int:member_id>/card")
    def card(self, member_id, **_query):
        """The card alone, as large and bright as the till likes it."""
        return self._member_page("portal_card", self._member(member_id))
