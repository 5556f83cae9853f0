from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.exceptions import AccessError

from .common import ClubCommon


class TestAudit(ClubCommon):
    """A nightly recount of every member."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.audits = cls.env["loyalty.club.audit"]
        for number in range(4):
            member = cls.club._enroll(cls.make_partner(f"Member {number}"))
            member._post("adjust", 10 * (number + 1), f"test/{number}")
        cls.members = cls.club.member_ids.sorted("id")

    def corrupt(self, member):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE loyalty_club_member SET balance = 999 WHERE id = %s", [member.id]
        )
        self.env.invalidate_all()

    def recount(self):
        """Run the job; the audit it made."""
        before = self.audits.search([])
        self.run_job("audit")
        return self.audits.search([]) - before

    def test_clean_books_are_clean(self):
        audit = self.recount()
        self.assertEqual(audit.state, "clean")
        self.assertTrue(audit.finished_at)
        self.assertEqual(
            audit.checked_members,
            self.env["loyalty.club.member"]
            .with_context(active_test=False)
            .search_count([]),
        )
        self.assertFalse(audit.finding_ids)
        self.assertFalse(any(self.members.mapped("is_spending_blocked")))

    def test_finding_blocks_spending_and_calls_the_responsible(self):
        responsible = self.make_user("responsible", "loyalty_club.group_manager")
        self.club.user_id = responsible
        wrong, right = self.members[1:3]
        self.corrupt(wrong)
        audit = self.recount()
        self.assertEqual(audit.state, "findings")
        self.assertEqual(audit.finding_ids.member_id, wrong)
        self.assertIn(
            ("balance_is_sum_of_entries", 10, 999),
            [(each.check, each.expected, each.found) for each in audit.finding_ids],
        )
        self.assertEqual(wrong.activity_ids.user_id, responsible)
        with self.assertRefused("being checked"):
            wrong._post("spend", -1, "test/spend")
        right._post("spend", -1, "test/spend")

    def test_found_again_calls_nobody_again(self):
        wrong = self.members[1]
        self.corrupt(wrong)
        self.recount()
        self.assertEqual(self.recount().state, "findings")
        self.assertEqual(len(wrong.activity_ids), 1)

    def test_manager_lets_him_spend_again(self):
        wrong = self.members[1]
        self.corrupt(wrong)
        self.recount()
        manager = self.make_user("manager", "loyalty_club.group_manager")
        agent = self.make_user("agent", "loyalty_club.group_agent")
        with self.assertRaises(AccessError):
            wrong.with_user(agent).action_unblock_spending()
        wrong.with_user(manager).action_unblock_spending()
        self.assertFalse(wrong.is_spending_blocked)
        self.assertFalse(wrong.activity_ids)

    def test_killed_run_goes_on_where_it_was(self):
        self.patch(type(self.audits), "_BATCH", 1)
        everybody = self.env["loyalty.club.member"].with_context(active_test=False)
        everybody = everybody.search([], order="id")
        killed = self.audits.create({})
        for _batch in range(2):
            killed._check_next_members()
        recounted = []
        find = type(self.audits)._find

        def seen(audit, member_ids):
            recounted.extend(member_ids)
            return find(audit, member_ids)

        self.patch(type(self.audits), "_find", seen)
        self.assertFalse(self.recount(), "no second run was started")
        self.assertEqual(recounted, everybody.ids[2:])
        self.assertEqual(killed.checked_members, len(everybody))
        self.assertEqual(killed.state, "clean")

    def test_run_that_meets_a_concurrent_update_is_repeated(self):
        attempts = []
        find = type(self.audits)._find

        def unlucky(audit, member_ids):
            attempts.append(member_ids)
            if len(attempts) < 3:
                raise SerializationFailure("could not serialize access")
            return find(audit, member_ids)

        with patch.object(type(self.audits), "_find", unlucky):
            audit = self.recount()
        self.assertEqual(audit.state, "clean")
        self.assertGreaterEqual(len(attempts), 3)

    def test_auditor_starts_a_run_and_nobody_else(self):
        job = self.env.ref("loyalty_club.ir_cron_audit")
        triggers = self.env["ir.cron.trigger"].search_count
        before = triggers([("cron_id", "=", job.id)])
        for login, groups in (
            ("some-marketing", "loyalty_club.group_marketing"),
            ("some-portal", "base.group_portal"),
            ("some-public", "base.group_public"),
        ):
            user = self.make_user(login, groups)
            with self.assertRaises(AccessError):
                self.audits.with_user(user).action_start()
        self.assertEqual(triggers([("cron_id", "=", job.id)]), before)
        auditor = self.make_user("auditor", "loyalty_club.group_auditor")
        self.audits.with_user(auditor).action_start()
        self.assertEqual(triggers([("cron_id", "=", job.id)]), before + 1)
