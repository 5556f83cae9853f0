from odoo import models


class LoyaltyClubEntry(models.Model):
    """Entries of a coupon tell which one."""

    _inherit = "loyalty.club.entry"

    def _describe(self):
        """Name what the points were spent on, or came back from."""
        if self.coupon_id and self.kind == "spend":
            return self.coupon_id.display_name
        return super()._describe()

    def _describe_cause(self):
        """Name the coupon."""
        return self.coupon_id.display_name or super()._describe_cause()

    def _describe_reason(self):
        """Say what became of it."""
        return self._describe_kind() if self.coupon_id else super()._describe_reason()
