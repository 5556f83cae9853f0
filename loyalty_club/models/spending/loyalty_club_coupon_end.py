from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

# An order that is being paid while the last day ends keeps its coupon.
_DAYS_TO_PAY = 4


class LoyaltyClubCoupon(models.Model):
    """How coupons end that are not used: cancelled, handed over, or run out."""

    _inherit = "loyalty.club.coupon"

    _EXPIRY_BATCH = 2000

    # === ACTIONS === #

    def action_cancel(self):
        """Cancel coupons that were not used. By the club's policy points come back.

        :raise AccessError: for anybody but marketing or a manager of the club
        :raise UserError: when one was used, or is over
        """
        coupons = self._as_group("loyalty_club.group_marketing")
        coupons._lock()
        for coupon in coupons:
            if coupon.state != "issued":
                raise UserError(
                    self.env._(
                        "%(coupon)s is not open any more. A used coupon comes back "
                        "when its order is cancelled or returned.",
                        coupon=coupon.display_name,
                    )
                )
        coupons.write({"state": "cancelled", "document": False})
        coupons._settle_points()
        coupons._keep_cards()

    def action_hand_over(self):
        """Say that gifts were handed to their members.

        :raise AccessError: for anybody who does not serve members
        :raise UserError: when one is no gift, or can't be had any more
        """
        coupons = self._as_group("loyalty_club.group_agent")
        coupons._lock()
        for coupon in coupons:
            if coupon.kind != "gift":
                raise UserError(
                    self.env._("Only gifts are handed over. Use this on an order.")
                )
            if refusal := coupon._refusal(coupon.partner_id):
                raise UserError(refusal)
            coupon.write(
                {
                    "state": "used",
                    "used_on": fields.Datetime.now(),
                    "taken_points": coupon.points,
                    "used_points": coupon.points,
                }
            )
            coupon._message_log(body=self.env._("Handed over"))

    # === VERBS === #

    def _take_back(self):
        """Cancel those of these presents that were not used: their reason is gone."""
        unused = self.filtered(lambda coupon: coupon.state == "issued")
        unused._lock()
        unused.write({"state": "cancelled", "document": False})
        unused._keep_cards()

    def _revive(self):
        """Give back presents that were taken back: their reason is there again."""
        taken = self.filtered(lambda coupon: coupon.state == "cancelled")
        taken._lock()
        taken.write({"state": "issued"})
        taken._keep_cards()

    def _as_group(self, group):
        """These coupons with the right to write them.

        :raise AccessError: for users outside the group, or for coupons of others
        """
        if not self.env.su and not self.env.user.has_group(group):
            raise AccessError(
                self.env._("You are not allowed to do this with coupons.")
            )
        self.check_access("read")
        # Nobody may write coupons; the person and his company have been checked.
        return self.sudo()

    # === CRON === #

    @api.model
    def _cron_expire(self):
        """Close coupons whose last day is over, a batch at a time."""
        batch = self.env["loyalty.club.batch"]
        batch._run(self._expire_next)
        batch._run(self._free_next)

    @api.model
    def _free_next(self):
        """Free the next coupons that a till has kept for too long.

        :return: those freed
        """
        coupons = self.search(
            [
                ("state", "=", "issued"),
                ("document_until", "<", fields.Datetime.now()),
            ],
            limit=self._EXPIRY_BATCH,
        )
        coupons._free()
        return coupons

    @api.model
    def _expire_next(self):
        """Close the next coupons that have run out.

        :return: those closed
        """
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                WITH due AS (
                    SELECT coupon.id
                      FROM loyalty_club_coupon AS coupon
                      JOIN loyalty_club AS club ON club.id = coupon.club_id
                     WHERE coupon.state = 'issued'
                       AND coupon.expires_on + CASE WHEN document IS NULL
                                               THEN 0 ELSE %s END
                           < (%s::timestamp AT TIME ZONE 'UTC'
                              AT TIME ZONE club.tz)::date
                  ORDER BY coupon.id LIMIT %s
                       FOR NO KEY UPDATE OF coupon SKIP LOCKED
                )
                UPDATE loyalty_club_coupon AS coupon
                   SET state = 'expired', document = NULL
                  FROM due WHERE due.id = coupon.id RETURNING coupon.id
                """,
                *(_DAYS_TO_PAY, fields.Datetime.now(), self._EXPIRY_BATCH),
            )
        )
        self.invalidate_model(flush=False)
        coupons = self.browse(id_ for (id_,) in rows)
        coupons._settle_points()
        coupons._keep_cards()
        return coupons
