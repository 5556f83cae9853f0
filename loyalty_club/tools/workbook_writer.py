"""Workbooks (.xlsx) for others: written row by row, and never more than text."""

from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

# A sheet holds no more rows than this; what comes after is on the next one.
SHEET_ROWS = 1_048_576
# What a spreadsheet program takes for the beginning of a formula.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_HEADING = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="EDEDED")


class SheetColumn(NamedTuple):
    """What stands above a column, and how wide it is, in letters.

    ``is_text``: what people fill in is kept as they type it.
    """

    heading: str
    width: int = 20
    is_text: bool = False


class Sheets:
    """A workbook that is filled row by row, and kept on disk until it is saved."""

    def __init__(self, title: str, columns: list[SheetColumn], *, rtl: bool):
        self._book = Workbook(write_only=True)
        self._rtl = rtl
        self.add_page(title, columns)

    def add_page(self, title: str, columns: list[SheetColumn]):
        """Go on with another sheet."""
        self._title = "".join(each for each in title if each not in r"[]:*?/\'")[:25]
        self._columns = columns
        self._begin()

    def _begin(self):
        self._sheet = sheet = self._book.create_sheet(self._title)
        sheet.sheet_view.rightToLeft = self._rtl
        sheet.freeze_panes = "A2"
        for place, column in enumerate(self._columns, start=1):
            dimension = sheet.column_dimensions[get_column_letter(place)]
            dimension.width = column.width
            if column.is_text:
                dimension.number_format = "@"
        sheet.append([_heading(sheet, column.heading) for column in self._columns])
        self._count = 1

    def extend(self, rows: Iterable[list]):
        """Add rows: texts, numbers, days and moments; None and False leave a gap."""
        for row in rows:
            if self._count == SHEET_ROWS:
                self._begin()
            self._sheet.append([_cell(self._sheet, value) for value in row])
            self._count += 1

    def save(self, file: BinaryIO):
        """Write the workbook."""
        self._book.save(file)


def _heading(sheet, heading):
    cell = WriteOnlyCell(sheet, heading)
    cell.font, cell.fill = _HEADING, _SHADE
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _cell(sheet, value):
    if value is None or value is False:
        return None
    if not isinstance(value, str):
        return value
    value = ILLEGAL_CHARACTERS_RE.sub("", value)
    if not value.startswith(_DANGEROUS):
        return value
    # A text that only looks like a formula stays a text, also once it is edited.
    cell = WriteOnlyCell(sheet)
    cell._value, cell.data_type = value, "s"
    cell.quotePrefix = True
    return cell
