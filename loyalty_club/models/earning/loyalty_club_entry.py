from odoo import models

from ...tools.text import isolated
from ..club.in_words import number


class LoyaltyClubEntry(models.Model):
    """Entries of an earning tell its document and its rules."""

    _inherit = "loyalty.club.entry"

    def _describe_cause(self):
        """Name what was bought. What happened in the club itself has no document."""
        earning = self.earning_id
        if not earning or earning.channel == "club":
            return super()._describe_cause()
        return earning.reference or super()._describe_cause()

    def _describe_reason(self):
        """Say what the rules gave for it."""
        rules = self.kind == "earn" and self.earning_id and self._describe_rules()
        return rules or super()._describe_reason()

    def _describe_kind(self):
        """Say what is left of a purchase that was returned in part."""
        lines, worth = self.earning_id.line_ids, self.earning_id.points
        returned = sum(lines.mapped("charged")) - sum(lines.mapped("basis"))
        if self.kind != "take_back" or worth <= 0 or returned < 0.005:
            return super()._describe_kind()
        return self.env._(
            "Taken back after a return; what was kept is worth %(points)s points",
            points=number(self.env, worth),
        )

    def _describe_rules(self) -> str:
        """The rules behind these points, and what became of the points since."""
        lines = self.earning_id.line_ids
        given = lines.filtered(lambda line: line.points and not line.is_coupon)
        worth = sum(given.mapped("points"))
        if given and worth == self.points:
            factor = self.earning_id._explain_factor()
            return " · ".join([*given._explain_by_rule(), *factor])
        wordings = dict.fromkeys(lines.filtered("rule_id").mapped("wording"))
        rules = " · ".join(isolated(wording) for wording in wordings if wording)
        if not rules:
            return ""
        then, now = number(self.env, self.points), number(self.env, worth)
        if worth < self.points:
            return self.env._(
                "%(rules)s: %(points)s points then, %(now)s now",
                rules=rules,
                points=then,
                now=now,
            )
        return self.env._(
            "%(rules)s: %(points)s of %(now)s points", rules=rules, points=then, now=now
        )
