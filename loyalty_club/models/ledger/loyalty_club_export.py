from collections.abc import Iterator
from typing import BinaryIO

from pytz import timezone, utc

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import get_lang

from ...tools.text import without_marks
from ...tools.workbook_writer import SheetColumn, Sheets

_WIDTHS = {"datetime": 18, "date": 12, "integer": 12, "monetary": 14, "char": 24}


class LoyaltyClubExport(models.AbstractModel):
    """What can be taken along as a spreadsheet.

    With the rights of who takes it, and of any number of records so many at a time. He
    is told what linked records are called, as screens do: whoever sees a member sees
    whose membership it is, also where he may not open the contact.
    """

    _name = "loyalty.club.export"
    _description = "Customer Club: Rows for a Spreadsheet"

    # The columns: paths of fields.
    _SHEET = ()
    _EXPORT_BATCH = 2000

    @api.model
    def _sheet_paths(self) -> tuple:
        """The columns for who takes them along."""
        return self._SHEET

    @api.model
    def _export_sheet(self, file: BinaryIO, domain, title: str):
        """Write the records of a domain into a workbook, the oldest first.

        :param title: of the sheet
        :raise AccessError: for who may not read them
        :raise ValueError: when the domain is none
        """
        self.check_access("read")
        Domain(domain).validate(self)
        sheets = Sheets(
            title,
            self._sheet_columns(),
            rtl=get_lang(self.env).direction == "rtl",
        )
        for records in self._in_batches(domain):
            sheets.extend(records._sheet_rows())
        sheets.save(file)

    @api.model
    def _in_batches(self, domain) -> Iterator:
        last_id = 0
        while True:
            records = self.search_fetch(
                Domain(domain) & Domain("id", ">", last_id),
                list(dict.fromkeys(path.split(".")[0] for path in self._sheet_paths())),
                order="id",
                limit=self._EXPORT_BATCH,
            )
            if not records:
                return
            last_id = records[-1].id
            yield records
            # What was written is not needed any more, however much there is.
            self.env.invalidate_all(flush=False)

    @api.model
    def _sheet_columns(self) -> list[SheetColumn]:
        """The columns, with headings in the language of the reader."""
        columns = []
        for path in self._sheet_paths():
            field = self._field_of(path)
            width = _WIDTHS.get(field.type, 20)
            if path.endswith("partner_id.name"):  # a name says not whose it is
                field = self._fields[path.split(".")[0]]
            label = field.get_description(self.env, ["string"])["string"]
            columns.append(SheetColumn(label, width))
        return columns

    @api.model
    def _field_of(self, path):
        model, field = self, None
        for name in path.split("."):
            field = model._fields[name]
            model = self.env[field.comodel_name] if field.relational else model
        return field

    def _sheet_rows(self) -> list[list]:
        """The values of the columns, a row for each record."""
        columns = []
        for path in self._sheet_paths():
            *way, last = path.split(".")
            field = self._field_of(path)
            as_value = self._as_value(field)
            column = []
            for record in self:
                owner = record
                for name in way:
                    owner = owner[name].sudo()
                column.append(as_value(record, owner[last]) if owner else None)
            columns.append(column)
        return [list(row) for row in zip(*columns, strict=True)]

    def _as_value(self, field):
        """How values of a field are written."""
        if field.type == "selection":
            words = dict(field._description_selection(self.env))
            return lambda _record, value: words.get(value)
        if field.type == "datetime":
            return lambda record, value: value and record._on_its_clock(value)
        if field.type in ("many2one", "many2many"):
            return lambda _record, value: without_marks(
                ", ".join(each.display_name or "" for each in value.sudo())
            )
        if field.type in ("char", "text"):
            return lambda _record, value: value and without_marks(value)
        if field.type in ("integer", "float", "monetary"):
            return lambda _record, value: value
        return lambda _record, value: value or None

    def _on_its_clock(self, moment):
        """A moment as the clock of the club has it, as spreadsheets keep moments."""
        zone = timezone(self.club_id.tz)
        return utc.localize(moment).astimezone(zone).replace(tzinfo=None)
