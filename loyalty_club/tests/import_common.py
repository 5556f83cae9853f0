import io
from base64 import b64encode

import openpyxl

from .common import ClubCommon

HEADINGS = ("External Number", "Name", "Mobile", "E-mail", "Opening Points")


def sheet(*rows, headings=HEADINGS):
    """The bytes of a workbook with these rows."""
    book = openpyxl.Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    return saved(book)


def saved(book):
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(content, page=0):
    """All values of a sheet, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book.worksheets[page].iter_rows(values_only=True)]


class ImportCommon(ClubCommon):
    """A club whose manager has a spreadsheet of members."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("importer", "loyalty_club.group_manager")
        cls.company.country_id = cls.env.ref("base.ir")

    def make_import(self, content, user=None, **values):
        return (
            self.env["loyalty.club.import"]
            .with_user(user or self.manager)
            .create(
                {
                    "club_id": self.club.id,
                    "file": b64encode(content),
                    "file_name": "old members.xlsx",
                    **values,
                }
            )
        )

    def check(self, *rows, headings=HEADINGS, **values):
        """An import whose rows have been looked at."""
        run = self.make_import(sheet(*rows, headings=headings), **values)
        run.action_check()
        return run

    def bring(self, *rows, headings=HEADINGS, **values):
        """An import that is through."""
        run = self.check(*rows, headings=headings, **values)
        self.go(run)
        return run

    def go(self, run):
        run.action_run()
        worker = run.sudo()._as_worker()
        while worker.state == "running":
            worker._admit_next()
        run.invalidate_recordset()

    def verdicts(self, run):
        return run.row_ids.sorted("number").mapped("verdict")

    def member_of(self, number):
        return self.env["loyalty.club.member"].search(
            [("club_id", "=", self.club.id), ("external_number", "=", number)]
        )
