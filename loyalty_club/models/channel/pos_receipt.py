from odoo import models

from ..club.in_words import day


class PosOrder(models.Model):
    """A receipt tells the member what it has earned him, and what he has now."""

    _name = "pos.order"
    _inherit = ["pos.order", "loyalty.club.receipt"]

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
        receipts = paid._loyalty_club_receipts()
        # Somebody who has several receipts has one card.
        everybody = self.env["loyalty.club.member"].union(
            *(member for its_own in receipts.values() for member in its_own)
        )
        cards = dict(zip(everybody, everybody._cards(), strict=True))
        return {
            order_id: [
                {
                    **cards[member],
                    "earned": receipt.earned,
                    "pending": receipt.pending,
                    "used": receipt.used,
                    "received": self._loyalty_club_received(receipt.received),
                }
                for member, receipt in its_own.items()
            ]
            for order_id, its_own in receipts.items()
        }

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
