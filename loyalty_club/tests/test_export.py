import io
import json
import tracemalloc
from datetime import date, datetime

import openpyxl
from freezegun import freeze_time

from odoo import Command, http
from odoo.tests import HttpCase, tagged

from ..tools.posting import Posting
from .common import ClubCommon
from .import_common import read


class ExportCommon(ClubCommon):
    """Somebody who takes the club along as a spreadsheet."""

    def sheet_of(self, model, domain=(), user=None, **context):
        file = io.BytesIO()
        records = self.env[model].with_context(**context)
        records = records.with_user(user) if user else records
        records._export_sheet(file, list(domain), "Sheet")
        return file

    def rows(self, model, domain=(), **options):
        """The rows of the sheet, by heading."""
        headings, *rows = read(self.sheet_of(model, domain, **options).getvalue())
        return [dict(zip(headings, row, strict=True)) for row in rows]


class TestExport(ExportCommon):
    """Members, entries and purchases as spreadsheets."""

    def test_members(self):
        self.partner.write({"phone": "+98 912 111 0001", "email": "m@example.com"})
        self.member._post("earn", 50, "test/earn")
        [row] = self.rows("loyalty.club.member", [("id", "=", self.member.id)])
        self.assertEqual(row["Number"], self.member.number)
        self.assertEqual(row["Contact"], "Mina Rahimi")
        self.assertEqual(row["Status"] if "Status" in row else row["State"], "Active")
        self.assertEqual(row["Balance"], 50)
        self.assertEqual(row["Joined On"].date(), self.member.joined_on)

    def test_profiles_for_who_may_read_them(self):
        tea, books = self.env["loyalty.club.interest"].create(
            [{"name": name, "company_id": self.company.id} for name in ("Tea", "Books")]
        )
        facts = {"job": "Teacher", "education": "master", "birth_date": "1990-05-31"}
        facts |= {"interest_ids": (tea + books).ids, "contact_by": "email"}
        self.member._tell(facts, channel="website")
        self.club._enroll(self.make_partner("Silent"))
        agent = self.make_user("export-agent", "loyalty_club.group_agent")
        cfo = self.make_user("export-cfo", "loyalty_club.group_finance")
        told, silent = self.rows("loyalty.club.member", user=agent)
        self.assertEqual((told["Job"], told["Education"]), ("Teacher", "Master"))
        self.assertEqual(told["Birth Date"].date(), date(1990, 5, 31))
        self.assertEqual(set(told["Interests"].split(", ")), {"Tea", "Books"})
        self.assertEqual(told["Preferred Channel"], "E-mail")
        self.assertEqual([silent[name] for name in ("Job", "Interests")], [None, None])
        profiles = self.env["loyalty.club.profile"].with_user(cfo)
        self.assertFalse(profiles.has_access("read"))
        self.assertNotIn("Job", self.rows("loyalty.club.member", user=cfo)[0])

    def test_entries_with_the_time_of_the_club(self):
        self.club.tz = "Asia/Tehran"
        with freeze_time("2026-03-01 22:00:00"):
            self.member._post("earn", 50, "test/earn", reason="A gift")
            self.member._post("spend", -20, "test/spend")
        first, second = self.rows(
            "loyalty.club.entry", [("member_id", "=", self.member.id)]
        )
        self.assertEqual(first["Date"], datetime(2026, 3, 2, 1, 30))
        self.assertEqual((first["Points"], second["Points"]), (50, -20))
        self.assertEqual(first["Description"], "A gift")
        self.assertEqual(second["Balance"], 30)

    def test_purchases_with_amounts_of_documents_one_may_see(self):
        order = self.confirm((self.coffee, 3))
        domain = [("member_id", "=", self.member.id), ("channel", "!=", "club")]
        [row] = self.rows("loyalty.club.earning", domain)
        self.assertEqual(row["Reference"], order.name)
        self.assertEqual((row["Amount"], row["Points"]), (30, 30))
        self.assertEqual(row["Currency"], self.company.currency_id.name)
        auditor = self.make_user("export-auditor", "loyalty_club.group_auditor")
        [row] = self.rows("loyalty.club.earning", domain, user=auditor)
        self.assertEqual((row["Points"], row["Amount"]), (30, None))

    def test_names_of_whom_one_may_not_open_are_told_as_on_screens(self):
        self.hide_contacts()
        organisation = self.club._enroll(self.make_partner("Lyceum", is_company=True))
        self.member.parent_id = organisation
        self.confirm(self.coffee)
        auditor = self.make_user("export-auditor", "loyalty_club.group_auditor")
        self.assertFalse(self.partner.with_user(auditor).has_access("read"))
        mine = [("member_id", "=", self.member.id)]
        [row] = self.rows(
            "loyalty.club.member", [("id", "=", self.member.id)], user=auditor
        )
        self.assertEqual(
            (row["Contact"], row["Organisation"]), ("Mina Rahimi", "Lyceum")
        )
        for model in ("loyalty.club.entry", "loyalty.club.earning"):
            row = self.rows(model, mine, user=auditor)[0]
            self.assertEqual(row["Member"], "Mina Rahimi")

    def hide_contacts(self):
        """Have contacts be nobody's to open but those of users."""
        self.env["ir.rule"].create(
            {
                "name": "Colleagues",
                "model_id": self.env.ref("base.model_res_partner").id,
                "domain_force": "[('user_ids', '!=', False)]",
            }
        )

    def test_nothing_becomes_a_formula(self):
        for start in ("=", "+", "-", "@", "\t", "\r"):
            with self.subTest(start=start):
                name = f"{start}cmd|' /C calc'!A0"
                self.partner.name = name
                file = self.sheet_of(
                    "loyalty.club.member", [("id", "=", self.member.id)]
                )
                cell = openpyxl.load_workbook(file).active["C2"]
                self.assertEqual(cell.data_type, "s")
                self.assertEqual(str(cell.value).strip(), name.strip())
                if self.partner.name.startswith(start):
                    self.assertTrue(cell.quotePrefix)

    def test_persian_sheets_read_from_right_to_left(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        for language, is_rtl in (("en_US", False), ("fa_IR", True)):
            file = self.sheet_of("loyalty.club.member", lang=language)
            page = openpyxl.load_workbook(file).active
            self.assertEqual(bool(page.sheet_view.rightToLeft), is_rtl)

    def test_more_than_a_batch_is_written_once_and_in_order(self):
        self.patch(type(self.env["loyalty.club.entry"]), "_EXPORT_BATCH", 3)
        for number in range(7):
            self.member._post("earn", number + 1, f"test/{number}")
        rows = self.rows("loyalty.club.entry", [("member_id", "=", self.member.id)])
        self.assertEqual([row["Points"] for row in rows], [1, 2, 3, 4, 5, 6, 7])

    def test_ten_times_the_entries_cost_no_more_memory(self):
        def peak(count, name):
            member = self.club._enroll(self.make_partner(name))
            self.env["loyalty.club.entry"]._append(
                [Posting(member.id, "earn", 1, f"{name}/{n}") for n in range(count)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            tracemalloc.start()
            try:
                self.sheet_of("loyalty.club.entry", [("member_id", "=", member.id)])
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

        self.patch(type(self.env["loyalty.club.entry"]), "_EXPORT_BATCH", 100)
        peak(10, "warm")
        few, many = peak(200, "few"), peak(2000, "many")
        self.assertLess(many, few + 1_000_000)

    def test_queries_grow_with_batches_not_with_rows(self):
        def queries(count, name):
            member = self.club._enroll(self.make_partner(name))
            self.env["loyalty.club.entry"]._append(
                [Posting(member.id, "earn", 1, f"{name}/{n}") for n in range(count)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.sheet_of("loyalty.club.entry", [("member_id", "=", member.id)])
            return self.env.cr.sql_log_count - before

        queries(10, "warm")
        self.assertEqual(queries(10, "few"), queries(100, "many"))


@tagged("post_install", "-at_install")
class TestExportRoute(HttpCase, ExportCommon):
    """Who asks gets what he may read, and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = "loyalty_club.group_agent,base.group_allow_export"
        cls.agent = cls.make_user("export-agent", groups)
        cls.plain = cls.make_user(
            "export-plain", "base.group_user,base.group_allow_export"
        )
        cls.barred = cls.make_user("export-barred", "loyalty_club.group_manager")
        cls.barred.group_ids -= cls.env.ref("base.group_allow_export")

    def ask(self, what="member", login=None, csrf=True, **data):
        self.authenticate(login, login) if login else self.logout()
        token = http.Request.csrf_token(self) if csrf else "forged"
        return self.url_open(
            f"/loyalty_club/export/{what}", data={"csrf_token": token, **data}
        )

    def test_a_list_is_downloaded(self):
        answer = self.ask(
            login="export-agent", domain=json.dumps([["id", "=", self.member.id]])
        )
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(read(answer.content)[1][0], self.member.number)
        for what in ("entry", "purchase"):
            self.assertEqual(self.ask(what, "export-agent").status_code, 200)

    def test_who_may_not_gets_nothing(self):
        self.assertEqual(self.ask(login="export-plain").status_code, 403)
        self.assertEqual(self.ask(login="export-barred").status_code, 403)
        self.assertNotEqual(self.ask(login="export-agent", csrf=False).status_code, 200)
        self.assertEqual(self.ask("company", "export-agent").status_code, 404)
        url = "/loyalty_club/export/member"
        self.assertEqual(self.url_open(url).status_code, 405)
        nobody = self.ask()
        self.assertNotIn("attachment", nobody.headers.get("Content-Disposition", ""))

    def test_companies_of_others_stay_theirs(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self.make_club(name="Theirs", company_id=other.id)
        member = theirs._enroll(self.make_partner("Omid"))
        domain = json.dumps([["id", "in", [member.id, self.member.id]]])
        for companies in ([], [other.id], [other.id, self.company.id]):
            answer = self.ask(
                login="export-agent", domain=domain, companies=json.dumps(companies)
            )
            numbers = [row[0] for row in read(answer.content)[1:]]
            self.assertEqual(numbers, [self.member.number])
        self.agent.company_ids = [Command.link(other.id)]
        answer = self.ask(
            login="export-agent", domain=domain, companies=json.dumps([other.id])
        )
        self.assertEqual(read(answer.content)[1][0], member.number)

    def test_nonsense_is_refused(self):
        for data in (
            {"domain": "nonsense"},
            {"domain": '{"a": 1}'},
            {"domain": '[["no_such_field", "=", 1]]'},
            {"companies": '"all"'},
            {"companies": "[[1]]"},
        ):
            with self.subTest(**data):
                answer = self.ask(login="export-agent", **data)
                self.assertIn(answer.status_code, (200, 400))
                if "domain" in data:
                    self.assertEqual(answer.status_code, 400)
