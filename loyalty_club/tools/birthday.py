"""Birthdays, in the calendar in which they are celebrated."""

from datetime import date, timedelta

from . import jalali

# The choices of a field that holds one.
CALENDARS = [("gregorian", "Gregorian"), ("jalali", "Persian (Jalali)")]

_FEBRUARY, _ESFAND = 2, 12


def day_code(day: date, calendar: str) -> int:
    """Month and day of a date as one number: 2 September is 902.

    :param calendar: ``gregorian`` | ``jalali``
    :raise ValueError: when a Persian year is not of our times
    """
    _year, month, number = parts(day, calendar)
    return month * 100 + number


def celebrated(day: date, calendar: str) -> tuple[int, list[int]]:
    """The year of a day, and the codes of those whose birthday it is.

    Who was born on the last day of a leap year's longer month celebrates on the last
    day of that month in other years.
    """
    year, month, number = parts(day, calendar)
    codes = [month * 100 + number]
    next_month = parts(day + timedelta(days=1), calendar)[1]
    if next_month != month:
        if calendar == "gregorian" and month == _FEBRUARY:
            codes = [month * 100 + each for each in range(number, 30)]
        elif calendar == "jalali" and month == _ESFAND:
            codes = [month * 100 + each for each in range(number, 31)]
    return year, codes


def year_start(day: date, calendar: str) -> date:
    """The first day of the year that holds ``day``."""
    if calendar == "jalali":
        return jalali.from_jalali(jalali.to_jalali(day)[0], 1, 1)
    return day.replace(month=1, day=1)


def from_parts(year: int, month: int, day: int, calendar: str) -> date:
    """A date from its parts.

    :raise ValueError: when there is no such day
    """
    if calendar == "jalali":
        return jalali.from_jalali(year, month, day)
    return date(year, month, day)


def parts(day: date, calendar: str) -> tuple[int, int, int]:
    """Year, month and day of a date.

    :raise ValueError: when a Persian year is not of our times
    """
    if calendar == "jalali":
        return jalali.to_jalali(day)
    return day.year, day.month, day.day
