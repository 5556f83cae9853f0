from typing import NamedTuple

from odoo import models

from ...tools.rounding import exact
from ..club.in_words import number


class WayToEarn(NamedTuple):
    """One way to earn, in plain words.

    ``gain`` is what it brings, ``notes`` when and where it holds; ``url`` is where it
    is done, if that is a page. ``is_done`` means that no more comes of it for now.
    """

    what: str
    gain: str = ""
    notes: tuple = ()
    is_done: bool = False
    url: str = ""


class _Rules(NamedTuple):
    """The rules that hold today, as the terms of a settlement have them."""

    rules: object


class _Today(NamedTuple):
    """As much of a settlement as it takes to read what limited rules have given."""

    member: object
    day: object
    terms: _Rules


class LoyaltyClubMember(models.Model):
    """How a member can earn, and what he has done of it."""

    _inherit = "loyalty.club.member"

    def _ways_to_earn(self) -> list[WayToEarn]:
        """The ways that are open to this member today.

        What is no rule of the club's purchases adds itself here.
        """
        self.ensure_one()
        today = self.club_id._today()
        rules = self.env["loyalty.club.earning.rule"].search_fetch(
            [("club_id", "=", self.club_id.id)]
        )
        rules = rules.filtered(
            lambda rule: (
                (not rule.date_from or rule.date_from <= today)
                and (not rule.date_to or rule.date_to >= today)
                and rule._is_for(self)
            )
        )
        limits = self.env["loyalty.club.limit"]
        usage = limits._usage([_Today(self, today, _Rules(rules))])
        stamps = self.env["loyalty.club.earning"]._stamps_on_cards(self, rules)
        had = self.env["loyalty.club.occasion"]._had(self, rules)
        return [
            WayToEarn(
                what=rule.name,
                gain=rule._gain(),
                notes=(*rule._conditions(), *self._stamps_note(rule, stamps)),
                is_done=rule.trigger in had or self._has_had_all(rule, usage, today),
                url=self._way_url(rule),
            )
            for rule in rules
        ]

    def _way_url(self, rule) -> str:
        """Where the member does what a rule is for, if that is a page."""
        return ""

    def _has_had_all(self, rule, usage, today) -> bool:
        """Whether a rule gives him nothing more in this period."""
        if rule.trigger == "enrollment":
            return True
        given = usage.of(_Today(self, today, _Rules(rule))).get(rule.id, 0)
        return bool(rule.limit_per_member) and given >= rule.limit_per_member

    def _stamps_note(self, rule, stamps):
        if rule.trigger == "nth_order":
            yield self.env._(
                "%(count)s of %(every)s stamps",
                count=number(self.env, stamps.get(rule.id, 0)),
                every=number(self.env, rule.every),
            )

    def _factor_note(self) -> str:
        """By how much he earns more than others, and as what; empty if he does not."""
        self.ensure_one()
        factor = self._holder().factor
        if factor == exact(1):
            return ""
        names = filter(None, [self.tier_id.name, self.type_id.name])
        return self.env._(
            "As %(standing)s you get %(factor)s times as much.",
            standing=" · ".join(names),
            factor=number(self.env, float(factor)),
        )
