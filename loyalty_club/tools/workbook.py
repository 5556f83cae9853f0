"""Workbooks (.xlsx) from outside: looked through before they are opened, and read row
by row, so that a hostile one costs little, and a large one no memory."""

import zipfile
from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO
from xml.parsers import expat

import openpyxl

MAX_FILE_BYTES = 20_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 100
# What a workbook may come to when it is unpacked. Of a sheet, a row at a time is kept
# in memory, and little of those before it; of the texts, all.
_MAX_UNPACKED_BYTES = 400_000_000
_MAX_TEXT_BYTES = 60_000_000
_MAX_PARTS = 2_000
_MAX_ELEMENTS = 12_000_000
_MAX_TEXT_ELEMENTS = 3_000_000
_MAX_ELEMENTS_OF_ROW = 70_000
_LAST_ROW = 1_048_576
# Spreadsheets repeat themselves, but not as a bomb does.
_MAX_RATIO, _RATIO_COUNTS_FROM = 150, 10_000_000

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEETS = "xl/worksheets/"
_TEXTS = (".xml", ".rels")
_PICTURES = (
    *("xl/media/", "xl/drawings/", "xl/printerSettings/", "xl/embeddings/"),
    *("docProps/", "customXml/", "package/"),
)


class Trouble(StrEnum):
    """Why a file is not read."""

    LARGE = "large"
    OLD = "old"
    FOREIGN = "foreign"
    BROKEN = "broken"
    BOMB = "bomb"
    MACROS = "macros"
    UNSAFE = "unsafe"
    LONG = "long"


class BadWorkbook(Exception):
    """A file that is not read; ``trouble`` says why."""

    def __init__(self, trouble: Trouble):
        super().__init__(trouble.value)
        self.trouble = trouble


class _Uncalculated:
    """A value of its own: equal to nothing that a cell can hold."""

    def __repr__(self):
        return "UNCALCULATED"


# What a cell holds whose formula was saved without its result.
UNCALCULATED = _Uncalculated()


def rows(file: BinaryIO) -> Iterator[tuple[int, tuple]]:
    """The rows of the first sheet that hold anything: their number, and their values.

    :raise BadWorkbook: at once, or when what is wrong is come to
    """
    try:
        has_formulas = _look_through(file)
        yield from _rows(file, has_formulas)
    except BadWorkbook:
        raise
    except Exception as error:
        # What all can be wrong in a file, only its reader knows, and it does not say:
        # a number that is none, a text that is missing, an archive that was cut off…
        raise BadWorkbook(Trouble.BROKEN) from error


# === READING === #


def _rows(file, has_formulas):
    found = 0
    results = _sheet(file, data_only=True)
    # Without its result, a cell with a formula looks empty: so the formulas are read
    # beside the results.
    formulas = _sheet(file, data_only=False) if has_formulas else None
    for number, values in enumerate(results, start=1):
        beside = next(formulas) if formulas else values
        if beside.count(None) == len(beside):
            continue  # quickly: a file may pretend to have a million of these
        if formulas:
            values = tuple(
                UNCALCULATED if value is None and formula is not None else value
                for value, formula in zip(values, beside, strict=True)
            )
        if any(value not in (None, "") for value in values):
            found += 1
            if found > MAX_ROWS + 1:  # and the headings
                raise BadWorkbook(Trouble.LONG)
            yield number, values


def _sheet(file, data_only):
    file.seek(0)
    book = openpyxl.load_workbook(
        file, read_only=True, data_only=data_only, keep_links=False
    )
    sheet = book.worksheets[0]
    # It stands where it was looked through as a sheet, and nowhere else.
    if not sheet._worksheet_path.lstrip("/").startswith(_SHEETS):
        raise BadWorkbook(Trouble.UNSAFE)
    # A sheet says how large it is, and may lie.
    sheet.reset_dimensions()
    return sheet.iter_rows(max_col=MAX_COLUMNS, max_row=_LAST_ROW, values_only=True)


# === LOOKING THROUGH === #


def _look_through(file) -> bool:
    """Refuse what can do harm, before anything is unpacked into memory.

    :return: whether there are formulas
    """
    size = file.seek(0, 2)
    if size > MAX_FILE_BYTES:
        raise BadWorkbook(Trouble.LARGE)
    file.seek(0)
    if file.read(len(_OLE2)) == _OLE2:
        raise BadWorkbook(Trouble.OLD)
    if not zipfile.is_zipfile(file):
        raise BadWorkbook(Trouble.FOREIGN)
    look = _Look()
    with zipfile.ZipFile(file) as archive:
        _check_parts(archive.infolist())
        for part in archive.infolist():
            if part.filename.endswith(_TEXTS):
                with archive.open(part) as source:
                    look.at(source, part.filename)
        with archive.open("[Content_Types].xml") as source:
            if b"macroenabled" in source.read().lower():
                raise BadWorkbook(Trouble.MACROS)
    return look.has_formulas


def _check_parts(parts):
    names = {part.filename for part in parts}
    if not {"xl/workbook.xml", "[Content_Types].xml"} <= names:
        raise BadWorkbook(Trouble.FOREIGN)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BadWorkbook(Trouble.MACROS)
    if len(parts) != len(names) or any(part.flag_bits & 1 for part in parts):
        raise BadWorkbook(Trouble.UNSAFE)
    # What is not looked through must be nothing that anybody reads.
    if not all(name.endswith((*_TEXTS, "/")) or _is_picture(name) for name in names):
        raise BadWorkbook(Trouble.UNSAFE)
    texts = sum(
        part.file_size for part in parts if not part.filename.startswith(_SHEETS)
    )
    if (
        len(parts) > _MAX_PARTS
        or sum(part.file_size for part in parts) > _MAX_UNPACKED_BYTES
        or texts > _MAX_TEXT_BYTES
        or any(map(_is_bomb, parts))
    ):
        raise BadWorkbook(Trouble.BOMB)


def _is_picture(name):
    return name.startswith(_PICTURES) and not name.lower().endswith(".xml")


def _is_bomb(part):
    ratio = part.file_size / (part.compress_size or 1)
    return part.file_size > _RATIO_COUNTS_FROM and ratio > _MAX_RATIO


class _Look:
    """Counts what is in the parts of a workbook, and keeps none of it."""

    def __init__(self):
        self.has_formulas = False
        self._elements = self._texts = self._rows = self._of_row = 0

    def at(self, source, name):
        """Look through one part."""
        self._rows = self._of_row = 0
        is_sheet = name.startswith(_SHEETS)
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._of_sheet if is_sheet else self._of_text
        # Definitions of a document's own are what XML bombs are made of.
        parser.StartDoctypeDeclHandler = self._refuse
        parser.ParseFile(source)

    def _refuse(self, *_declaration):
        raise BadWorkbook(Trouble.UNSAFE)

    def _of_sheet(self, tag, _attributes):
        self._elements += 1
        self._of_row += 1
        tag = tag.rpartition(":")[2]
        if tag == "row":
            self._rows += 1
            self._of_row = 0
        elif tag == "f":
            self.has_formulas = True
        if (
            self._elements > _MAX_ELEMENTS
            or self._rows > _LAST_ROW
            or self._of_row > _MAX_ELEMENTS_OF_ROW
        ):
            raise BadWorkbook(Trouble.BOMB)

    def _of_text(self, _tag, _attributes):
        self._texts += 1
        if self._texts > _MAX_TEXT_ELEMENTS:
            raise BadWorkbook(Trouble.BOMB)
