import io
import os
import tracemalloc
import zipfile

import openpyxl

from odoo.tests import BaseCase, tagged

from ..tools import workbook
from .import_common import HEADINGS, ImportCommon, read, saved, sheet

_ROW = ("A-1", "Sara", "", "", 10)


def changed(content, **parts):
    """A workbook with other parts: names and bytes, where None takes one away.

    ``sheet1`` stands for the first sheet.
    """
    names = {"sheet1": "xl/worksheets/sheet1.xml", "types": "[Content_Types].xml"}
    parts = {names.get(name, name): part for name, part in parts.items()}
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = parts.pop(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in parts.items():
            new.writestr(name, part)
    return file.getvalue()


def part_of(content, name="xl/worksheets/sheet1.xml"):
    """A part of a workbook, as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def sheet_of(rows, dimension="A1:B2"):
    """The XML of a sheet."""
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    ).encode()


class TestImportFiles(ImportCommon):
    """Files that are none, or mean harm, are refused in a sentence. Nothing is read."""

    def assertFileRefused(self, content, message):
        run = self.make_import(content)
        with self.assertRefused(message):
            run.action_check()
        run.invalidate_recordset()
        self.assertEqual(run.state, "draft")
        self.assertFalse(run.row_ids)

    def test_what_is_no_workbook(self):
        self.assertFileRefused(b"number,name\nA-1,Sara\n", "not an Excel workbook")
        self.assertFileRefused(b"\x00", "not an Excel workbook")
        self.assertFileRefused(os.urandom(5000), "not an Excel workbook")
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("content.xml", "<office/>")
        self.assertFileRefused(file.getvalue(), "not an Excel workbook")

    def test_old_format_and_passwords(self):
        old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
        self.assertFileRefused(old, "old format, or has a password")

    def test_files_that_were_cut_off(self):
        content = sheet(_ROW, _ROW)
        self.assertFileRefused(content[: len(content) // 2], "not an Excel|damaged")
        broken = bytearray(content)
        place = content.index(b"xl/worksheets/sheet1.xml") + 40
        broken[place : place + 20] = bytes(20)
        self.assertFileRefused(bytes(broken), "damaged")

    def test_sheets_that_are_not_what_they_say(self):
        for rows in (
            '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>',
            '<row r="x"><c r="A1"><v>1</v></c></row>',
            '<row r="1"><c r="A1"><v>one</v></c></row>',
            '<row r="1"><c r="!!"><v>1</v></c></row>',
            '<row r="1"><c r="A1" s="x"><v>1</v></c></row>',
        ):
            with self.subTest(rows=rows):
                content = changed(sheet(_ROW), sheet1=sheet_of(rows))
                self.assertFileRefused(content, "damaged|no rows")
        self.assertFileRefused(changed(sheet(_ROW), sheet1=b"<worksheet>"), "damaged")
        self.assertFileRefused(changed(sheet(_ROW), sheet1=None), "damaged|no rows")

    def test_macros(self):
        with_macros = changed(sheet(_ROW), **{"xl/vbaProject.bin": b"macro"})
        self.assertFileRefused(with_macros, "holds macros")
        types = part_of(sheet(_ROW), "[Content_Types].xml").replace(
            "spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
        )
        self.assertFileRefused(changed(sheet(_ROW), types=types), "holds macros")

    def test_empty_files(self):
        self.assertFileRefused(saved(openpyxl.Workbook()), "no rows in the first")
        self.assertFileRefused(sheet(), "no rows in the first")
        self.assertFileRefused(sheet((), ("", None)), "no rows in the first")

    def test_other_spreadsheets(self):
        self.assertFileRefused(
            sheet(("Coffee", 10), headings=("Product", "Price")),
            "columns are missing: .*External Number.*, .*Name",
        )
        self.assertFileRefused(
            sheet(("A-1", "Sara", "Sara"), headings=("ID", "Name", "Full name")),
            "More than one column",
        )

    def test_zip_bombs(self):
        padding = "<row/>" * 3_000_000
        self.assertFileRefused(
            changed(sheet(_ROW), sheet1=sheet_of(padding)), "not what a spreadsheet"
        )
        texts = b"<sst>" + b"<si><t>a</t></si>" * 4_000_000 + b"</sst>"
        self.assertFileRefused(
            changed(sheet(_ROW), **{"xl/sharedStrings.xml": texts}),
            "not what a spreadsheet",
        )

    def test_xml_bombs_and_entities(self):
        for declaration in (
            '<!DOCTYPE a [<!ENTITY b "bomb"><!ENTITY c "&b;&b;&b;&b;">]>',
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
            '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">',
        ):
            for encoding in ("utf-8", "utf-16"):
                with self.subTest(declaration=declaration, encoding=encoding):
                    rows = part_of(sheet(_ROW))
                    part = (declaration + rows).encode(encoding)
                    self.assertFileRefused(
                        changed(sheet(_ROW), sheet1=part), "not what a spreadsheet"
                    )

    def test_sheets_that_hide_from_the_look_through(self):
        names = "xl/_rels/workbook.xml.rels"
        for hidden in ("worksheets/s.bin", "worksheets/s.XML", "media/s.png", "s.bin"):
            links = part_of(sheet(_ROW), names).replace("worksheets/sheet1.xml", hidden)
            self.assertIn(hidden, links)
            moved = {
                names: links.encode(),
                f"xl/{hidden}": part_of(sheet(_ROW)).encode(),
                "sheet1": None,
            }
            with self.subTest(hidden):
                self.assertFileRefused(
                    changed(sheet(_ROW), **moved), "not what a spreadsheet"
                )

    def test_same_name_twice_in_the_archive(self):
        file = io.BytesIO(sheet(_ROW))
        with zipfile.ZipFile(file, "a") as archive, self.assertWarns(UserWarning):
            archive.writestr("xl/worksheets/sheet1.xml", sheet_of(""))
        self.assertFileRefused(file.getvalue(), "not what a spreadsheet")

    def test_too_many_rows(self):
        self.patch(workbook, "MAX_ROWS", 3)
        self.check(*([f"A-{n}", "Sara"] for n in range(3)))
        run = self.make_import(sheet(*([f"A-{n}", "Sara"] for n in range(4))))
        with self.assertRefused("too large"):
            run.action_check()

    def test_too_large_a_file(self):
        self.patch(workbook, "MAX_FILE_BYTES", 100)
        self.assertFileRefused(sheet(_ROW), "too large")

    def test_a_sheet_that_lies_about_its_size(self):
        content = sheet(_ROW)
        lie = part_of(content).replace('ref="A1:E2"', 'ref="A1:XFD2000000"')
        self.assertIn("XFD2000000", lie)
        run = self.make_import(changed(content, sheet1=lie))
        run.action_check()
        self.assertEqual(self.verdicts(run), ["new"])

    def test_rows_far_away_cost_nothing(self):
        def cell(place, value):
            return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'

        rows = (
            f'<row r="1">{cell("A1", "ID")}{cell("B1", "Name")}</row>'
            f'<row r="2">{cell("A2", "A-1")}{cell("B2", "Sara")}</row>'
            f'<row r="999999999999">{cell("A3", "A-2")}{cell("B3", "Omid")}</row>'
        )
        run = self.make_import(changed(sheet(_ROW), sheet1=sheet_of(rows)))
        run.action_check()
        self.assertEqual(run.row_ids.mapped("external_number"), ["A-1"])

    def test_formulas_count_by_their_results(self):
        content = sheet(("A-1", "Sara", "", "", "=6*7"), ("A-2", "Omid", "", "", 5))
        run = self.make_import(content)
        run.action_check()
        self.assertEqual(self.verdicts(run), ["refused", "new"])
        self.assertRegex(run.row_ids[0].reason, "saved without its result")
        result = part_of(content).replace("<v></v>", "<v>42</v>")
        result = result.replace("<v />", "<v>42</v>").replace("<v/>", "<v>42</v>")
        run = self.make_import(changed(content, sheet1=result))
        run.action_check()
        self.assertEqual(run.row_ids.mapped("points"), [42, 5])

    def test_texts_that_look_like_formulas_stay_texts(self):
        """And come back as texts in the list of refused rows."""
        name = "=HYPERLINK(1)"
        book = openpyxl.Workbook()
        book.active.append(HEADINGS)
        book.active.append(("A-1", name, "12"))
        book.active["B2"].data_type = "s"
        run = self.make_import(saved(book))
        run.action_check()
        self.assertEqual(run.row_ids.name, name)
        file = io.BytesIO()
        run._write_refused(file)
        self.assertEqual(read(file.getvalue())[1][1], name)
        refused = openpyxl.load_workbook(file).active
        self.assertEqual(refused["B2"].data_type, "s")
        self.assertTrue(refused["B2"].quotePrefix)

    def test_refused_rows_come_back_to_be_corrected(self):
        run = self.check(("A-1", "Sara", "12", "", 7), ("A-2", "Omid", "", "", 5))
        file = io.BytesIO()
        run._write_refused(file)
        headings, row = read(file.getvalue())
        self.assertRegex(row[-1], "not a telephone number")
        row[headings.index("Mobile")] = "09121110001"
        again = self.bring(row, headings=headings)
        self.assertFalse(again.unknown_columns)
        self.assertBalance(7, self.member_of("A-1"))

    def test_the_template_can_be_filled_in(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        for language, name in (("en_US", "Name"), ("fa_IR", "نام")):
            file = io.BytesIO()
            imports = self.env["loyalty.club.import"].with_context(lang=language)
            imports._write_template(file)
            [headings] = read(file.getvalue())
            self.assertEqual(headings[1], name)
            book = openpyxl.load_workbook(file)
            is_rtl = bool(book.active.sheet_view.rightToLeft)
            self.assertEqual(is_rtl, language == "fa_IR")
            self.assertEqual(len(read(file.getvalue(), page=1)), len(headings) + 1)
            run = self.check((f"T-{language}", "Sara"), headings=headings)
            self.assertFalse(run.unknown_columns)
            self.assertEqual(self.verdicts(run), ["new"])


@tagged("post_install", "-at_install")
class TestReadingMemory(BaseCase):
    """However long a file is, no more than a row of it is kept."""

    def peak(self, count):
        book = openpyxl.Workbook(write_only=True)
        page = book.create_sheet()
        for number in range(count):
            page.append([f"{number:08}", f"Member {number % 50}", number])
        content = saved(book)
        tracemalloc.start()
        try:
            total = sum(1 for _row in workbook.rows(io.BytesIO(content)))
            _now, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        self.assertEqual(total, count)
        return peak - len(content)

    def test_ten_times_the_rows_need_little_more(self):
        few, many = self.peak(500), self.peak(5_000)
        # The numbers of this file are texts, which a workbook keeps apart.
        self.assertLess(many - few, 4_500 * 300)
