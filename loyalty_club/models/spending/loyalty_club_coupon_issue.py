from collections.abc import Mapping

from dateutil.relativedelta import relativedelta

from odoo import api, models

from ...tools.coupon_code import coupon_code
from .minting import minting

_COLUMNS = [
    *("member_id", "club_id", "company_id", "reward_id", "origin", "points", "key"),
    *("code", "card_id", "issued_on", "expires_on", "state", "document"),
    *("document_until", "is_on_the_spot"),
    *("taken_points", "used_points"),
]


class LoyaltyClubCoupon(models.Model):
    """How coupons come into the world: many at once, each for one event."""

    _inherit = "loyalty.club.coupon"

    # === VERBS === #

    @api.model
    def _issue(self, reward, members: Mapping, origin, *, points=0, document=None):
        """Issue coupons of a reward, as long as there are some left.

        What an event has issued before stays as it is.

        :param members: the members by the key of the event that each gets his for
        :param origin: an ``origin`` of coupons
        :param points: what each of them pays; the caller posts it
        :param document: the order they are bought for, if they are for one only
        :return: the new coupons
        """
        known = self.search_fetch([("key", "in", list(members))], ["key"])
        known = set(known.mapped("key"))
        fresh = {key: member for key, member in members.items() if key not in known}
        club, reward = reward.club_id, reward.sudo()
        fresh = reward._in_stock(fresh)
        today = club._today()
        expires_on = reward.validity_days and (
            today + relativedelta(days=reward.validity_days)
        )
        codes = [coupon_code() for _key in fresh]
        cards = self._mint(
            reward, fresh.values(), codes, points or 1, expires_on or False
        )
        rows = [
            (
                *(member.id, club.id, club.company_id.id, reward.id, origin, points),
                *(key, code, card_id, today, expires_on or None, "issued"),
                *(document and document.name, document and document.until),
                *(bool(document), 0, 0),
            )
            for (key, member), code, card_id in zip(
                fresh.items(), codes, cards, strict=True
            )
        ]
        coupons = self._insert_rows(_COLUMNS, rows)
        # A card that was made in this transaction believes that it has no coupon.
        self.env["loyalty.card"].invalidate_model(["loyalty_club_coupon_ids"])
        reward.invalidate_recordset(["coupon_ids", "coupon_count", "stock_left"])
        return coupons

    @api.model
    def _mint(self, reward, members, codes, points, expires_on) -> list:
        """The ids of a native card for each code, None where the kind has none."""
        if not reward.program_id:
            return [None] * len(codes)
        face = points if reward.is_variable else 1
        # Odoo's own cards: only this layer may make them, so nobody has the right.
        cards = minting(self.env["loyalty.card"].sudo()).with_context(
            tracking_disable=True
        )
        return cards.create(
            [
                {
                    "program_id": reward.program_id.id,
                    "partner_id": member.partner_id.id,
                    "points": face,
                    "code": code,
                    "expiration_date": expires_on,
                }
                for member, code in zip(members, codes, strict=True)
            ]
        ).ids
