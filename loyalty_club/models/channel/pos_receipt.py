from odoo import models

from ..club.in_words import day


class PosOrder(models.Model):
    """A receipt tells the member what it has earned him, and what he has now."""

    _inherit = "pos.order"

    def read_pos_data(self, data, config):
        """Answer a till with the cards of the customers, too, for it to print."""
        answer = super().read_pos_data(data, config)
        cards = self._loyalty_club_cards()
        for row in answer["pos.order"]:
            row["_loyalty_club_cards"] = cards.get(row["id"], [])
        return answer

    def _loyalty_club_cards(self) -> dict[int, list[dict]]:
        """The cards that paid receipts of members show, by receipt id."""
        paid = self.filtered(
            lambda order: order.partner_id and order.state in ("paid", "done")
        )
        members = paid._loyalty_club_members() if paid else {}
        if not any(members.values()):
            return {}
        earnings = self.env["loyalty.club.earning"]._of_sources(paid)
        earned = {(each.source_id, each.member_id): each for each in earnings}
        used = paid._loyalty_club_points_used()
        given = earnings._coupons_given()
        # Somebody who has several receipts has one card.
        everybody = self.env["loyalty.club.member"].union(*members.values())
        cards = dict(zip(everybody, everybody._cards(), strict=True))
        return {
            order_id: [
                {
                    **cards[member],
                    **self._loyalty_club_earned(earned.get((order_id, member))),
                    "used": used.get((order_id, member), 0),
                    "received": self._loyalty_club_received(
                        given.get(earned.get((order_id, member)), ())
                    ),
                }
                for member in its_members
            ]
            for order_id, its_members in members.items()
        }

    def _loyalty_club_points_used(self) -> dict[tuple, int]:
        """The points that coupons on these receipts cost, by receipt and member."""
        bearing = self.filtered(lambda order: order.lines.coupon_id)
        places = {order._loyalty_club_place().name: order.id for order in bearing}
        # A cashier prints what the member before him has used.
        groups = (
            self.env["loyalty.club.coupon"]
            .sudo()
            ._read_group(
                [("document", "in", list(places)), ("state", "=", "used")],
                ["document", "member_id"],
                ["used_points:sum"],
            )
        )
        return {(places[name], member): points for name, member, points in groups}

    def _loyalty_club_earned(self, earning) -> dict[str, int]:
        """What a receipt has earned, and how much of it comes later."""
        if not earning or earning.state == "failed":
            return {"earned": 0, "pending": 0}
        posted = earning.posted_points - earning.forgiven_points
        pending = earning.points - posted if earning.state == "pending" else 0
        return {"earned": earning.points, "pending": pending}

    def _loyalty_club_received(self, coupons) -> list[dict]:
        """The coupons that a receipt has given, for the next purchase."""
        return [
            {
                "id": coupon.id,
                "name": coupon.reward_id.name,
                "expires": coupon.expires_on and day(self.env, coupon.expires_on),
            }
            for coupon in coupons
        ]
