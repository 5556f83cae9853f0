"""How a coupon stands on a document."""

from datetime import datetime
from typing import NamedTuple


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
