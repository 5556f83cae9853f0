"""Figures as they stand in our sentences: grouped, and in one kind of digits."""

from odoo import fields
from odoo.tools import format_amount, format_date, format_time, formatLang

from ...tools import jalali
from ...tools.text import isolated, with_digits_of


def number(env, value: float) -> str:
    """A number of points or pieces. Of a part of a piece, two decimals are enough."""
    decimals = f"{value:.2f}".rstrip("0").partition(".")[2]
    text = formatLang(env, value, digits=len(decimals))
    text = with_digits_of(env.lang, text)
    # The sign stays in front of its digits, in right-to-left text, too.
    return isolated(text) if value < 0 else text


def signed(env, value: float) -> str:
    """A number of points that came or went: always with its sign."""
    sign = "+" if value > 0 else "\u2212" if value < 0 else ""
    return isolated(f"{sign}{number(env, abs(value))}")


def amount(env, value: float, currency) -> str:
    """An amount of money."""
    text = format_amount(env, value, currency)
    return isolated(with_digits_of(env.lang, text))


def day(env, value) -> str:
    """A day with the name of its month; to Persian readers, of their calendar."""
    if (env.lang or "").startswith("fa"):
        text = jalali.written(fields.Date.to_date(value))
    else:
        text = format_date(env, value, date_format="medium")
    return isolated(with_digits_of(env.lang, text))


def days_left(env, count: int) -> str:
    """How long something can still be had; ``count`` days after today."""
    if count < 1:
        return env._("today is the last day")
    if count == 1:
        return env._("1 day left")
    return env._("%(count)s days left", count=number(env, count))


def moment(env, value) -> str:
    """A moment, to the minute, on the clock of the reader."""
    local = fields.Datetime.context_timestamp(env.user, value)
    text = format_time(env, value, tz=env.context.get("tz"), time_format="short")
    return f"{day(env, local.date())} {isolated(with_digits_of(env.lang, text))}"
