from odoo import models
from odoo.tools import get_lang

from ...tools import import_columns
from ...tools.text import without_marks
from ...tools.workbook_writer import SheetColumn, Sheets

# Digits that a spreadsheet would take for a number, and shorten.
_TEXTS = ("external_number", "mobile")


class LoyaltyClubImport(models.Model):
    """Spreadsheets to begin with, and to correct."""

    _inherit = "loyalty.club.import"

    def _write_template(self, file):
        """Write an empty list of members, and a page that says what goes where."""
        sheets = self._new_sheets()
        sheets.add_page(
            self.env._("Help"),
            [
                SheetColumn(self.env._("Column"), 24),
                SheetColumn(self.env._("What to write"), 80),
                SheetColumn(self.env._("Example"), 28),
            ],
        )
        meanings = self._meanings()
        sheets.extend(
            [column.heading(self.env.lang), *meanings[column.name]]
            for column in import_columns.COLUMNS
        )
        sheets.save(file)

    def _write_refused(self, file):
        """Write the refused rows as they came, with the reasons."""
        reason = import_columns.reason_heading(self.env.lang)
        sheets = self._new_sheets(SheetColumn(reason, 60))
        rows = self.env["loyalty.club.import.row"].search(
            [("import_id", "=", self.id), ("verdict", "=", "refused")]
        )
        # Who may read the rows may have the cells they were made of, as they came.
        sheets.extend(
            [
                *(row.cells.get(column.name) for column in import_columns.COLUMNS),
                without_marks(row.reason or ""),
            ]
            for row in rows.sudo()
        )
        sheets.save(file)

    def _new_sheets(self, *more):
        columns = [
            SheetColumn(
                column.heading(self.env.lang), column.width, column.name in _TEXTS
            )
            for column in import_columns.COLUMNS
        ]
        return Sheets(
            self.env._("Members"),
            [*columns, *more],
            rtl=get_lang(self.env).direction == "rtl",
        )

    def _meanings(self):
        """What to write in each column, and an example."""
        return {
            "external_number": (
                self.env._(
                    "The number of the member in the old system. Needed, and different "
                    "in each row: a number is imported once."
                ),
                "C-1042",
            ),
            "name": (
                self.env._("Needed. Of a person or an organisation."),
                self.env._("Mina Rahimi"),
            ),
            "kind": (
                self.env._("Person or organisation. Empty: person."),
                self.env._("person"),
            ),
            "mobile": (
                self.env._(
                    "With the code of the country, or as it is dialled in yours."
                ),
                "+98 912 345 6789",
            ),
            "email": ("", "mina@example.com"),
            "type": (
                self.env._("One of the membership types of the club. May be empty."),
                "",
            ),
            "organisation": (
                self.env._(
                    "Of whom a person is an employee: its number, tax number or name. "
                    "It is a member already, or in this file."
                ),
                "",
            ),
            "joined_on": (
                self.env._(
                    "Empty: today. A year below 1700 is of the Persian calendar."
                ),
                "2024-05-31, 1403/03/11",
            ),
            "points": (
                self.env._("The balance he brings with him: a whole number."),
                340,
            ),
            "expires_on": (
                self.env._(
                    "Last day on which they can be spent. Empty: as the club has it."
                ),
                "2027-12-31",
            ),
            "language": (self.env._("One that is installed. Empty: yours."), "en"),
        }
