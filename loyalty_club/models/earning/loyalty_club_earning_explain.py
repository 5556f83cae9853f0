from odoo import models

from ...tools.text import isolated
from ..club.in_words import amount, day, number


class LoyaltyClubEarning(models.Model):
    """Says in plain words why an earning is what it is."""

    _inherit = "loyalty.club.earning"

    def _explain(self) -> list[str]:
        """Which rule gave, limited, delayed or refused points: a sentence each.

        In the language of the reader, with the wording the rules had at that time.
        """
        self.ensure_one()
        return [
            *self._explain_occasion(),
            *self.line_ids._explain_by_rule(),
            *self._explain_factor(),
            *self._explain_nothing(),
            *self._explain_state(),
        ]

    def _explain_factor(self):
        if self.factor != 1 and any(self.line_ids._points_given()):
            names = filter(None, [self.tier_id.name, self.type_id.name])
            yield self.env._(
                "All of it × %(factor)s: %(reason)s",
                factor=number(self.env, self.factor),
                reason=" · ".join(map(isolated, names)),
            )

    def _explain_occasion(self):
        occasions = self.env["loyalty.club.occasion"]
        if self.source_model == occasions._name:
            yield occasions.browse(self.source_id)._in_words()
            if self.state == "posted" and not self.line_ids:
                yield self.env._("No rule rewards it.")

    def _explain_nothing(self):
        # A purchase without a rule says so line by line; joining has no lines.
        if self.source_model == "loyalty.club.member" and not self.line_ids:
            yield self.env._("No rule rewards joining.")

    def _explain_state(self):
        if self.state == "failed":
            yield self.env._("The points could not be counted yet; it is tried again.")
        if self.state == "void":
            yield self.env._("Cancelled or returned: it is worth no points any more.")
        if self.is_held:
            yield self.env._(
                "Spendable from %(day)s, when the return window has passed.",
                day=day(self.env, self.available_on),
            )
        if self.state == "pending" and self.paid < 1:
            yield self.env._(
                "%(share)s%% is paid; the rest of the points come with the payment.",
                share=number(self.env, round(self.paid * 100)),
            )
        if self.forgiven_points:
            yield self.env._(
                "%(points)s points were spent already and were not taken back.",
                points=number(self.env, self.forgiven_points),
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

    def _points_given(self) -> list[int]:
        """The points of these lines; coupons are no points."""
        return [line.points for line in self if not line.is_coupon]

    def _explain_coupon(self):
        """One sentence for lines of a rule that gives a coupon."""
        name = isolated(self[0].wording)
        if sum(self.mapped("points")):
            return self.env._("%(rule)s: a coupon for you", rule=name)
        if self[0].verdict == "stamp" and self[0].quantity:
            return self.env._("%(rule)s: a stamp on your card", rule=name)
        return self.env._("%(rule)s: no coupon", rule=name)

    def _explain_earned(self):
        if self[0].is_coupon:
            return self._explain_coupon()
        name = isolated(self[0].wording)
        points = number(self.env, sum(self.mapped("points")))
        if self[0].source_line_id == 0:
            return self.env._("%(rule)s: %(points)s points", rule=name, points=points)
        returned = sum(self.mapped("charged")) - sum(self.mapped("basis"))
        if returned > 0.005:
            return self.env._(
                "%(rule)s: %(points)s points for %(kept)s, after %(returned)s was "
                "returned",
                rule=name,
                points=points,
                kept=self._what_counts(),
                returned=amount(self.env, returned, self.currency_id),
            )
        return self.env._(
            "%(rule)s: %(points)s points for %(amount)s",
            rule=name,
            points=points,
            amount=self._what_counts(),
        )

    def _what_counts(self) -> str:
        """The pieces or the money that a rule has counted on these lines."""
        rule = self[0]._rule_then()
        if not rule or rule.trigger != "quantity":
            return amount(self.env, sum(self.mapped("basis")), self.currency_id)
        count = sum(self.mapped("quantity"))
        if count == 1:
            return self.env._("one piece")
        return self.env._("%(count)s pieces", count=number(self.env, count))

    def _explain_capped(self):
        if self[0].is_coupon:
            return self._explain_coupon()
        name, points = isolated(self[0].wording), sum(self.mapped("points"))
        if not points:
            return self.env._(
                "%(rule)s: no points, as it has given the most it may already",
                rule=name,
            )
        return self.env._(
            "%(rule)s: %(points)s points, the most that this rule could still give",
            rule=name,
            points=number(self.env, points),
        )

    def _explain_stamp(self):
        if self[0].is_coupon:
            return self._explain_coupon()
        line, name = self[0], isolated(self[0].wording)
        if line.points:
            return self.env._(
                "%(rule)s: your card is full, %(points)s points",
                rule=name,
                points=number(self.env, line.points),
            )
        if not line.quantity:
            return self.env._("%(rule)s: returned, no stamp", rule=name)
        return self.env._("%(rule)s: a stamp on your card", rule=name)

    def _explain_minimum(self):
        line = self[0]
        minimum = line._rule_then().min_amount
        return self.env._(
            "%(rule)s: only from %(minimum)s on, and this was %(amount)s",
            rule=isolated(line.wording),
            minimum=amount(self.env, minimum, line.currency_id),
            amount=amount(self.env, line.charged, line.currency_id),
        )

    def _rule_then(self):
        """The rule of this line, as its rulebook keeps it."""
        return self.earning_id.rulebook_id._terms().rule(self.rule_id)

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
