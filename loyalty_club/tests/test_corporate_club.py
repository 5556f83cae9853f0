from datetime import date

from freezegun import freeze_time

from odoo.exceptions import ConcurrencyError

from .corporate_common import CorporateCommon, LeavingCommon


class TestJoining(CorporateCommon):
    """The organisation joins, and its people with it."""

    def test_people_of_an_organisation_join_with_it(self):
        self.follow()
        self.assertEqual(self.employees(), self.sara | self.omid)
        member = self.membership(self.sara)
        self.assertEqual((member.channel, member.kind), ("corporate", "individual"))
        self.assertFalse(self.membership(self.address))

    def test_following_twice_changes_nothing(self):
        self.follow()
        members = self.organisation.child_ids
        self.follow()
        self.assertEqual(self.organisation.child_ids, members)

    def test_new_contact_of_an_organisation_joins_by_himself(self):
        self.follow()
        job = self.env.ref("loyalty_club.ir_cron_follow_organisations")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)])
        newcomer = self.make_partner("Nika", parent_id=self.golestan.id)
        later = self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)])
        self.assertGreater(later, triggers, "the job is called for him")
        self.follow()
        self.assertIn(newcomer, self.employees())

    def test_contacts_of_others_call_no_job(self):
        job = self.env.ref("loyalty_club.ir_cron_follow_organisations")
        before = self.env["ir.cron.trigger"].search_count([("cron_id", "=", job.id)])
        elsewhere = self.make_partner("Elsewhere", is_company=True)
        self.make_partner("Nika", parent_id=elsewhere.id).active = False
        after = self.env["ir.cron.trigger"].search_count([("cron_id", "=", job.id)])
        self.assertEqual(after, before)

    def test_nobody_joins_by_himself(self):
        for channel in ("website", "pos", "backend"):
            with self.assertRefused("with their organisation"):
                self.club._enroll(self.sara, channel=channel)

    def test_organisation_joins_through_staff(self):
        other = self.make_partner("Laleh", is_company=True)
        with self.assertRefused("through its staff"):
            self.club._enroll(other, channel="website")

    def test_people_join_when_the_contract_starts(self):
        with freeze_time("2030-01-31"):
            self.organisation._agree({"contract_from": date(2030, 2, 1)})
            self.follow()
            self.assertFalse(self.employees())
        with freeze_time("2030-02-01"):
            self.follow()
            self.assertEqual(self.employees(), self.sara | self.omid)

    def test_contract_covers_so_many_people(self):
        self.organisation._agree({"head_limit": 1})
        self.follow()
        self.assertEqual(self.employees(), self.sara)
        self.organisation._agree({"head_limit": 0})
        self.follow()
        self.assertEqual(self.employees(), self.sara | self.omid)

    def test_who_can_not_join_takes_no_room(self):
        self.club.eligibility_domain = "[('name', '!=', 'Sara Karimi')]"
        self.organisation._agree({"head_limit": 1})
        self.follow()
        self.assertEqual(self.employees(), self.omid)

    def test_nobody_goes_beyond_the_contract(self):
        self.organisation._agree({"head_limit": 1})
        people = self.sara | self.omid
        members = self.club._enroll_all(people, parent=self.organisation)
        self.assertEqual(members.partner_id, self.sara)
        with self.assertRefused("covers 1 employees"):
            self.club._enroll(self.omid, parent=self.organisation)

    def test_batch_that_met_another_transaction_is_repeated_from_the_start(self):
        members = type(self.env["loyalty.club.member"])
        self.patch(members, "_EMPLOYEES_BATCH", 1)
        enroll, failed = members._enroll_employees, []

        def fail_once(organisation, people):
            if not failed:
                failed.append(people)
                raise ConcurrencyError("met another transaction")
            return enroll(organisation, people)

        self.patch(members, "_enroll_employees", fail_once)
        self.patch(self.env.cr.__class__, "rollback", lambda _cursor: None)
        self.follow()
        self.assertEqual(self.employees(), self.sara | self.omid)

    def test_room_that_gets_free_is_taken(self):
        self.organisation._agree({"head_limit": 1})
        self.club.leaver_grace_days = 0
        self.follow()
        self.sara.parent_id = False
        self.follow()
        self.follow()
        self.assertEqual(self.employees(), self.omid)

    def test_who_does_not_meet_the_conditions_stays_out(self):
        self.club.eligibility_domain = "[('name', '!=', 'Omid Farahani')]"
        self.follow()
        self.assertEqual(self.employees(), self.sara)

    def test_who_was_thrown_out_is_not_let_in_again(self):
        self.follow()
        self.membership(self.sara).action_leave("Sold his points")
        self.follow()
        self.assertEqual(self.membership(self.sara).state, "left")

    def test_in_an_open_club_nobody_follows(self):
        self.club.enrollment = "open"
        self.follow()
        self.assertFalse(self.employees())

    def test_employees_earn_for_themselves(self):
        self.follow()
        self.confirm(self.coffee, partner=self.sara)
        self.assertBalance(10, self.membership(self.sara))
        self.assertBalance(0, self.organisation)

    def test_many_join_in_batches(self):
        self.patch(type(self.env["loyalty.club.member"]), "_EMPLOYEES_BATCH", 3)
        people = self.env["res.partner"].create(
            [{"name": f"P{n}", "parent_id": self.golestan.id} for n in range(8)]
        )
        self.follow()
        self.assertEqual(self.employees(), self.sara | self.omid | people)


class TestLeaving(LeavingCommon):
    """Who leaves the organisation leaves the club, after days of grace."""

    def test_who_leaves_the_organisation(self):
        self.sara.parent_id = False
        self.assertLeaves(self.member_of_sara, "2030-01-31")
        self.assertBalance(120, self.member_of_sara)
        self.assertEqual(self.employees(), self.omid)

    def test_who_is_archived(self):
        self.sara.active = False
        self.assertLeaves(self.member_of_sara, "2030-01-31")

    def test_whose_organisation_is_archived(self):
        (self.golestan | self.sara | self.omid).active = False
        self.assertLeaves(self.member_of_sara, "2030-01-31")

    def test_who_becomes_an_address(self):
        self.sara.type = "invoice"
        self.assertLeaves(self.member_of_sara, "2030-01-31")

    def test_when_the_organisation_ends_its_membership(self):
        self.organisation.action_leave("Too expensive", "member")
        self.assertLeaves(self.member_of_sara, "2030-01-31")

    def test_when_the_contract_ends(self):
        self.organisation._agree({"contract_until": date(2030, 3, 31)})
        self.follow()
        self.assertFalse(self.member_of_sara.leaves_on)
        self.freeze("2030-04-01")
        self.follow()
        self.assertEqual(str(self.organisation.leaves_on), "2030-05-01")
        self.assertLeaves(self.member_of_sara, "2030-05-01")
        self.assertEqual(self.organisation.state, "left")

    def test_contract_that_is_renewed_in_time(self):
        self.organisation._agree({"contract_until": date(2029, 12, 31)})
        self.follow()
        self.assertTrue(self.member_of_sara.leaves_on)
        self.organisation._agree({"contract_until": False})
        self.follow()
        self.assertFalse(self.member_of_sara.leaves_on)
        self.assertFalse(self.organisation.leaves_on)

    def test_who_comes_back_within_the_days_of_grace_stays(self):
        self.sara.parent_id = False
        self.follow()
        self.sara.parent_id = self.golestan
        self.follow()
        self.assertFalse(self.member_of_sara.leaves_on)

    def test_who_comes_back_later_finds_his_points(self):
        self.sara.parent_id = False
        self.assertLeaves(self.member_of_sara, "2030-01-31")
        self.sara.parent_id = self.golestan
        self.follow()
        self.assertEqual(self.member_of_sara.state, "active")
        self.assertFalse(self.member_of_sara.left_because)
        self.assertBalance(120, self.member_of_sara)

    def test_who_changes_to_another_member_organisation_stays(self):
        other = self.make_partner("Laleh", is_company=True)
        laleh = self.club._enroll(other)
        self.sara.parent_id = other
        self.follow()
        self.assertEqual(self.member_of_sara.parent_id, laleh)
        self.assertEqual(self.member_of_sara.state, "active")
        self.assertFalse(self.member_of_sara.leaves_on)

    def test_who_changes_to_an_organisation_without_room_leaves(self):
        other = self.make_partner("Laleh", is_company=True)
        laleh = self.club._enroll(other)
        self.make_partner("Nika", parent_id=other.id)
        laleh._agree({"head_limit": 1})
        self.follow()
        self.sara.parent_id = other
        self.assertLeaves(self.member_of_sara, "2030-01-31")

    def test_nothing_is_earned_after_leaving(self):
        self.sara.parent_id = False
        self.assertLeaves(self.member_of_sara, "2030-01-31")
        self.confirm(self.coffee, partner=self.sara)
        self.assertBalance(120, self.member_of_sara)

    def test_who_is_suspended_stays_so(self):
        friends = self.make_club(name="Friends", tz="UTC")
        self.club.write({"leaver_points": "move", "leaver_club_id": friends.id})
        friend = friends._enroll(self.sara)
        self.member_of_sara.action_suspend("Sold her points")
        self.sara.parent_id = False
        self.follow()
        self.freeze("2030-02-01")
        self.follow()
        self.sara.parent_id = self.golestan
        self.follow()
        self.assertEqual(self.member_of_sara.state, "suspended")
        self.assertBalance(120, self.member_of_sara)
        self.assertBalance(0, friend)
