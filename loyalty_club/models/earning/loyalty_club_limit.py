from collections import Counter

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.period import period_end, period_start


class Usage:
    """What rules with a limit have given to members, period by period."""

    def __init__(self, rows):
        self._points = Counter()
        for member_id, rule_id, start, points in rows:
            self._points[member_id, rule_id, start] += points

    def of(self, settlement) -> dict[int, int]:
        """Points given in the periods that hold this settlement, by rule id."""
        return {
            rule.id: self._points[self.key(settlement, rule)]
            for rule in settlement.terms.rules
            if rule.limit_per_member
        }

    def add(self, settlement):
        """Count what has just been evaluated, for those that come after it."""
        for rule in settlement.terms.rules:
            if rule.limit_per_member:
                self._points[self.key(settlement, rule)] += max(
                    settlement.given(rule.id, settlement.awards), 0
                ) - max(settlement.given(rule.id, settlement.kept), 0)

    @staticmethod
    def key(settlement, rule):
        """Member, rule, and the first day of the period."""
        start = period_start(settlement.day, rule.limit_period)
        return settlement.member.id, rule.id, start


class LoyaltyClubLimit(models.AbstractModel):
    """Reads what rules have given, for limits per member and period."""

    _name = "loyalty.club.limit"
    _description = "Customer Club: Limits of Earning Rules"

    @api.model
    def _usage(self, settlements) -> Usage:
        """What limited rules have given in the periods of these settlements."""
        periods = {
            Usage.key(settlement, rule): self._bounds(settlement, rule)
            for settlement in settlements
            if settlement.member._origin  # who is no member yet has had nothing
            for rule in settlement.terms.rules
            if rule.limit_per_member
        }
        if not periods:
            return Usage([])
        self.env["loyalty.club.earning"].flush_model()
        values = SQL(", ").join(
            SQL("(%s, %s, %s::date, %s::timestamp, %s::timestamp)", *key, *bounds)
            for key, bounds in periods.items()
        )
        return Usage(
            self.env.execute_query(
                SQL(
                    """
                    SELECT period.member_id, period.rule_id, period.start,
                           sum(GREATEST(line.points, 0))
                      FROM (VALUES %s)
                        AS period(member_id, rule_id, start, begins_at, ends_at)
                      JOIN loyalty_club_earning AS earning
                        ON earning.member_id = period.member_id
                       AND earning.occurred_at >= period.begins_at
                       AND earning.occurred_at < period.ends_at
                      JOIN loyalty_club_earning_line AS line
                        ON line.earning_id = earning.id
                       AND line.rule_id = period.rule_id
                  GROUP BY period.member_id, period.rule_id, period.start
                    """,
                    values,
                )
            )
        )

    @api.model
    def _bounds(self, settlement, rule):
        start = period_start(settlement.day, rule.limit_period)
        if not start:
            return fields.Datetime.to_datetime("1900-01-01"), "infinity"
        club = settlement.member.club_id
        end = period_end(settlement.day, rule.limit_period)
        return club._midnight(start), club._midnight(end)
