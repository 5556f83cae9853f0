from odoo import http
from odoo.http import request

from ..models.channel.portal_coupons import STATES, held_coupon, held_coupons
from .form_fields import whole_number
from .member_pages import MemberPages, Pill, member_route

_PAGE = 30


class MemberCoupons(MemberPages, http.Controller):
    """What a member holds, and what he has had."""

    @member_route("/my/club/<int:member_id>/coupons")
    def coupons(self, member_id, which="open", **query):
        """The coupons that are open, used, or over."""
        member = self._member(member_id)
        which = which if which in STATES else "open"
        before = whole_number(query, "before")
        found = held_coupons(member, which, before, limit=_PAGE + 1)
        url, shown = member._portal_url("/coupons"), found[:_PAGE]
        older = found[_PAGE:] and {"which": which, "before": shown[-1].coupon.id}
        return self._member_page(
            "portal_coupons",
            member,
            which=which,
            coupons=shown if which != "open" else found,
            older_url=which != "open" and older and self._url(url, older),
            filters=[
                Pill(self._url(url, {"which": each}), title, each == which)
                for each, title in self._titles().items()
            ],
        )

    @member_route("/my/club/<int:member_id>/coupons/<int:coupon_id>")
    def coupon(self, member_id, coupon_id, **_query):
        """One coupon, to be scanned.

        :raise NotFound: when it is not the member's
        """
        member = self._member(member_id)
        held = held_coupon(member, coupon_id)
        if not held:
            raise request.not_found()
        return self._member_page("portal_coupon_page", member, held=held)

    def _titles(self):
        env = request.env
        return {"open": env._("Open"), "used": env._("Used"), "over": env._("Over")}
