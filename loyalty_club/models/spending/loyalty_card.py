from odoo import api, fields, models
from odoo.exceptions import UserError

from .minting import is_minting

# What a card is. Its points are put right by its coupon.
_FIXED = {"program_id", "partner_id", "code", "expiration_date", "active"}


class LoyaltyCard(models.Model):
    """Cards of rewards belong to their coupons: nobody else makes or changes them."""

    _inherit = "loyalty.card"

    loyalty_club_coupon_ids = fields.One2many(
        comodel_name="loyalty.club.coupon",
        inverse_name="card_id",
        groups="loyalty_club.group_agent,loyalty_club.group_finance,"
        "loyalty_club.group_auditor",
    )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse cards of rewards that nobody has paid for.

        :raise UserError: for a card of a club's reward that no coupon asked for
        """
        cards = super().create(vals_list)
        if not is_minting(self):
            cards._check_not_of_clubs()
        return cards

    def write(self, vals):
        """Leave cards of rewards to their coupons.

        :raise UserError: when somebody else would change what such a card is
        """
        if is_minting(self):
            return super().write(vals)
        if not _FIXED.isdisjoint(vals):
            self._check_not_of_clubs()
        result = super().write(vals)
        if "program_id" in vals:
            self._check_not_of_clubs()
        if "points" in vals:
            self._loyalty_club_coupons()._keep_cards_soon()
        return result

    def unlink(self):
        """Keep cards of rewards: they are part of the history.

        :raise UserError: for a card of a club's reward
        """
        self._check_not_of_clubs()
        return super().unlink()

    def _check_not_of_clubs(self):
        # Whoever asks: a reward he may not see is a reward.
        if self.sudo().program_id.loyalty_club_reward_id:
            raise UserError(
                self.env._(
                    "This card is a coupon of the customer club. Give, cancel or "
                    "look at it there."
                )
            )

    # === COUPONS === #

    def _loyalty_club_coupons(self):
        """The coupons whose cards these are, with the right to settle them."""
        # Cards are checked by whoever may only read cards; coupons answer for them.
        return self.sudo().loyalty_club_coupon_ids
