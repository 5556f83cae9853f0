from odoo import models

from ...tools.text import isolated


class LoyaltyClubEntry(models.Model):
    """Entries of a coupon tell which one."""

    _inherit = "loyalty.club.entry"

    def _describe(self):
        """Name what the points were spent on, or came back from."""
        if not self.coupon_id:
            return super()._describe()
        coupon = self.coupon_id
        if self.kind == "spend":
            return coupon.display_name
        name, kind = isolated(coupon.display_name), self._describe_kind()
        return f"{name}: {kind}"
