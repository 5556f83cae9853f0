from odoo import fields, models
from odoo.tools import SQL


class LoyaltyClubMessage(models.Model):
    """Members are told when a coupon is about to run out."""

    _inherit = "loyalty.club.message"

    kind = fields.Selection(
        selection_add=[("coupon_expire", "A coupon is about to expire")],
        ondelete={"coupon_expire": "cascade"},
    )

    def _news_coupon_expire(self):
        """Coupons nobody has used: told seven days before, and one."""
        return SQL(
            """
            SELECT member_id, 'loyalty.club.coupon' AS res_model, id AS res_id,
                   CASE WHEN expires_on <= %(today)s::date + 1 THEN 1 ELSE 7 END
                   AS step, 0 AS points, expires_on AS day
              FROM loyalty_club_coupon
             WHERE club_id = %(club)s AND state = 'issued' AND document IS NULL
               AND expires_on BETWEEN %(today)s::date AND %(today)s::date + 7
            """,
            club=self.club_id.id,
            today=self.club_id._today(),
        )
