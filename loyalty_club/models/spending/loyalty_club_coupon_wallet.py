from odoo import fields, models


class LoyaltyClubCoupon(models.Model):
    """Coupons for credit: the money goes to the member's own wallet at once."""

    _inherit = "loyalty.club.coupon"

    # === VERBS === #

    def _fill_wallet(self):
        """Put what these coupons are worth on the wallets of their members.

        :raise UserError: when the company has no wallet programme
        """
        coupons = self.filtered(lambda coupon: coupon.kind == "wallet")
        for reward, same in coupons.grouped("reward_id").items():
            program = reward._wallet_program()
            wallets = same.member_id._wallets(program)
            for coupon in same:
                wallet = wallets[coupon.member_id]
                amount = reward._credit(coupon.points, program)
                wallet.points += amount
                coupon._note_credit(wallet, amount)
            for coupon in same:
                coupon.taken_points = coupon.used_points = coupon.points
            same.write({"state": "used", "used_on": fields.Datetime.now()})

    def _note_credit(self, wallet, amount):
        """Say in Odoo's own history where the credit came from."""
        wallet.env["loyalty.history"].create(
            {
                "card_id": wallet.id,
                "description": self.display_name,
                "issued": amount,
                "used": 0,
                "order_model": self._name,
                "order_id": self.id,
            }
        )
