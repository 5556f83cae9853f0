from babel.dates import get_day_names

from odoo import models
from odoo.tools import format_duration, get_lang

from ...tools.rules import PURCHASE_TRIGGERS
from ...tools.text import isolated, with_digits_of
from ..club.in_words import amount, day, number, signed
from .loyalty_club_earning_rule import CHANNELS, WEEKDAYS


class LoyaltyClubEarningRule(models.Model):
    """Rules in plain words: what they give, and when and where they hold."""

    _inherit = "loyalty.club.earning.rule"

    # === VERBS === #

    def _is_for(self, member) -> bool:
        """Whether a member can earn by it, as he stands now."""
        self.ensure_one()
        return (
            (not self.tier_ids or member.tier_id in self.tier_ids)
            and (not self.type_ids or member.type_id in self.type_ids)
            and (self.trigger != "referred" or bool(member.referrer_id))
        )

    def _gain(self) -> str:
        """What it gives, in the language of the reader."""
        self.ensure_one()
        points = signed(self.env, self.points)
        match self.trigger:
            case "amount":
                return self.env._(
                    "%(points)s per %(amount)s",
                    points=points,
                    amount=amount(self.env, self.per_amount, self.currency_id),
                )
            case "quantity":
                return self.env._("%(points)s each", points=points)
        return points

    def _conditions(self) -> list[str]:
        """When and where it holds, and up to what: a few words each."""
        self.ensure_one()
        if self.trigger == "enrollment":
            return []
        if self.trigger not in PURCHASE_TRIGGERS:
            return [*self._say_what_for(), *self._say_how_much()]
        return [
            *self._say_where(),
            *self._say_when(),
            *self._say_how_much(),
        ]

    def _say_what_for(self):
        match self.trigger:
            case "birthday":
                yield self.env._("on your birthday, by the date in your profile")
            case "referral":
                yield self.env._("for each friend, with his first purchase")
            case "referred":
                yield self.env._("with your first purchase")
            case "profile":
                yield self.env._("once, when nothing is missing")

    def _say_where(self):
        channels = self._channels()
        if len(channels) == len(CHANNELS):
            return
        places = {
            "sale": self.env._("by order"),
            "website": self.env._("in the web shop"),
            "pos": self.env._("at the till"),
        }
        yield " · ".join(places[channel] for channel in channels)

    def _say_when(self):
        if not all(self[name] for name in WEEKDAYS):
            names = get_day_names("wide", locale=get_lang(self.env).code)
            yield " · ".join(
                names[place] for place, name in enumerate(WEEKDAYS) if self[name]
            )
        if (self.hour_from, self.hour_to) != (0.0, 24.0):
            hours = map(format_duration, (self.hour_from, self.hour_to))
            yield isolated(with_digits_of(self.env.lang, "\u2013".join(hours)))
        if self.date_to:
            yield self.env._("until %(day)s", day=day(self.env, self.date_to))

    def _say_how_much(self):
        if self.min_amount:
            yield self.env._(
                "from %(amount)s on",
                amount=amount(self.env, self.min_amount, self.currency_id),
            )
        if self.limit_per_order:
            yield self.env._(
                "at most %(points)s per purchase",
                points=number(self.env, self.limit_per_order),
            )
        if self.limit_per_member:
            yield self._periods()[self.limit_period]

    def _periods(self):
        points = number(self.env, self.limit_per_member)
        return {
            "day": self.env._("at most %(points)s a day", points=points),
            "week": self.env._("at most %(points)s a week", points=points),
            "month": self.env._("at most %(points)s a month", points=points),
            "year": self.env._("at most %(points)s a year", points=points),
            "ever": self.env._("at most %(points)s altogether", points=points),
        }
