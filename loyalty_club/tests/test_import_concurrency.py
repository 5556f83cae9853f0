from base64 import b64encode

from .concurrency_common import ConcurrencyCase
from .import_common import sheet

_NEWCOMER = "Newcomer of the import"


class TestImportConcurrency(ConcurrencyCase):
    """An import beside itself, and beside a till that enrols the same person."""

    def setUp(self):
        self.addCleanup(self.forget)
        super().setUp()
        with self.transaction() as env:
            self.record(env, "res.partner").email = "busy@example.com"
            self.member(env).action_leave()
            run = env["loyalty.club.import"].create(
                {
                    "club_id": self.made["loyalty.club"],
                    "file": b64encode(
                        sheet(
                            ("A-1", "Busy", "", "busy@example.com", 10),
                            ("A-2", _NEWCOMER, "", "", 20),
                        )
                    ),
                }
            )
            run.action_check()
            run.action_run()
            self.run_id = run.id

    def forget(self):
        """Delete what the import has left, as soon as its members are gone."""
        with self.transaction() as env:
            env["loyalty.club.import"].browse(self.run_id).unlink()
            env["res.partner"].search([("name", "=", _NEWCOMER)]).unlink()

    def admit(self, env):
        run = env["loyalty.club.import"].browse(self.run_id)
        return run._as_worker()._admit_next()

    def assertEverybodyOnce(self):
        with self.transaction() as env:
            members = env["loyalty.club.member"].search(
                [("club_id", "=", self.made["loyalty.club"])]
            )
            self.assertEqual(sorted(members.mapped("external_number")), ["A-1", "A-2"])
            self.assertEqual(sorted(members.mapped("balance")), [10, 20])
            self.assertFalse(env["loyalty.club.audit"]._find(members.ids))

    def test_the_same_import_twice_at_once(self):
        self.at_once(self.admit, self.admit)
        self.assertEverybodyOnce()

    def test_a_till_enrols_the_same_person(self):
        def enrol(env):
            return self.record(env, "loyalty.club")._enroll(
                self.record(env, "res.partner")
            )

        results = self.at_once(self.admit, enrol)
        self.assertFalse([each for each in results if isinstance(each, Exception)])
        self.assertEverybodyOnce()
