from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from .occasion_common import OccasionCommon


class TestProfile(OccasionCommon):
    """What members tell of themselves, for as long as they allow it."""

    def consents(self):
        return self.member._consents()[self.member]

    def test_a_whole_profile_earns_once_ever(self):
        profile = self.tell()
        self.assertTrue(profile.is_complete)
        self.assertBalance(30)
        profile.write({"job": False})
        self.settle()
        self.assertBalance(30)
        profile.write({"job": "Teacher"})
        self.settle()
        self.assertBalance(30)

    def test_part_of_a_profile_earns_nothing_yet(self):
        profile = self.tell(job=False)
        self.assertBalance(0)
        profile.write({"job": "Teacher"})
        self.settle()
        self.assertBalance(30)

    def test_interests_are_not_asked_where_there_are_none(self):
        self.reading.active = False
        self.tell(interest_ids=False)
        self.assertBalance(30)

    def test_telling_is_allowing_with_the_words_that_were_read(self):
        self.tell()
        self.assertIn("profile", self.consents())
        line = self.member.consent_ids.filtered(lambda each: each.purpose == "profile")
        self.assertIn("Saffron Club may keep what I tell here", line.wording)
        self.assertEqual(line.channel, "website")

    def test_who_takes_it_back_is_forgotten_and_keeps_his_points(self):
        profile = self.tell()
        self.member.action_withdraw_consents()
        self.settle()
        self.assertNotIn("profile", self.consents())
        for name in ("job", "education", "birth_date", "interest_ids", "contact_by"):
            self.assertFalse(profile[name], name)
        self.assertFalse(profile.birthday_gregorian)
        self.assertBalance(30)
        self.tell()
        self.assertBalance(30)

    def test_nothing_is_kept_of_who_has_not_allowed_it(self):
        profile = self.env["loyalty.club.profile"].create(
            {"partner_id": self.partner.id, "company_id": self.company.id}
        )
        with self.assertRefused("has not allowed", ValidationError):
            profile.job = "Baker"
        with self.assertRefused("has not allowed", ValidationError):
            self.env["loyalty.club.profile"].create(
                {"partner_id": self.make_partner("Sara").id, "job": "Baker"}
            )

    def test_staff_fill_it_in_with_the_member(self):
        agent = self.make_user("agent", "loyalty_club.group_agent")
        profile = (
            self.env["loyalty.club.profile"]
            .with_user(agent)
            .create(
                {
                    "partner_id": self.partner.id,
                    "company_id": self.company.id,
                    "has_consent": True,
                    **self.facts(),
                }
            )
        )
        self.settle()
        self.assertBalance(30)
        [line] = self.member.consent_ids
        self.assertEqual((line.user_id, line.channel), (agent, "backend"))
        profile.has_consent = False
        self.assertFalse(profile.job)
        self.assertNotIn("profile", self.consents())

    def test_consent_does_not_come_with_the_context_of_a_request(self):
        agent = self.make_user("agent", "loyalty_club.group_agent")
        profiles = self.env["loyalty.club.profile"].with_user(agent)
        with self.assertRefused("has not allowed", ValidationError):
            profiles.with_context(default_has_consent=True, default_job="Baker").create(
                {"partner_id": self.partner.id, "company_id": self.company.id}
            )

    def test_a_date_of_long_ago_is_refused_in_the_form_too(self):
        agent = self.make_user("agent", "loyalty_club.group_agent")
        form = Form(
            self.env["loyalty.club.profile"]
            .with_user(agent)
            .with_context(default_partner_id=self.partner.id)
        )
        form.has_consent = True
        form.birth_date = "0900-01-01"
        with self.assertRefused("between 1900 and today", ValidationError):
            form.save()

    def test_staff_of_finance_see_nothing_of_it(self):
        profile = self.tell()
        finance = self.make_user("finance", "loyalty_club.group_finance")
        with self.assertRaises(AccessError):
            profile.with_user(finance).read(["birth_date"])

    def test_nobody_is_born_tomorrow_or_before_1900(self):
        for day in ("2999-01-01", "1899-12-31"):
            with self.assertRefused("between 1900 and today", ValidationError):
                self.tell(birth_date=day)

    def test_interests_of_another_company_are_refused(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self.reading.create({"name": "Chess", "company_id": other.id})
        with self.assertRefused("interests of the company", ValidationError):
            self.tell(interest_ids=[(6, 0, theirs.ids)])
        with self.assertRefused("branch of the company", ValidationError):
            self.tell(branch_id=other.id)

    def test_a_second_club_of_the_company_gives_its_own(self):
        second = self.make_club(name="Tea Club")
        self.make_rule(second, trigger="profile", points=7)
        theirs = second._enroll(self.partner)
        self.tell()
        self.assertBalance(30)
        self.assertBalance(7, theirs)
        # What one of them may still keep, stays.
        theirs._tell({}, channel="website")
        self.member.action_withdraw_consents()
        self.assertTrue(self.member._profiles().job)

    def test_merged_contacts_keep_one_profile_and_its_points_once(self):
        self.tell(job=False)
        twin = self.club._enroll(self.make_partner("Mina R."))
        self.tell(twin, education="other")
        self.assertBalance(30, twin)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge([twin.partner_id.id, self.partner.id], self.partner)
        self.settle()
        profile = self.member._profiles()
        self.assertEqual(len(profile), 1)
        self.assertEqual((profile.job, profile.education), ("Baker", "master"))
        self.assertBalance(30)
        self.tell()
        self.assertBalance(30)

    def test_a_profile_goes_on_with_the_contact_that_is_left(self):
        self.tell()
        other = self.make_partner("Mina R.")
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge([self.partner.id, other.id], other)
        self.assertEqual(self.member.partner_id, other)
        self.assertEqual(self.member._profiles().job, "Baker")

    def test_what_one_has_taken_back_does_not_come_with_a_merge(self):
        twin = self.club._enroll(self.make_partner("Mina R."))
        self.tell(twin)
        self.tell()
        self.member.action_withdraw_consents()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge([twin.partner_id.id, self.partner.id], self.partner)
        self.assertFalse(self.member._profiles().job)
