from odoo import models


class LoyaltyClubNotice(models.Model):
    """Coupons that were used meanwhile are not told of."""

    _inherit = "loyalty.club.notice"

    def _outdated(self):
        gone = self.filtered(
            lambda notice: (
                notice.kind == "coupon_expire" and notice._about().state != "issued"
            )
        )
        return gone | super(LoyaltyClubNotice, self - gone)._outdated()
