"""The coupons of a member: those he can use, and those that are over."""

from typing import NamedTuple

STATES = {"open": ("issued",), "used": ("used",), "over": ("expired", "cancelled")}


class HeldCoupon(NamedTuple):
    """A coupon as its member sees it; ``days`` are left after today, if they end."""

    coupon: object
    days: int | None
    is_open: bool


def held_coupons(member, which, before=None, limit=None) -> list[HeldCoupon]:
    """Coupons of a member: soonest expiry first of the open ones, else newest first.

    :param which: one of ``STATES``
    :param before: only coupons with smaller ids, to turn the pages of old ones
    """
    if which == "open":
        return [_held(each) for each in member._open_coupons(member)][:limit]
    domain = [("member_id", "=", member.id), ("state", "in", STATES[which])]
    if which == "over":
        open_ = member._open_coupons(member)
        domain = [
            ("member_id", "=", member.id),
            ("state", "in", ("issued", *STATES[which])),
            ("id", "not in", open_.ids),
        ]
    if before:
        domain.append(("id", "<", before))
    coupons = member.env["loyalty.club.coupon"].search(
        domain, order="id desc", limit=limit
    )
    return [_held(each) for each in coupons]


def held_coupon(member, coupon_id) -> HeldCoupon | None:
    """The member's own coupon of this id, if he has one."""
    coupon = member.env["loyalty.club.coupon"].search(
        [("id", "=", coupon_id), ("member_id", "=", member.id)]
    )
    return _held(coupon) if coupon else None


def _held(coupon):
    days = None
    if coupon.expires_on:
        days = (coupon.expires_on - coupon.club_id._today()).days
    is_open = coupon.state == "issued" and (days is None or days >= 0)
    return HeldCoupon(coupon, days, is_open)
