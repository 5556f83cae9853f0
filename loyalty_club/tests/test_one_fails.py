from odoo.tests import mute_logger

from .corporate_common import LeavingCommon
from .tier_common import TierCommon

_TROUBLE = "odoo.addons.loyalty_club.models.ledger.loyalty_club_batch"


class OneFails:
    """Somebody for whom the database refuses what a job is about to do."""

    def make_trouble(self, member, condition):
        """Have changes of a member refused that lead to what a condition says."""
        self.refuse(f"NEW.id = {member.id} AND {condition}")

    def refuse(self, condition):
        """Have the database refuse members of whom a condition holds."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION make_trouble() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION 'Out of order: %', NEW.number; END $$
            """
        )
        self.env.cr.execute(
            f"""
            CREATE TRIGGER make_trouble BEFORE INSERT OR UPDATE ON loyalty_club_member
            FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION make_trouble()
            """
        )

    def mend(self):
        self.env.cr.execute("DROP TRIGGER make_trouble ON loyalty_club_member")

    def assertManagerCalled(self, member, words):
        [activity] = member.activity_ids
        self.assertEqual(activity.user_id, self.club._responsible())
        self.assertIn(words, activity.summary)
        self.assertIn(f"Out of order: {member.number}", activity.note)


class TestOneLeaverFails(OneFails, LeavingCommon):
    """One member who can't follow his organisation keeps nobody back."""

    def follow(self):
        with mute_logger("odoo.sql_db", _TROUBLE):
            return super().follow()

    def leave(self, condition):
        """Both employees leave, and one of them is in trouble."""
        self.member_of_omid = self.membership(self.omid)
        self.make_trouble(self.member_of_sara, condition)
        (self.sara | self.omid).parent_id = False

    def test_who_can_not_leave_keeps_nobody_back(self):
        self.leave("NEW.state = 'left'")
        self.assertLeaves(self.member_of_omid, "2030-01-31")
        self.assertEqual(self.member_of_sara.state, "active")
        self.assertManagerCalled(self.member_of_sara, "could not follow")
        self.assertFalse(self.member_of_omid.activity_ids)

    def test_next_night_tries_again_and_calls_nobody_twice(self):
        self.leave("NEW.state = 'left'")
        self.assertLeaves(self.member_of_omid, "2030-01-31")
        self.follow()
        self.assertManagerCalled(self.member_of_sara, "could not follow")
        self.mend()
        self.follow()
        self.assertEqual(self.member_of_sara.state, "left")

    def test_who_can_not_be_given_notice_keeps_nobody_back(self):
        self.leave("NEW.leaves_on IS NOT NULL")
        self.assertLeaves(self.member_of_omid, "2030-01-31")
        self.assertFalse(self.member_of_sara.leaves_on)
        self.assertManagerCalled(self.member_of_sara, "could not follow")

    def test_who_can_not_lose_his_points_keeps_nobody_back(self):
        self.club.leaver_points = "lose"
        self.membership(self.omid)._post("adjust", 30, "test/omid", reason="A gift")
        self.leave("NEW.balance = 0")
        self.assertLeaves(self.member_of_omid, "2030-01-31")
        self.assertBalance(0, self.member_of_omid)
        self.assertBalance(120, self.member_of_sara)
        self.assertManagerCalled(self.member_of_sara, "could not follow his leaving")

    def test_who_can_not_follow_to_another_employer_keeps_nobody_back(self):
        laleh = self.make_partner("Laleh", is_company=True)
        theirs = self.club._enroll(laleh)
        self.member_of_omid = self.membership(self.omid)
        self.make_trouble(self.member_of_sara, f"NEW.parent_id = {theirs.id}")
        (self.sara | self.omid).parent_id = laleh
        self.follow()
        self.assertEqual(self.member_of_omid.parent_id, theirs)
        self.assertEqual(self.member_of_sara.parent_id, self.organisation)
        self.assertManagerCalled(self.member_of_sara, "to another organisation")

    def test_who_can_not_join_with_his_organisation_keeps_nobody_out(self):
        people = [
            self.make_partner(f"Newcomer {n}", parent_id=self.golestan.id)
            for n in range(3)
        ]
        self.refuse(f"NEW.partner_id = {people[1].id}")
        self.follow()
        for person in (people[0], people[2]):
            self.assertEqual(self.membership(person).state, "active")
        self.assertFalse(self.membership(people[1]))
        [activity] = self.organisation.activity_ids
        self.assertIn("Newcomer 1 could not join", activity.summary)


class TestOneReviewFails(OneFails, TierCommon):
    """One member whose tier can't be changed keeps no other one in his."""

    def night(self, day):
        with mute_logger("odoo.sql_db", _TROUBLE):
            return super().night(day)

    def test_who_can_not_fall_keeps_nobody_up(self):
        others = [self.club._enroll(self.make_partner(f"M {n}")) for n in range(6)]
        members = [*others[:3], self.member, *others[3:]]
        orders = [
            self.buy("2025-02-01", 10, partner=each.partner_id) for each in members
        ]
        for order in orders:
            self.cancel("2025-02-02", order)
        self.make_trouble(self.member, f"NEW.tier_id = {self.bronze.id}")
        self.night("2025-02-03")
        for other in others:
            self.assertTier(self.bronze, other)
        self.assertTier(self.silver)
        self.assertManagerCalled(self.member, "could not be reviewed")
        self.assertEqual(str(self.review().done_on), "2025-02-03")
        self.mend()
        self.night("2025-02-04")
        self.assertTier(self.bronze)
