"""How a coupon stands on a document."""

from datetime import datetime
from typing import NamedTuple

from .cause import CauseLine

_CENT = 0.005


class Place(NamedTuple):
    """An order that a coupon is kept for.

    ``name`` says which; a till, which may never come back, keeps it ``until`` a moment.
    """

    name: str
    until: datetime | None = None


class CouponUse(NamedTuple):
    """A coupon on one order, as the order is now.

    ``partner_id`` is the customer, ``document`` names the order; it ``is_final`` once
    it is confirmed or paid, and is a cart or a quotation before. ``points`` are those
    of the coupon that the order takes, None for all of them; ``kept`` is the share of
    what was bought that has not been returned, 0 to 1. ``reference`` is the order as
    staff open it: model and id.
    """

    coupon_id: int
    partner_id: int
    document: str
    is_final: bool
    reference: str
    points: int | None = None
    kept: float = 1.0
    used_at: datetime | None = None


def kept_with(goods: list[CauseLine], given: list[CauseLine], cents: float) -> float:
    """The share of a purchase that was kept, as far as its coupon is concerned.

    Goods that came back without what the coupon had taken off them were paid back at
    their full price: what the coupon was worth is in that money, and is not given back
    a second time.

    :param goods: what was bought
    :param given: what the coupon gave: a discount, or goods
    :param cents: how much of that may be left over by rounding
    """
    kept, own = _kept_share(goods), _kept_share(given)
    worth = abs(sum(line.total for line in given))
    return own if (own - kept) * worth > cents else kept


def _kept_share(lines) -> float:
    total = sum(line.total for line in lines)
    kept = sum(line.total * line.kept for line in lines)
    return kept / total if abs(total) > _CENT else 1.0
