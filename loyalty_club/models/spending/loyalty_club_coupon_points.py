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
        paid = bought._paid_points()
        postings = []
        for coupon in bought:
            back = paid[coupon.id] - coupon._points_due()
            if back:
                postings.append(coupon._posting(back))
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

    def _paid_points(self) -> dict[int, int]:
        """What the ledger says was paid for these by now, by id."""
        rows = self.env.execute_query(
            SQL(
                "SELECT coupon_id, -sum(points) FROM loyalty_club_entry"
                " WHERE coupon_id = ANY(%s) GROUP BY coupon_id",
                self.ids,
            )
        )
        return dict.fromkeys(self.ids, 0) | dict(rows)

    def _posting(self, back: int) -> Posting:
        """The entry that gives points back, or takes those that came back too early."""
        # Names the change: the next one on this coupon finds this one posted.
        last = self.env["loyalty.club.entry"].search(
            [("coupon_id", "=", self.id)], order="id desc", limit=1
        )
        member = self.member_id._survivor()
        kind = "give_back" if back > 0 else "take_back"
        return Posting(
            *(member.id, kind, back, f"coupon/{self.id}/after/{last.id}"),
            expires_on=self._run_out_on(member) if back > 0 else None,
            coupon_id=self.id,
        )

    def _run_out_on(self, member):
        """The expiry of points that can't go back to where they came from.

        That is: of lots that have run out since, and of a membership that was merged.
        """
        [(expires_on,)] = self.env.execute_query(
            SQL(
                """
                SELECT max(lot.expires_on)
                  FROM loyalty_club_entry AS entry
                  JOIN loyalty_club_allocation AS used ON used.entry_id = entry.id
                  JOIN loyalty_club_entry AS lot ON lot.id = used.lot_id
                 WHERE entry.coupon_id = %s
                   AND (lot.expires_on < %s OR lot.member_id <> %s)
                """,
                *(self.id, member.club_id._today(), member.id),
            )
        )
        return expires_on
