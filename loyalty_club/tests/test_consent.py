from psycopg2 import errors

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common import ClubCommon


class TestConsent(ClubCommon):
    """What a member allows is asked one by one, and kept as it was said."""

    def record(self, *purposes, is_given=True, members=None):
        return self.env["loyalty.club.consent"]._record(
            members or self.member, purposes, is_given=is_given, channel="website"
        )

    def assertAllowed(self, *purposes):
        self.assertEqual(self.member._consents()[self.member], set(purposes))

    def test_nothing_is_allowed_before_it_is_asked(self):
        self.assertAllowed()
        self.assertFalse(self.member.has_consent)

    def test_each_purpose_stands_for_itself(self):
        self.record("sms", "profiling")
        self.assertAllowed("sms", "profiling")
        self.record("sms", is_given=False)
        self.assertAllowed("profiling")

    def test_newest_line_counts(self):
        for is_given in (True, False, True):
            self.record("email", is_given=is_given)
        self.assertAllowed("email")
        self.assertEqual(len(self.member.consent_ids), 3)

    def test_what_changes_nothing_is_not_written(self):
        self.record("email", is_given=False)
        self.record("sms")
        self.record("sms")
        self.assertEqual(len(self.member.consent_ids), 1)

    def test_line_keeps_the_words_that_were_read(self):
        line = self.record("sms")
        self.club.name = "Another Name"
        self.assertIn("Saffron Club", line.wording)
        self.assertEqual(line.user_id, self.env.user)
        self.assertTrue(line.at)

    def test_nobody_changes_the_log(self):
        line = self.record("sms")
        for attempt in (
            lambda: line.write({"is_given": False}),
            lambda: line.unlink(),
            lambda: line.create({"member_id": self.member.id}),
        ):
            with self.assertRefused("never edited"):
                attempt()

    def test_sql_does_not_change_it_either(self):
        line = self.record("sms")
        for query in (
            "UPDATE loyalty_club_consent SET is_given = false WHERE id = %s",
            "DELETE FROM loyalty_club_consent WHERE id = %s",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(errors.RestrictViolation),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query, [line.id])

    def test_agent_notes_that_a_member_takes_all_back(self):
        self.record("sms", "email")
        agent = self.make_user("agent", "loyalty_club.group_agent")
        self.member.with_user(agent).action_withdraw_consents()
        self.assertAllowed()
        newest = self.member.consent_ids[:2]
        self.assertEqual(newest.user_id, agent)
        self.assertEqual(set(newest.mapped("channel")), {"backend"})

    def test_others_do_not(self):
        self.record("sms")
        for login, group in (
            ("auditor", "loyalty_club.group_auditor"),
            ("finance", "loyalty_club.group_finance"),
            ("portal", "base.group_portal"),
        ):
            user = self.make_user(login, group)
            with self.subTest(login), self.assertRaises(AccessError):
                self.member.with_user(user).action_withdraw_consents()
        with self.assertRaises(UserError):
            self.env["loyalty.club.consent"].with_user(
                self.make_user("agent", "loyalty_club.group_agent")
            ).create({"member_id": self.member.id})
        self.assertAllowed("sms")

    def test_merged_members_keep_what_they_allowed(self):
        twin = self.club._enroll(self.make_partner("Mina R."))
        self.record("sms", members=twin)
        self.member._absorb(twin)
        self.assertAllowed("sms")
        self.record("sms", is_given=False)
        self.assertAllowed()
