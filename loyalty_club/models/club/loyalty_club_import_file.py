import io
from base64 import b64decode
from collections.abc import Iterator

from psycopg2.extras import Json

from odoo import models
from odoo.exceptions import UserError

from ...tools import import_columns, workbook
from ...tools.cells import Meaningless, text
from ...tools.text import isolated
from .import_reader import ImportReader
from .in_words import number

_COLUMNS = (
    *("import_id", "number", "cells", "verdict", "reason", "is_open"),
    *("external_number", "name", "kind", "mobile", "email", "type_id"),
    *("organisation", "joined_on", "points", "expires_on", "language"),
)


class LoyaltyClubImport(models.Model):
    """What stands in the file."""

    _inherit = "loyalty.club.import"

    # === VERBS === #

    def _read_next(self):
        """Keep all rows of the file. It is read in one go, or not at all.

        :return: the ids of the rows read
        """
        self.ensure_one()
        if self.state != "reading":  # somebody has stopped it
            return []
        read, batch = [], []
        for row in self._file_rows():
            batch.append(row)
            if len(batch) == self._BATCH:
                read += self._keep_rows(batch)
                batch = []
        read += self._keep_rows(batch)
        self.env.invalidate_all()
        self.state = "checking"
        return read

    def _keep_rows(self, batch):
        rows = self.env["loyalty.club.import.row"]._insert_rows(_COLUMNS, batch)
        return rows.ids

    def _file_rows(self) -> Iterator[tuple]:
        """The rows below the headings, as values of their columns in the database."""
        reader = ImportReader(self.club_id)
        lines = self._lines()
        columns = self._headings(next(lines)[1]).places
        for place, values in lines:
            given = {name: values[column] for name, column in columns.items()}
            if not any(value not in (None, "") for value in given.values()):
                continue
            row = reader.understand(given)
            is_refused = bool(row["reason"])
            row |= {
                "import_id": self.id,
                "number": place,
                "cells": Json(reader.as_written(given)),
                "verdict": "refused" if is_refused else None,
                "is_open": not is_refused,
            }
            yield tuple(row.get(column) for column in _COLUMNS)

    # === FILE === #

    def _content(self) -> bytes:
        """The file as it was sent."""
        # As it is, and not its size, as some readers ask for.
        return b64decode(self.with_context(bin_size=False).file or b"")

    def _lines(self):
        """The rows of the file that hold anything: number and values.

        :raise UserError: when the file can't be read
        """
        try:
            yield from workbook.rows(io.BytesIO(self._content()))
        except workbook.BadWorkbook as error:
            raise UserError(self._sentence(error.trouble)) from error

    def _check_headings(self):
        """Refuse a file in which there are no members, and keep what is not used.

        :raise UserError: saying what is wrong with the file
        """
        lines = self._lines()
        first = next(lines, None)
        if not first or not next(lines, None):
            raise UserError(
                self.env._(
                    "There are no rows in the first sheet of this file. The first row "
                    "holds the names of the columns, and each row below it a member."
                )
            )
        headings = self._headings(first[1])
        self.unknown_columns = ", ".join(map(isolated, headings.unknown)) or False

    def _headings(self, values):
        headings = import_columns.read(list(map(self._heading, values)), self.env.lang)
        if headings.missing:
            raise UserError(
                self.env._(
                    "These columns are missing: %(columns)s. Download the template to "
                    "see how a file looks.",
                    columns=", ".join(map(isolated, headings.missing)),
                )
            )
        if headings.repeated:
            raise UserError(
                self.env._(
                    "More than one column says the same: %(columns)s. Leave one of "
                    "them.",
                    columns=", ".join(map(isolated, headings.repeated)),
                )
            )
        return headings

    @staticmethod
    def _heading(value):
        try:
            return text(value)
        except Meaningless:
            return ""

    def _sentence(self, trouble):
        """What is wrong with a file, and what to do about it."""
        match trouble:
            case workbook.Trouble.LARGE | workbook.Trouble.LONG:
                return self.env._(
                    "This file is too large. Split it: %(rows)s rows and %(size)s MB "
                    "at most.",
                    rows=number(self.env, workbook.MAX_ROWS),
                    size=workbook.MAX_FILE_BYTES // 1_000_000,
                )
            case workbook.Trouble.OLD:
                return self.env._(
                    "This file is of an old format, or has a password. Save it as an "
                    "Excel workbook (.xlsx) without one."
                )
            case workbook.Trouble.MACROS:
                return self.env._(
                    "This file holds macros. Save it as an Excel workbook (.xlsx), "
                    "which has none."
                )
            case workbook.Trouble.FOREIGN:
                return self.env._(
                    "This is not an Excel workbook. Open it in a spreadsheet program "
                    "and save it as .xlsx."
                )
            case workbook.Trouble.BOMB | workbook.Trouble.UNSAFE:
                return self.env._(
                    "This file is not what a spreadsheet program saves, and was not "
                    "opened. Copy the rows to a new workbook."
                )
        return self.env._(
            "This file is damaged, and nothing was read. Open it in a spreadsheet "
            "program and save it anew."
        )
