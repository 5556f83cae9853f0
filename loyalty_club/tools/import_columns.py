"""The columns of a file of members, as people call them in English and in Persian.

These names are a file format, not words of the screen: a file made with one language is
read with any other.
"""

from typing import NamedTuple

from .text import as_key


class Column(NamedTuple):
    """One column; of each language, the first heading is that of the template."""

    name: str
    english: tuple[str, ...]
    persian: tuple[str, ...]
    width: int
    is_required: bool = False

    def heading(self, language: str | None) -> str:
        """What the template calls it, for readers of a language."""
        names = self.persian if (language or "").startswith("fa") else self.english
        return names[0]


COLUMNS = (
    Column(
        "external_number",
        ("External Number", "Member Number", "Customer Number", "Customer Code", "ID"),
        ("شمارهٔ پیشین", "شماره عضویت", "شماره عضو", "شماره مشتری", "کد مشتری", "کد"),
        18,
        is_required=True,
    ),
    Column(
        "name",
        ("Name", "Full Name", "Customer", "Member"),
        ("نام", "نام و نام خانوادگی", "نام کامل", "مشتری", "عضو"),
        28,
        is_required=True,
    ),
    Column(
        "kind",
        ("Person or Organisation", "Person or Organization", "Kind"),
        ("شخص یا سازمان", "نوع شخص", "حقیقی یا حقوقی"),
        24,
    ),
    Column(
        "mobile",
        ("Mobile", "Mobile Number", "Phone", "Phone Number", "Telephone", "Cell"),
        ("تلفن همراه", "موبایل", "شماره موبایل", "شماره همراه", "تلفن", "همراه"),
        18,
    ),
    Column(
        "email",
        ("E-mail", "Email Address", "Mail"),
        ("ایمیل", "رایانامه", "پست الکترونیک", "پست الکترونیکی"),
        28,
    ),
    Column(
        "type",
        ("Membership Type", "Member Type", "Type"),
        ("نوع عضویت", "گونهٔ عضویت", "نوع"),
        18,
    ),
    Column(
        "organisation",
        ("Organisation", "Organization", "Company", "Employer"),
        ("سازمان", "شرکت", "محل کار"),
        24,
    ),
    Column(
        "joined_on",
        ("Joined On", "Member Since", "Joining Date", "Joined"),
        ("تاریخ عضویت", "عضو از"),
        14,
    ),
    Column(
        "points",
        ("Opening Points", "Points", "Balance"),
        ("امتیاز آغازین", "امتیاز اولیه", "امتیاز", "مانده امتیاز", "مانده"),
        16,
    ),
    Column(
        "expires_on",
        ("Points Expire On", "Expires On", "Expiry Date", "Expiry"),
        ("انقضای امتیاز", "تاریخ انقضا", "انقضا"),
        18,
    ),
    Column("language", ("Language",), ("زبان",), 12),
)
# What a list of refused rows adds to them, and whoever has corrected it may leave.
_REASON = ("Reason", "دلیل")
_IGNORED = (*_REASON, "Row", "ردیف")

_KEYS = {
    as_key(heading): column.name
    for column in COLUMNS
    for heading in (*column.english, *column.persian)
}
_IGNORED_KEYS = set(map(as_key, _IGNORED))

LEGAL = frozenset(
    map(
        as_key,
        ("organisation", "organization", "company", "legal", "business")
        + ("سازمان", "شرکت", "حقوقی"),
    )
)
INDIVIDUAL = frozenset(
    map(
        as_key,
        ("person", "individual", "private", "شخص", "فرد", "حقیقی", "شخص حقیقی"),
    )
)


class Headings(NamedTuple):
    """What the first row of a file says: where each column is, and what is amiss."""

    places: dict[str, int]
    unknown: list[str]
    repeated: list[str]
    missing: list[str]


def reason_heading(language: str | None) -> str:
    """What stands above the reasons of refused rows, for readers of a language."""
    return _REASON[(language or "").startswith("fa")]


def read(headings: list[str], language: str | None) -> Headings:
    """Find the columns among the headings of a file, in any of their names."""
    places, unknown, repeated = {}, [], []
    for place, heading in enumerate(headings):
        key = as_key(heading)
        name = _KEYS.get(key)
        if name in places:
            repeated.append(heading)
        elif name:
            places[name] = place
        elif key and key not in _IGNORED_KEYS:
            unknown.append(heading)
    missing = [
        column.heading(language)
        for column in COLUMNS
        if column.is_required and column.name not in places
    ]
    return Headings(places, unknown, repeated, missing)
