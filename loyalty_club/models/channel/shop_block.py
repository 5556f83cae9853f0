"""What the cart tells its customer of the clubs of the shop."""

import secrets
from functools import cached_property
from math import ceil
from typing import NamedTuple

from ...tools.colour import deep
from ..club.in_words import amount, day, number

# Rewards that are something on an order; others are got elsewhere.
IN_CARTS = ("discount", "product")
_SOON = 3
_NOTHING = 1e-6


class ShopCoupon(NamedTuple):
    """A coupon that a member holds, and why it can't be used on this cart."""

    coupon: object
    is_on_cart: bool
    refusal: str | None


class ShopReward(NamedTuple):
    """A reward for points, and how many of them are missing."""

    reward: object
    missing: int


class ShopPoints(NamedTuple):
    """A reward for which the member chooses how many points.

    He can use from ``fewest`` to ``most`` of them, has ``chosen`` some, and of those
    the order takes ``used``. ``worth`` is that of one point, in the currency of the
    club.
    """

    reward: object
    coupon: object
    fewest: int
    most: int
    chosen: int
    used: int
    worth: float


class ShopOffer(NamedTuple):
    """What a visitor would earn as a member of a club."""

    club: object
    points: int


class ShopBlock:
    """The clubs, for one cart and whoever looks at it.

    Everything is read in a number of queries that does not grow with the coupons.
    """

    def __init__(self, cart):
        # Customers have no rights on members: what is shown is their own.
        self.cart = cart.sudo()
        self.env = self.cart.env

    # === WHO === #

    @cached_property
    def visitor(self):
        """The contact of whoever is logged in, or none."""
        user = self.env.user
        return user.partner_id.browse() if user._is_public() else user.partner_id

    @cached_property
    def memberships(self):
        """The visitor's own memberships in the clubs of this shop."""
        members = self.env["loyalty.club.member"]._of_partners(self.visitor)
        companies = self.cart.company_id.parent_ids
        return members.filtered(
            lambda member: (
                member.partner_id == self.visitor and member.company_id in companies
            )
        )

    @cached_property
    def cards(self):
        """The memberships that he can use."""
        return self.memberships.filtered(lambda member: member.state == "active")

    @cached_property
    def organisations(self):
        """The memberships of his organisation that earn for this cart."""
        earning = self.cart._loyalty_club_members().get(self.cart.id)
        return (earning or self.cards.browse()) - self.cards if self.visitor else ()

    @property
    def offers(self) -> list[ShopOffer]:
        """What somebody would earn who is no member yet."""
        if self.memberships or self.organisations:
            return []
        members = self.env["loyalty.club.member"]
        clubs = self.env["loyalty.club"]._published_for(self.cart.company_id)
        open_ = clubs.filtered(lambda club: not club._obstacle_to_visitors())
        offers = []
        for club in open_:
            would_be = members.new({"club_id": club.id})
            [foreseen] = self.cart._loyalty_club_foresee(would_be).values()
            offers.append(ShopOffer(club, foreseen.points))
        return offers

    # === WHAT === #

    @cached_property
    def foresight(self):
        """What this cart would earn, by member id."""
        members = self.cards.union(*self.organisations)
        return self.cart._loyalty_club_foresee(members)

    @cached_property
    def receipts(self) -> dict:
        """What the order has brought the visitor, by his membership.

        Before it is confirmed, what it would bring, as something to come. Who only has
        the link of an order learns nothing of what it earns.
        """
        receipts = self.cart._loyalty_club_receipts().get(self.cart.id, {})
        own = {each: receipts[each] for each in self.cards if each in receipts}
        if self.cart.state in ("draft", "sent"):
            for member in own:
                points = self.foresight[member.id].points
                own[member] = own[member]._replace(earned=points, pending=points)
        return {
            member: receipt
            for member, receipt in own.items()
            if receipt.earned > 0 or receipt.used > 0 or receipt.received
        }

    def coupons(self, member) -> list[ShopCoupon]:
        """What a member can put on the cart; what stands on it comes first."""
        place = self.cart._loyalty_club_place().name
        partner = self.cart.partner_id
        found = [
            ShopCoupon(
                coupon,
                coupon.card_id in self.used,
                coupon._refusal(partner, place),
            )
            for coupon in self._coupons.get(member, ())
            if coupon.kind in IN_CARTS and coupon not in self._chosen_coupons
        ]
        return sorted(found, key=lambda each: (not each.is_on_cart, bool(each.refusal)))

    def rewards(self, member) -> list[ShopReward]:
        """What a member can buy for this cart, and the next ones he can save for."""
        rewards = self._offered(member).filtered(lambda each: not each.is_variable)
        rewards -= self._bought.reward_id
        refused = rewards._refusals(member)
        found = [
            ShopReward(reward, max(reward.points - member.balance, 0))
            for reward in rewards
            if reward.id not in refused
        ]
        now = [each for each in found if not each.missing]
        later = sorted((each for each in found if each.missing), key=lambda x: x[1])
        return now + later[:_SOON]

    def points(self, member) -> list[ShopPoints]:
        """How many points a member can use, for each reward that lets him choose."""
        rewards = self._offered(member).filtered("is_variable")
        refused = rewards._refusals(member)
        found = [
            self._points(member, reward)
            for reward in rewards
            if reward.id not in refused or reward in self._bought.reward_id
        ]
        return [each for each in found if each.coupon or each.most >= each.fewest]

    def _points(self, member, reward):
        coupon = self._bought.filtered(lambda each: each.reward_id == reward)[:1]
        chosen = coupon.points
        most = min(
            self.cart._loyalty_club_most_points(reward),
            reward._in_steps(member.balance + chosen),
        )
        used = self.used.get(coupon.card_id, 0.0) if coupon else 0.0
        return ShopPoints(
            reward=reward,
            coupon=coupon,
            fewest=reward._fewest(),
            most=max(most, chosen),
            chosen=chosen,
            used=ceil(used - _NOTHING),
            worth=reward.value_per_point,
        )

    @cached_property
    def used(self) -> dict:
        """The points that the lines of the cart take, by card."""
        return {
            card: sum(lines.mapped("points_cost"))
            for card, lines in self.cart.order_line.grouped("coupon_id").items()
            if card
        }

    @cached_property
    def _coupons(self) -> dict:
        coupons = self.env["loyalty.club.coupon"]
        open_ = self.env["loyalty.club.member"]._open_coupons(self.cards)
        standing = coupons.search(
            [
                ("document", "=", self.cart._loyalty_club_place().name),
                ("state", "=", "issued"),
                ("member_id", "in", self.cards.ids),
            ]
        )
        return (standing | open_).grouped("member_id")

    @cached_property
    def _bought(self):
        """What was bought for this cart and stands on it."""
        coupons = self.env["loyalty.club.coupon"]
        return coupons.union(*self._coupons.values()).filtered(
            lambda each: each.is_on_the_spot and each.card_id in self.used
        )

    @cached_property
    def _chosen_coupons(self):
        return self._bought.filtered("reward_id.is_variable")

    def _offered(self, member):
        return member._rewards().filtered(lambda each: each.kind in IN_CARTS)

    # === WORDS === #

    @cached_property
    def key(self) -> str:
        """Names the next request of this page: sent twice, it happens once."""
        return secrets.token_hex(12)

    def color(self, member) -> str:
        """The colour of a card, so deep that white is readable on it."""
        return deep(member.tier_id.color or member.club_id.color)

    def number(self, value) -> str:
        """A number as the visitor writes it."""
        return number(self.env, value)

    def day(self, value) -> str:
        """A day as the visitor writes it."""
        return day(self.env, value)

    def worth(self, points, reward) -> str:
        """What points are worth, as the visitor writes it."""
        return amount(self.env, points * reward.value_per_point, reward.currency_id)
