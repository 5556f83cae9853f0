from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .form_fields import request_key, whole_number

# What the session keeps for the next page: how a request of the block has ended.
SAID = "loyalty_club_said"
_PAGES = ("/shop/cart", "/shop/checkout", "/shop/payment")


class ShopClub(http.Controller):
    """What members do in the cart: each of his own memberships, on his own cart.

    The forms work without JavaScript. Whatever is not his is answered like what there
    is not.
    """

    @http.route(
        "/shop/club/points",
        type="http",
        auth="user",
        methods=["GET", "POST"],
        website=True,
        sitemap=False,
    )
    def points(self, **form):
        """Pay a part of the cart with so many points, or with none."""

        def pay(cart):
            member, reward = self._wanted(cart, form)
            if not reward.is_variable:
                raise self._nothing()
            points, key = self._points(form), self._key(form)
            cart._loyalty_club_pay_points(member, reward, points, key)

        return self._answer(form, pay)

    @http.route(
        "/shop/club/reward",
        type="http",
        auth="user",
        methods=["GET", "POST"],
        website=True,
        sitemap=False,
    )
    def reward(self, **form):
        """Buy a reward for the cart."""

        def buy(cart):
            member, reward = self._wanted(cart, form)
            if reward.is_variable:
                raise self._nothing()
            cart._loyalty_club_get_for_cart(member, reward, self._key(form))

        return self._answer(form, buy)

    @http.route(
        "/shop/club/coupon",
        type="http",
        auth="user",
        methods=["GET", "POST"],
        website=True,
        sitemap=False,
    )
    def coupon(self, **form):
        """Put a coupon on the cart, or take it off again."""

        def change(cart):
            coupon = self._coupon(cart, form)
            if form.get("do") == "remove":
                cart._loyalty_club_take_off_cart(coupon)
            else:
                cart._loyalty_club_put_on_cart(coupon)

        return self._answer(form, change)

    # === HELPERS === #

    def _answer(self, form, work):
        """Do something to the cart of the session, and show the page again."""
        page = form.get("page")
        page = page if page in _PAGES else _PAGES[0]
        cart = request.cart
        # Whoever had to log in first comes back here with nothing in his hands.
        if cart and request.httprequest.method == "POST":
            try:
                # What was refused leaves nothing behind.
                with request.env.cr.savepoint():
                    work(cart)
            except UserError as error:
                request.session[SAID] = error.args[0]
        return request.redirect(f"{page}#loyalty_club")

    def _wanted(self, cart, form):
        """The visitor's own membership and the reward that he asks for.

        :raise UserError: when one of them is not for him
        """
        member = self._own(cart, form)
        rewards = member._rewards()
        reward = rewards.filtered(lambda each: each.id == whole_number(form, "reward"))
        if not reward:
            raise self._nothing()
        return member, reward

    def _own(self, cart, form):
        member_id = whole_number(form, "member")
        cards = cart._loyalty_club_block().cards
        member = cards.filtered(lambda each: each.id == member_id)
        if not member:
            raise self._nothing()
        return member

    def _coupon(self, cart, form):
        """The visitor's own coupon that he means.

        :raise UserError: when it is not his
        """
        # Customers have no rights on coupons: these are his own.
        coupon = cart.env["loyalty.club.coupon"].search(
            [
                ("id", "=", whole_number(form, "coupon") or 0),
                ("member_id", "in", cart._loyalty_club_block().cards.ids),
            ]
        )
        if not coupon:
            raise self._nothing()
        return coupon

    def _points(self, form) -> int:
        """How many points he wants to use; none if he has typed nothing.

        :raise UserError: when that is no number
        """
        if not form.get("points") or form.get("do") == "remove":
            return 0
        points = whole_number(form, "points")
        if points is None:
            raise UserError(request.env._("Type how many points you want to use."))
        return points

    def _key(self, form) -> str:
        key = request_key(form)
        if not key:
            raise self._nothing()
        return key

    @staticmethod
    def _nothing() -> UserError:
        return UserError(request.env._("This can't be used here."))
