"""What becomes of coupons, counted by other means than the add-on's.

Nothing of the add-on is imported here: the clerk is told who bought what, what orders
took of it and what came back, and says what state each coupon must be in.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil

from .simulation_facts import Sale

_CENT = Decimal("0.01")
# An order that is being paid keeps its coupon a little longer.
_DAYS_TO_PAY = 4


@dataclass(frozen=True)
class Offer:
    """A reward: what it costs and gives.

    ``worth`` is of one point, in percent, or the credit of a wallet.
    """

    kind: str  # percent | points | product | gift | wallet
    cost: int = 0
    days: int = 0
    worth: Decimal = Decimal(0)
    fewest: int = 0
    step: int = 1
    share: int = 100

    @property
    def is_for_orders(self) -> bool:
        """Whether its coupons are used on orders."""
        return self.kind in ("percent", "points", "product")

    @property
    def is_discount(self) -> bool:
        """Whether it needs something to take it off."""
        return self.kind in ("percent", "points")

    def most(self, bought: Decimal) -> int:
        """The most points that an order can take."""
        points = int(Fraction(bought) * self.share / 100 / Fraction(self.worth))
        return points - points % self.step

    def discount(self, points: int, bought: Decimal) -> Decimal:
        """What it takes off an order."""
        if self.kind == "percent":
            amount = bought * self.worth / 100
        elif self.kind == "points":
            amount = min(self.worth * points, bought * self.share / 100)
        else:
            amount = Decimal(0)
        return amount.quantize(_CENT, ROUND_HALF_UP)


@dataclass(eq=False)
class Coupon:
    """What a member holds."""

    member: object
    offer: Offer
    points: int
    last_day: date | None
    is_for_one: bool = False
    state: str = "issued"
    # The sale, quotation or receipt on a screen it is on, when it was used, and how
    # many points it took.
    place: object = None
    used_on: date | None = None
    used: int = 0
    # A sale that was paid with it although another one has it.
    claimed_by: object = None
    # What was paid for it by now, and which points those were.
    paid: int = 0
    spent: list = field(default_factory=list)
    foreign: set = field(default_factory=set)

    def is_over(self, today: date) -> bool:
        """Whether it has run out."""
        grace = timedelta(days=_DAYS_TO_PAY if self.place else 0)
        return (
            self.state == "issued"
            and self.last_day is not None
            and self.last_day + grace < today
        )

    def is_usable(self, today: date) -> bool:
        """Whether it can go on an order, if that is the one it is on."""
        return self.state == "issued" and not (self.last_day and self.last_day < today)


def discounts(coupons: list[Coupon], bought: Decimal) -> dict:
    """What each of these takes off: a later one of what an earlier one has left."""
    amounts = {}
    for coupon in coupons:
        left = bought - sum(amounts.values())
        amounts[coupon] = coupon.offer.discount(coupon.points, left)
    return amounts


class Clerk:
    """Follows the coupons, and the wallets that some fill."""

    def __init__(self, auditor):
        self.auditor = auditor
        self.coupons: list[Coupon] = []
        self.credit: Counter = Counter()

    def issue(self, member, offer: Offer, today: date, points=0, *, is_for_one=False):
        """A member gets a coupon, and pays for it."""
        last_day = today + timedelta(days=offer.days) if offer.days else None
        coupon = Coupon(member, offer, points, last_day, is_for_one)
        self.coupons.append(coupon)
        if points:
            account = self.auditor.accounts[member]
            account.take(points, coupon=coupon)
            account.active_on = today
            coupon.paid = points
        if offer.kind == "wallet":
            self.credit[member] += offer.worth
            self.hand_over(coupon, today)
        return coupon

    def use(self, coupon: Coupon, sale: Sale, today: date):
        """Bring a coupon to what the order that has it says now."""
        if sale.is_cancelled or not sale.goods_share():
            self.come_off(coupon, sale, today)
            return
        if coupon.state == "used" and coupon.place is not sale:
            coupon.claimed_by = sale
            return
        coupon.state, coupon.place = "used", sale
        coupon.used_on = coupon.used_on or sale.moment.date()
        coupon.used = coupon.points
        if coupon.offer.kind == "points":
            paid = Fraction(sale.coupons[coupon])
            taken = ceil(paid / Fraction(coupon.offer.worth))
            taken = min(taken, coupon.points)
            coupon.used = ceil(taken * sale.coupon_share(sale.coupons[coupon]))
        self._charge(coupon, today)

    def come_off(self, coupon: Coupon, place, today: date):
        """An order does not have it any more: it is free for as long as before."""
        if coupon.place is not place:
            return
        if coupon.state == "used" and coupon.last_day:
            left = max(coupon.last_day - coupon.used_on, timedelta())
            coupon.last_day = max(coupon.last_day, today + left)
        coupon.place, coupon.used_on, coupon.used = None, None, 0
        coupon.state = "cancelled" if coupon.is_for_one else "issued"
        self._charge(coupon, today)
        if coupon.claimed_by:
            sale, coupon.claimed_by = coupon.claimed_by, None
            self.use(coupon, sale, today)

    def hand_over(self, coupon: Coupon, today: date):
        """A gift or credit is handed to its member."""
        coupon.state, coupon.used_on, coupon.used = "used", today, coupon.points

    def cancel(self, coupon: Coupon, today: date):
        """Staff cancel it."""
        coupon.state, coupon.place = "cancelled", None
        self._charge(coupon, today)

    def night(self, today: date):
        """Those end whose last day is over."""
        for coupon in self.coupons:
            if coupon.is_over(today):
                coupon.state, coupon.place = "expired", None
                self._charge(coupon, today)

    def merge(self, member, other):
        """The coupons and credit of another membership are this one's."""
        self.credit[member] += self.credit.pop(other, 0)
        for coupon in self.coupons:
            if coupon.member == other:
                coupon.member = member
                coupon.foreign |= {part.number for part in coupon.spent}

    def _charge(self, coupon, today):
        account = self.auditor.accounts[coupon.member]
        terms = account.terms
        comes_back = (
            coupon.state == "cancelled"
            and (terms.back_cancelled or coupon.is_for_one)
            or coupon.state == "expired"
            and terms.back_expired
        )
        due = coupon.used if coupon.state == "used" else coupon.points
        if comes_back:
            due = 0
        if due > coupon.paid:
            account.take(due - coupon.paid, coupon=coupon)
        elif due < coupon.paid:
            account.give_back(coupon.paid - due, coupon, today)
            account.active_on = today
        coupon.paid = due
