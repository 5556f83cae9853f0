from odoo import models


class LoyaltyClubEntry(models.Model):
    """Entries of an earning tell its document and its rules."""

    _inherit = "loyalty.club.entry"

    def _describe(self):
        """Name what was bought, and what the rules gave for it."""
        earning = self.earning_id
        if not earning:
            return super()._describe()
        # What happened in the club itself has no document.
        document = earning.reference if earning.channel != "club" else None
        rules = self._describe_rules() if self.kind == "earn" else None
        reason = rules or self.reason or self._describe_kind()
        return f"{document}: {reason}" if document else reason

    def _describe_rules(self) -> str:
        """The rules behind these points, with their figures if these are still so."""
        lines = self.earning_id.line_ids
        given = lines.filtered("points")
        if given and sum(given.mapped("points")) == self.points:
            return " · ".join(given._explain_by_rule())
        wordings = lines.filtered("rule_id").mapped("wording")
        return " · ".join(dict.fromkeys(filter(None, wordings)))
