import secrets

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..models.channel.portal_offers import offers, picture
from .form_fields import request_key, whole_number
from .member_pages import MemberPages, Pill, member_route

_REWARD = "/my/club/<int:member_id>/rewards/<int:reward_id>"
_KEPT_FOR = 7 * 24 * 3600  # seconds that a browser keeps a picture


class MemberRewards(MemberPages, http.Controller):
    """What members can have for their points, and how they get it."""

    @member_route("/my/club/<int:member_id>/rewards")
    def rewards(self, member_id, show=None, **_query):
        """The rewards of the club: all, those of a kind, or those he can have now."""
        member = self._member(member_id)
        offered = offers(member)
        kinds = {offer.reward.kind for offer in offered}
        shown = {
            "now": [offer for offer in offered if offer.can_get],
            **{
                kind: [offer for offer in offered if offer.reward.kind == kind]
                for kind in kinds
            },
        }
        url, titles = member._portal_url("/rewards"), self._titles()
        return self._member_page(
            "portal_rewards",
            member,
            offers=shown.get(show, offered),
            filters=[
                Pill(self._url(url, {"show": each}), titles[each], each == show)
                for each in titles
                if each in (None, "now") or len(kinds) > 1 and each in kinds
            ],
        )

    @member_route(_REWARD)
    def reward(self, member_id, reward_id, **_query):
        """One reward, and how to get it."""
        member = self._member(member_id)
        return self._reward_page(member, reward_id)

    @member_route(f"{_REWARD}/get", methods=["GET", "POST"])
    def get(self, member_id, reward_id, **form):
        """Buy a reward with points; the coupon.

        What is refused leaves nothing behind, and keeps what was typed.
        """
        member = self._member(member_id)
        offer = self._offer(member, reward_id)
        if request.httprequest.method != "POST":
            # Whoever had to log in first comes back here with nothing in his hands.
            return request.redirect(member._portal_url(f"/rewards/{reward_id}"))
        try:
            with request.env.cr.savepoint():
                coupon = self._buy(member, offer.reward, form)
        except UserError as error:
            return self._reward_page(member, reward_id, form, error.args[0])
        return request.redirect(member._portal_url(f"/coupons/{coupon.id}"))

    @member_route(f"{_REWARD}/image")
    def image(self, member_id, reward_id, **_query):
        """The picture of a reward, or of its product.

        :raise NotFound: when it has none
        """
        stream = picture(self._offer(self._member(member_id), reward_id).reward)
        if not stream:
            raise request.not_found()
        response = stream.get_response(max_age=_KEPT_FOR)
        response.headers["Cache-Control"] = f"private, max-age={_KEPT_FOR}"
        return response

    # === HELPERS === #

    def _offer(self, member, reward_id):
        """What the member can see under this id.

        :raise NotFound: when there is nothing
        """
        for offer in offers(member):
            if offer.reward.id == reward_id:
                return offer
        raise request.not_found()

    def _buy(self, member, reward, form):
        key = request_key(form)
        if not key:
            raise UserError(request.env._("This page is out of date. Try again."))
        points = None
        if reward.is_variable:
            points = whole_number(form, "points")
            if points is None:
                raise UserError(request.env._("Type how many points you want to use."))
        return member._redeem(reward, points=points, key=key)

    def _reward_page(self, member, reward_id, form=None, error=None):
        form = form or {}
        return self._member_page(
            "portal_reward",
            member,
            offer=self._offer(member, reward_id),
            typed=form.get("points"),
            key=request_key(form) or secrets.token_hex(12),
            error=error,
        )

    def _titles(self):
        env = request.env
        return {
            None: env._("All"),
            "now": env._("For you now"),
            "discount": env._("Discounts"),
            "product": env._("Products"),
            "wallet": env._("Credit"),
            "gift": env._("Gifts"),
        }
