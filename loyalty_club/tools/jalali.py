"""Days of the Persian calendar, as they are written in Iran."""

from datetime import date, timedelta

# In the 33 years of a cycle, those with a day more than 365: as the equinox has it from
# 1178 to 1633 (1799 to 2254).
_LEAP = (1, 5, 9, 13, 17, 22, 26, 30)
_FIRST_YEAR, _LAST_YEAR = 1178, 1633
# Nowruz of the year 1, counted back along the cycle.
_NOWRUZ_1 = date(622, 3, 21)
MONTHS = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)


def is_leap(year: int) -> bool:
    """Whether Esfand of this year has thirty days."""
    return year % 33 in _LEAP


def from_jalali(year: int, month: int, day: int) -> date:
    """The day as the rest of the world writes it.

    :raise ValueError: when there is no such day, or the year is not of our times
    """
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12):
        raise ValueError("no such year or month")
    longest = 31 if month <= 6 else 30 if month <= 11 or is_leap(year) else 29
    if not 1 <= day <= longest:
        raise ValueError("no such day")
    cycles, years = divmod(year - 1, 33)
    leaps = cycles * len(_LEAP) + sum(leap <= years for leap in _LEAP)
    days = (year - 1) * 365 + leaps
    days += (month - 1) * 31 - max(0, month - 7) + day - 1
    return _NOWRUZ_1 + timedelta(days=days)


def to_jalali(day: date) -> tuple[int, int, int]:
    """Year, month and day of the Persian calendar.

    :raise ValueError: when the day is not of our times
    """
    year = day.year - 621
    if day < from_jalali(year, 1, 1):
        year -= 1
    passed = (day - from_jalali(year, 1, 1)).days
    # Six months of 31 days, then those of 30.
    if passed < 186:
        return year, passed // 31 + 1, passed % 31 + 1
    return year, (passed - 186) // 30 + 7, (passed - 186) % 30 + 1


def year_end(day: date) -> date:
    """The last day of Esfand of the year that holds ``day``.

    :raise ValueError: when the day is not of our times
    """
    return from_jalali(to_jalali(day)[0] + 1, 1, 1) - timedelta(days=1)


def written(day: date) -> str:
    """The day in Persian words: ``6 بهمن 1404``.

    :raise ValueError: when the day is not of our times
    """
    year, month, number = to_jalali(day)
    return f"{number} {MONTHS[month - 1]} {year}"
