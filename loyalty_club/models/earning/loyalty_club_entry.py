from odoo import models


class LoyaltyClubEntry(models.Model):
    """Entries of an earning tell its document and its rules."""

    _inherit = "loyalty.club.entry"

    def _describe(self):
        """Name what was bought, and what the rules gave for it."""
        earning = self.earning_id
        if not earning:
            return super()._describe()
        reason = " · ".join(earning._explain_rules())
        if self.points < 0 or not reason:
            reason = self.reason or self._describe_kind()
        return f"{earning.reference}: {reason}" if earning.reference else reason
