"""How old somebody is, told in bands."""

from datetime import date

# The first year of each, and what it is called.
AGE_BANDS = [
    ("0", "Under 18"),
    ("18", "18 to 24"),
    ("25", "25 to 34"),
    ("35", "35 to 44"),
    ("45", "45 to 54"),
    ("55", "55 to 64"),
    ("65", "65 and over"),
]


def age_on(born: date, day: date) -> int:
    """The full years between a birth and a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_band(born: date, day: date) -> str:
    """The band of :data:`AGE_BANDS` in which somebody is on a day."""
    age = age_on(born, day)
    return max(
        (first for first, _name in AGE_BANDS if int(first) <= age), key=int, default="0"
    )
