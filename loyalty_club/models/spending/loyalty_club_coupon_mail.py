from odoo import models

from ...tools.barcode import code_picture
from ..club.in_words import day


class LoyaltyClubCoupon(models.Model):
    """Coupons on paper and by e-mail."""

    _inherit = "loyalty.club.coupon"

    # === ACTIONS === #

    def action_send(self):
        """Send these coupons to their members by e-mail, one message each.

        :raise AccessError: for anybody who does not serve members
        """
        self._as_group("loyalty_club.group_agent")._mail()

    # === PAGE === #

    def _picture(self, kind, width, height) -> str:
        """The code of this coupon for a scanner, as the address of a picture."""
        return code_picture(kind, self.code, width, height)

    def _last_day(self) -> str:
        """Until when it can be used, as its reader writes a day."""
        return day(self.env, self.expires_on)

    # === VERBS === #

    def _mail(self):
        """Queue an e-mail for each open coupon whose member has an address."""
        template = self.env.ref("loyalty_club.mail_template_coupon")
        reachable = self.filtered(
            lambda coupon: coupon.state == "issued" and coupon.partner_id.email
        )
        # Queued: the scheduler sends them at its own pace, however many there are.
        template.send_mail_batch(reachable.ids, force_send=False)
        reachable._message_log_batch(
            dict.fromkeys(reachable.ids, self.env._("Sent by e-mail"))
        )
