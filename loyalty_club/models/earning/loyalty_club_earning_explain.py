from odoo import models
from odoo.tools import format_amount, format_date


class LoyaltyClubEarning(models.Model):
    """Says in plain words why an earning is what it is."""

    _inherit = "loyalty.club.earning"

    def _explain(self) -> list[str]:
        """Which rule gave, limited, delayed or refused points: a sentence each.

        In the language of the reader, with the wording the rules had at that time.
        """
        self.ensure_one()
        return [*self.line_ids._explain_by_rule(), *self._explain_state()]

    def _explain_state(self):
        if self.state == "failed":
            yield self.env._("The points could not be counted yet; it is tried again.")
        if self.state == "void":
            yield self.env._("Cancelled or returned: it is worth no points any more.")
        if self.is_held:
            yield self.env._(
                "Spendable from %(day)s, when the return window has passed.",
                day=format_date(self.env, self.available_on),
            )
        if self.state == "pending" and self.paid < 1:
            yield self.env._(
                "%(share)s%% is paid; the rest of the points come with the payment.",
                share=round(self.paid * 100),
            )
        if self.forgiven_points:
            yield self.env._(
                "%(points)s points were spent already and were not taken back.",
                points=self.forgiven_points,
            )


class LoyaltyClubEarningLine(models.Model):
    """Says what one rule did."""

    _inherit = "loyalty.club.earning.line"

    def _explain_by_rule(self):
        """A sentence for each rule, and for each reason why there was none."""
        by_rule = self.grouped(lambda line: (line.rule_id, line.verdict))
        for lines in by_rule.values():
            yield from lines._explain()

    def _explain(self) -> list[str]:
        """One sentence for these lines, which share a rule and a verdict."""
        explain = getattr(self, f"_explain_{self[0].verdict}", self._explain_refusal)
        return [explain()]

    def _explain_earned(self):
        name, points = self[0].wording, sum(self.mapped("points"))
        if self[0].source_line_id == 0:
            return self.env._("%(rule)s: %(points)s points", rule=name, points=points)
        charged, basis = sum(self.mapped("charged")), sum(self.mapped("basis"))
        money = format_amount(self.env, basis, self.currency_id)
        if charged - basis > 0.005:
            return self.env._(
                "%(rule)s: %(points)s points for %(kept)s, after %(returned)s was "
                "returned",
                rule=name,
                points=points,
                kept=money,
                returned=format_amount(self.env, charged - basis, self.currency_id),
            )
        return self.env._(
            "%(rule)s: %(points)s points for %(amount)s",
            rule=name,
            points=points,
            amount=money,
        )

    def _explain_capped(self):
        points = sum(self.mapped("points"))
        if not points:
            return self.env._(
                "%(rule)s: no points, as it has given the most it may already",
                rule=self[0].wording,
            )
        return self.env._(
            "%(rule)s: %(points)s points, the most that this rule could still give",
            rule=self[0].wording,
            points=points,
        )

    def _explain_stamp(self):
        line = self[0]
        if line.points:
            return self.env._(
                "%(rule)s: your card is full, %(points)s points",
                rule=line.wording,
                points=line.points,
            )
        if not line.quantity:
            return self.env._("%(rule)s: returned, no stamp", rule=line.wording)
        return self.env._("%(rule)s: a stamp on your card", rule=line.wording)

    def _explain_minimum(self):
        line = self[0]
        rule = line.earning_id.rulebook_id._terms().rule(line.rule_id)
        return self.env._(
            "%(rule)s: only from %(minimum)s on, and this was %(amount)s",
            rule=line.wording,
            minimum=format_amount(self.env, rule.min_amount, line.currency_id),
            amount=format_amount(self.env, line.charged, line.currency_id),
        )

    def _explain_refusal(self):
        reasons = {
            "no_rule": self.env._("Some products earn no points."),
            "delivery": self.env._("Delivery earns no points."),
            "tip": self.env._("Tips earn no points."),
            "down_payment": self.env._("Down payments earn with the final purchase."),
            "top_up": self.env._("Gift cards and wallets earn when they are spent."),
            "gift": self.env._("What was free earns no points."),
        }
        return reasons[self[0].verdict]
