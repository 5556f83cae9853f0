from collections import Counter, defaultdict

from odoo import models
from odoo.tools import SQL

from ...tools.posting import Posting


class LoyaltyClubCoupon(models.Model):
    """What coupons cost in the end: their points in the ledger follow what they are."""

    _inherit = "loyalty.club.coupon"

    # === VERBS === #

    def _settle_points(self):
        """Post what is missing between what was paid for these and what is due."""
        bought = self.filtered("points")
        if not bought:
            return
        paid, last_ids = bought._paid_points()
        back = {each: paid[each.id] - each._points_due() for each in bought}
        back = {each: points for each, points in back.items() if points}
        lots = self.union(*back)._spent_lots()
        postings = []
        for coupon, points in back.items():
            # Names the change: the next one on this coupon finds this one posted.
            key = f"coupon/{coupon.id}/after/{last_ids[coupon.id]}"
            postings += coupon._postings(points, key, lots[coupon.id])
        self.env["loyalty.club.entry"]._append(postings)

    def _points_due(self) -> int:
        """What the member pays for this coupon, as it is now."""
        club = self.club_id
        if self.state == "used":
            return self.used_points
        if self.state == "cancelled" and (
            club.gives_back_cancelled or self.is_on_the_spot
        ):
            return 0
        if self.state == "expired" and club.gives_back_expired:
            return 0
        return self.points

    def _paid_points(self) -> tuple[dict[int, int], dict[int, int]]:
        """What the ledger says was paid for these by now, and its last entry, by id."""
        rows = self.env.execute_query(
            SQL(
                "SELECT coupon_id, -sum(points), max(id) FROM loyalty_club_entry"
                " WHERE coupon_id = ANY(%s) GROUP BY coupon_id",
                self.ids,
            )
        )
        paid = {id_: points for id_, points, _last in rows}
        last_ids = {id_: last for id_, _points, last in rows}
        return dict.fromkeys(self.ids, 0) | paid, dict.fromkeys(self.ids, 0) | last_ids

    def _spent_lots(self) -> dict[int, list[tuple]]:
        """What was spent on these and has not come back, by id.

        For each lot: the member whose it was, its expiry, and the points.
        """
        lots = defaultdict(list)
        if not self:
            return lots
        rows = self.env.execute_query(
            SQL(
                """
                SELECT entry.coupon_id, lot.member_id, lot.expires_on, sum(used.points)
                  FROM loyalty_club_entry AS entry
                  JOIN loyalty_club_allocation AS used ON used.entry_id = entry.id
                  JOIN loyalty_club_entry AS lot ON lot.id = used.lot_id
                 WHERE entry.coupon_id = ANY(%s)
              GROUP BY entry.coupon_id, lot.id
                HAVING sum(used.points) > 0
              ORDER BY lot.expires_on DESC NULLS FIRST, lot.id DESC
                """,
                self.ids,
            )
        )
        for coupon_id, *lot in rows:
            lots[coupon_id].append(lot)
        return lots

    def _postings(self, back: int, key: str, lots) -> list[Posting]:
        """The entries that give points back, or take those that came back too early.

        What can't go back to its lot, because that has run out or was of a membership
        that was merged, is a lot of its own that ends on the same day.

        :param back: how many; less than 0 to take them
        :param lots: as they are spent, the last to expire first
        """
        member = self.member_id._survivor()
        if back < 0:
            return [Posting(member.id, "take_back", back, key, coupon_id=self.id)]
        apart, today = Counter(), member.club_id._today()
        for member_id, expires_on, points in lots:
            points = min(points, back)
            back -= points
            is_over = expires_on and expires_on < today
            is_apart = is_over or member_id != member.id
            apart[is_apart, expires_on if is_apart else None] += points
        apart[True, None] += back
        return [
            Posting(
                *(member.id, "give_back", points, f"{key}/{expires_on or number}"),
                expires_on=expires_on,
                coupon_id=self.id,
            )
            for number, ((_is_apart, expires_on), points) in enumerate(apart.items())
            if points
        ]
