from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .import_common import ImportCommon, read, sheet

_ROW = ("A-1", "Sara", "", "", 10)


@tagged("post_install", "-at_install")
class TestImportSecurity(HttpCase, ImportCommon):
    """Managers import into their own clubs; nobody else, and nowhere else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = cls.make_user("import-agent", "loyalty_club.group_agent")
        cls.marketing = cls.make_user("import-mark", "loyalty_club.group_marketing")
        cls.auditor = cls.make_user("import-audit", "loyalty_club.group_auditor")
        cls.other = cls.env["res.company"].create({"name": "Other"})
        cls.stranger = cls.make_user(
            "import-stranger", "loyalty_club.group_manager,base.group_allow_export"
        )
        cls.stranger.write(
            {
                "company_ids": [Command.set(cls.other.ids)],
                "company_id": cls.other.id,
            }
        )

    def test_only_managers_import(self):
        run = self.check(_ROW)
        for user in (self.agent, self.marketing, self.auditor, self.stranger):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.make_import(sheet(_ROW), user)
                theirs = run.with_user(user)
                for action in (theirs.action_check, theirs.action_run):
                    with self.assertRaises(AccessError):
                        action()
        self.assertEqual(run.state, "checked")

    def test_nobody_forges_a_run(self):
        run = self.check(_ROW)
        for values in (
            {"state": "done"},
            {"user_id": self.agent.id},
            {"done_count": 5},
        ):
            with self.assertRefused("Only the run itself", AccessError):
                run.write(values)
        with self.assertRaises(AccessError):
            run.row_ids.write({"points": 100_000})
        forged = self.env["loyalty.club.import"].with_user(self.manager)
        with self.assertRaises(AccessError):
            forged.create(
                {
                    "club_id": self.club.id,
                    "file": "AAAA",
                    "row_ids": [
                        Command.create(
                            {
                                "number": 1,
                                "kind": "individual",
                                "verdict": "new",
                                "is_open": True,
                                "points": 5000,
                            }
                        )
                    ],
                }
            )

    def test_an_import_stays_with_the_clubs_of_its_company(self):
        theirs = self.make_club(name="Theirs", company_id=self.other.id)
        run = self.check(_ROW)
        with self.assertRaises(AccessError):
            run.club_id = theirs
        with self.assertRaises(AccessError):
            self.make_import(sheet(_ROW), club_id=theirs.id)

    def test_points_are_posted_in_the_name_of_who_imports(self):
        run = self.check(_ROW)
        second = self.make_user("second-manager", "loyalty_club.group_manager")
        run = run.with_user(second)
        self.go(run)
        self.assertEqual(self.member_of("A-1").entry_ids.user_id, second)

    # === ROUTES === #

    def test_template_is_for_managers(self):
        url = "/loyalty_club/import/template"
        self.assertIn("/web/login", self.url_open(url).url)
        for user, status in ((self.agent, 403), (self.auditor, 403)):
            self.authenticate(user.login, user.login)
            self.assertEqual(self.url_open(url).status_code, status, user.login)
        self.authenticate(self.manager.login, self.manager.login)
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(read(answer.content)[0][1], "Name")

    def test_refused_rows_are_for_who_may_read_them_and_export(self):
        run = self.check(("A-1", "Sara", "12", "", 1))
        url = f"/loyalty_club/import/{run.id}/refused"
        self.assertIn("/web/login", self.url_open(url).url)
        exporting = self.env.ref("base.group_allow_export")
        self.manager.group_ids -= exporting
        self.agent.group_ids |= exporting
        for user, status in (
            (self.manager, 403),
            (self.agent, 403),
            (self.stranger, 404),
        ):
            self.authenticate(user.login, user.login)
            self.assertEqual(self.url_open(url).status_code, status, user.login)
        self.manager.group_ids |= exporting
        self.authenticate(self.manager.login, self.manager.login)
        answer = self.url_open(url)
        self.assertEqual(read(answer.content)[1][1], "Sara")
        self.assertEqual(self.url_open(f"{url}0000").status_code, 404)
