"""Cells of a spreadsheet as a person has filled them in, and what he means by them."""

import re
from datetime import date, datetime

from .jalali import from_jalali
from .text import same_letters, with_latin_digits
from .workbook import UNCALCULATED

_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+)?")
_WHOLE = re.compile(r"[+-]?\d+")
_GROUPED = re.compile(r"(?<=\d)[,٬،'\u00a0\u202f ](?=\d{3}(?:\D|$))")
# Of the Persian calendar, in which no Gregorian day of a member lies.
_JALALI_BEFORE = 1700
_MAX_TEXT = 250


class Meaningless(ValueError):
    """A cell that does not say what its column asks for. ``why`` names the trouble."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


def text(value) -> str:
    """What is written in a cell, in one line. A number is written as its digits.

    :raise Meaningless: ``error``, ``formula`` or ``long``
    """
    if value is None:
        return ""
    if value is UNCALCULATED:
        raise Meaningless("formula")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    written = " ".join(str(value).split())
    if written in _ERRORS:
        raise Meaningless("error")
    if len(written) > _MAX_TEXT:
        raise Meaningless("long")
    return "".join(
        each for each in written if each.isprintable() or each in "\u200c\u200d"
    )


def code(value) -> str:
    """A number or a code that names somebody, in the digits of machines.

    :raise Meaningless: as :func:`text`
    """
    return with_latin_digits(same_letters(text(value)))


def whole(value) -> int:
    """A whole number; of an empty cell, 0.

    :raise Meaningless: ``number``, or as :func:`text`
    """
    written = _GROUPED.sub("", code(value).replace("\u2212", "-"))
    if not written:
        return 0
    if isinstance(value, bool) or not _WHOLE.fullmatch(written):
        raise Meaningless("number")
    return int(written)


def day(value) -> date | None:
    """A day, of the Persian calendar when its year is one; of an empty cell, None.

    :raise Meaningless: ``day``, or as :func:`text`
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = code(value)
    if not written:
        return None
    found = _DAY.fullmatch(written)
    if not found:
        raise Meaningless("day")
    year, month, of_month = map(int, found.groups())
    try:
        if year < _JALALI_BEFORE:
            return from_jalali(year, month, of_month)
        return date(year, month, of_month)
    except ValueError as error:
        raise Meaningless("day") from error
