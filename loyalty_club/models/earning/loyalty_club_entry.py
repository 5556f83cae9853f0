from odoo import models


class LoyaltyClubEntry(models.Model):
    """Entries of an earning tell its document and its rules."""

    _inherit = "loyalty.club.entry"

    def _describe(self):
        """Name what was bought, and what the rules gave for it."""
        earning = self.earning_id
        if not earning:
            return super()._describe()
        given = earning.line_ids.filtered("points")
        reason = self.reason or self._describe_kind()
        if self.kind == "earn" and given:
            reason = " · ".join(given._explain_by_rule())
        # What happened in the club itself has no document.
        if earning.channel == "club" or not earning.reference:
            return reason
        return f"{earning.reference}: {reason}"
