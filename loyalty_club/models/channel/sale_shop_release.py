from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# Points in a cart are missed elsewhere: at the till, an hour later. Who has gone to a
# payment provider may pay there much later; then the cart must still be as it was.
_UNTOUCHED = timedelta(hours=2)
_BEING_PAID = timedelta(days=1)


class LoyaltyClubCoupon(models.Model):
    """What was bought for a cart that nobody came back to is given back.

    Other coupons stay on a cart until Odoo takes them off it, after some days.
    """

    _inherit = "loyalty.club.coupon"

    _CARTS_AT_ONCE = 100

    # === CRON === #

    @api.model
    def _cron_expire(self):
        """Free points in abandoned carts, too."""
        result = super()._cron_expire()
        self.env["loyalty.club.batch"]._run(self._release_next)
        return result

    @api.model
    def _release_next(self):
        """Take what was bought for them off the next abandoned carts.

        :return: the carts
        """
        carts = self.env["sale.order"].browse(self._abandoned_carts())
        place = {cart: cart._loyalty_club_place().name for cart in carts}
        bought = self.search(
            [
                ("document", "in", list(place.values())),
                ("is_on_the_spot", "=", True),
                ("state", "=", "issued"),
            ]
        ).grouped("document")
        for cart in carts:
            cart._loyalty_club_lock_cart()
            cart._loyalty_club_give_back(bought[place[cart]])
        return carts

    @api.model
    def _abandoned_carts(self) -> list[int]:
        self.env.flush_all()
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT cart.id
                  FROM loyalty_club_coupon AS coupon
                  JOIN sale_order AS cart
                    ON coupon.document = 'sale.order,' || cart.id
                 WHERE coupon.state = 'issued' AND coupon.is_on_the_spot
                   AND cart.state = 'draft' AND cart.website_id IS NOT NULL
                   AND GREATEST(cart.write_date, coupon.create_date) < %(untouched)s
                   AND NOT EXISTS (
                       SELECT FROM sale_order_line AS line
                        WHERE line.order_id = cart.id
                          AND line.write_date >= %(untouched)s
                   )
                   AND NOT EXISTS (
                       SELECT FROM sale_order_transaction_rel AS rel
                         JOIN payment_transaction AS payment
                           ON payment.id = rel.transaction_id
                        WHERE rel.sale_order_id = cart.id
                          AND (payment.state IN ('pending', 'authorized', 'done')
                               OR payment.state = 'draft'
                                  AND payment.create_date >= %(being_paid)s)
                   )
              ORDER BY cart.id LIMIT %(limit)s
                """,
                untouched=now - _UNTOUCHED,
                being_paid=now - _BEING_PAID,
                limit=self._CARTS_AT_ONCE,
            )
        )
        return [id_ for (id_,) in rows]
