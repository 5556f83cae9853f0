"""Periods of the calendar in which limits count and points expire."""

import calendar
from datetime import date

from dateutil.relativedelta import relativedelta

from . import jalali

# The choices of a field that holds one.
PERIODS = [
    ("day", "Day"),
    ("week", "Week"),
    ("month", "Month"),
    ("year", "Year"),
    ("ever", "Altogether"),
]

# The Persian year ends on one of these days of March, but not on the same each year.
_LAST_DAYS_OF_ESFAND = (19, 20, 21)


def period_start(day: date, period: str) -> date | None:
    """First day of the ``day`` | ``week`` | ``month`` | ``year`` that holds ``day``.

    Weeks start on Monday (ISO 8601). ``ever`` has no start: None.
    """
    match period:
        case "day":
            return day
        case "week":
            return day - relativedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
    return None


def period_end(day: date, period: str) -> date | None:
    """The first day after the period that holds ``day``; None for ``ever``."""
    start = period_start(day, period)
    return start and start + relativedelta(**{f"{period}s": 1})


def year_end(day: date, month: int = 12, last_day: int = 31) -> date:
    """Last day of the (fiscal) year that holds ``day``.

    :param month: month in which the year ends, 1 to 12
    :param last_day: its last day; a day the month does not have means its last one, and
        one at the end of Esfand means that of each Persian year
    """
    if month == 3 and last_day in _LAST_DAYS_OF_ESFAND:
        return jalali.year_end(day)
    for year in (day.year, day.year + 1):
        end = date(year, month, min(last_day, calendar.monthrange(year, month)[1]))
        if day <= end:
            return end
    raise AssertionError("a year ends within two calendar years")
