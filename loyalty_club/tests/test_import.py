from odoo.tools import mute_logger

from .import_common import ImportCommon, sheet


class TestImport(ImportCommon):
    """Members come from a spreadsheet, with their points, once."""

    def test_rows_become_members_with_their_points(self):
        run = self.bring(
            ("A-1", "Sara Karimi", "09121112233", "Sara@Example.com", 120),
            ("A-2", "Omid Tehrani", "", "", None),
        )
        self.assertEqual(run.state, "done")
        self.assertEqual(run.progress, 100)
        self.assertRegex(run.message_ids[0].body, "2 members with 120 opening points")
        self.assertIn(self.manager.partner_id, run.message_ids[0].partner_ids)
        sara = self.member_of("A-1")
        self.assertEqual(sara.partner_id.name, "Sara Karimi")
        self.assertEqual(sara.partner_id.phone_sanitized, "+989121112233")
        self.assertEqual(sara.partner_id.email_normalized, "sara@example.com")
        self.assertEqual(sara.channel, "import")
        self.assertBalance(120, sara)
        self.assertEqual(sara.entry_ids.kind, "adjust")
        self.assertEqual(sara.entry_ids.user_id, self.manager)
        self.assertBalance(0, self.member_of("A-2"))

    def test_looking_changes_nothing(self):
        models = ("res.partner", "loyalty.club.member", "loyalty.club.entry")
        before = [self.env[model].search_count([]) for model in models]
        run = self.check(("A-1", "Sara", "", "", 120), ("A-2", "", "", "", 5))
        self.assertEqual(run.state, "checked")
        self.assertEqual(run.opening_points, 120)
        after = [self.env[model].search_count([]) for model in models]
        self.assertEqual(before, after)

    def test_what_was_shown_is_what_happens(self):
        known = self.make_partner("Known", phone="+989121110001")
        rows = (
            ("A-1", "Sara", "", "", 1),
            ("A-2", "Known", "09121110001", "", 2),
            ("A-3", "Mina", "", "", 3),
            ("A-4", "Nobody", "12", "", 4),
            ("A-1", "Again", "", "", 5),
            ("A-5", "A second one", "09121110001", "", 6),
        )
        run = self.check(*rows)
        shown = self.verdicts(run)
        self.assertEqual(shown, ["new", "match", "new", "refused", "refused", "new"])
        self.assertEqual(run.row_ids[1].partner_id, known)
        self.go(run)
        self.assertEqual(self.verdicts(run), shown)
        self.assertEqual(self.member_of("A-2").partner_id, known)

    def test_the_same_file_again_changes_nothing(self):
        rows = [(f"A-{n}", f"Member {n}", f"0912111000{n}", "", 10) for n in range(5)]
        self.bring(*rows)
        entries = self.env["loyalty.club.entry"].search_count([])
        run = self.bring(*rows)
        self.assertEqual(self.verdicts(run), ["known"] * 5)
        self.assertEqual(run.ready_count, 0)
        self.assertEqual(self.env["loyalty.club.entry"].search_count([]), entries)

    def test_corrected_rows_join_later(self):
        run = self.bring(("A-1", "Sara", "", "", 10), ("A-2", "Omid", "12", "", 20))
        self.assertEqual(self.verdicts(run), ["new", "refused"])
        again = self.bring(("A-1", "Sara", "", "", 10), ("A-2", "Omid", "", "", 20))
        self.assertEqual(self.verdicts(again), ["known", "new"])
        self.assertBalance(10, self.member_of("A-1"))
        self.assertBalance(20, self.member_of("A-2"))

    def test_a_run_that_was_cut_off_goes_on_where_it_was(self):
        run = self.check(*((f"A-{n}", f"Member {n}", "", "", 10) for n in range(5)))
        self.patch(type(run), "_BATCH", 2)
        run.action_run()
        run.sudo()._as_worker()._admit_next()
        run.invalidate_recordset()
        self.assertEqual(run.progress, 40)
        self.run_job("import")
        run.invalidate_recordset()
        self.assertEqual(run.state, "done")
        for number in range(5):
            self.assertBalance(10, self.member_of(f"A-{number}"))

    def test_a_stopped_import_is_checked_again(self):
        run = self.check(*((f"A-{n}", f"Member {n}", "", "", 10) for n in range(3)))
        self.patch(type(run), "_BATCH", 2)
        run.action_run()
        worker = run.sudo()._as_worker()
        worker._admit_next()
        run.action_stop()
        self.assertFalse(worker._admit_next())
        run.action_check()
        self.assertEqual(self.verdicts(run), ["known", "known", "new"])

    def test_large_files_are_read_in_the_background(self):
        self.patch(type(self.env["loyalty.club.import"]), "_AT_ONCE", 0)
        run = self.check(("A-1", "Sara", "", "", 10))
        self.assertEqual(run.state, "reading")
        self.run_job("import")
        run.invalidate_recordset()
        self.assertEqual(run.state, "checked")
        self.assertEqual(self.verdicts(run), ["new"])

    def test_started_twice_is_refused(self):
        run = self.check(("A-1", "Sara", "", "", 10))
        run.action_run()
        with self.assertRefused("started already"):
            run.action_run()

    def test_a_row_that_fails_does_not_stop_the_others(self):
        run = self.check(("A-1", "Sara", "", "", 1), ("A-2", "Omid", "", "", 2))
        # Posted under this name by somebody else: the ledger refuses it.
        self.member._post("adjust", 7, f"import/{self.club.id}/A-1")
        self.go(run)
        self.assertEqual(self.verdicts(run), ["refused", "new"])
        self.assertRegex(run.row_ids[0].reason, "posted already")
        self.assertFalse(self.member_of("A-1"))
        self.assertBalance(2, self.member_of("A-2"))

    def test_joining_earns_only_when_it_is_wished(self):
        self.make_rule(name="Welcome", trigger="enrollment", points=50)
        self.bring(("A-1", "Sara", "", "", 10))
        self.assertBalance(10, self.member_of("A-1"))
        self.bring(("A-2", "Omid", "", "", 10), earns=True)
        self.assertBalance(60, self.member_of("A-2"))

    def test_damaged_file_does_not_stop_the_others(self):
        """Too large to be read while somebody waits, and damaged further down."""
        good = self.make_import(sheet(("A-1", "Sara", "", "", 5)))
        bad = self.make_import(b"PK\x03\x04 this is no spreadsheet")
        (good | bad).sudo().state = "reading"
        with mute_logger("odoo.addons.loyalty_club.models.club.loyalty_club_run"):
            self.run_job("import")
            self.run_job("import")
        self.assertEqual((good.state, bad.state), ("checked", "draft"))
        told = " ".join(bad.message_ids.mapped("body"))
        self.assertRegex(told, "could not go on: .*not an Excel workbook")
