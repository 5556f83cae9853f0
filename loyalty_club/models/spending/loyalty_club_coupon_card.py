from odoo import models

from .minting import minting


class LoyaltyClubCoupon(models.Model):
    """The native card of a coupon: a copy that Odoo works with."""

    _inherit = "loyalty.club.coupon"

    # === VERBS === #

    def _keep_cards(self):
        """Have the cards say what these coupons say.

        A card that can't be used any more is archived: carts would look it up for ever.
        """
        # Odoo's own cards: nobody but this layer may write them, so nobody may.
        coupons = self.sudo().filtered("card_id")
        for points, same in coupons.grouped(lambda each: each._face_points()).items():
            for expires_on, alike in same.grouped("expires_on").items():
                minting(alike.card_id).write(
                    {
                        "points": points,
                        "active": points > 0,
                        "expiration_date": expires_on,
                    }
                )

    def _face_points(self) -> int:
        """What the card holds: the points to use, or 1 for something whole."""
        self.ensure_one()
        if self.state != "issued":
            return 0
        return self.points if self._is_variable() else 1

    def _is_variable(self) -> bool:
        """Whether its points are used one by one. What it was bought as stays so."""
        mode = self.sudo().card_id.program_id.reward_ids.discount_mode
        return mode == "per_point"

    def _keep_cards_soon(self):
        """Have the cards put right before the transaction is committed.

        Odoo may count on a card while it works; nothing of that is kept.
        """
        touched = self.env.cr.precommit.data.setdefault("loyalty_club_cards", set())
        if not touched:
            self.env.cr.precommit.add(self.env["loyalty.club.coupon"]._keep_touched)
        touched.update(self.ids)

    def _keep_touched(self):
        ids = self.env.cr.precommit.data.pop("loyalty_club_cards", ())
        self.browse(sorted(ids))._keep_cards()
