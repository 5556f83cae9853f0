from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .survey_common import SurveyCommon


class TestSurvey(SurveyCommon):
    """A member is paid for an answer once, and what was paid stays."""

    # === PAID === #

    def test_an_answer_gives_points_and_says_for_what(self):
        answers = self.answer()
        self.assertBalance(20)
        [sentence] = answers._loyalty_club_thanks()
        self.assertEqual(self.plain(sentence), "How do you like our shop?: 20 points")
        self.assertEqual(self.sheet(answers).points, 20)
        self.assertEqual(self.survey.answer_count, 1)

    def test_changed_points_never_change_the_past(self):
        answers = self.answer()
        self.survey.points = 50
        self.env["loyalty.club.earning"]._settle(self.sheet(answers))
        self.assertBalance(20)
        self.answer(self.club._enroll(self.make_partner("Kaveh")).partner_id)
        self.assertEqual(sum(self.club.member_ids.mapped("balance")), 70)

    def test_changed_audience_never_changes_the_past(self):
        answers = self.answer()
        self.survey.write({"domain": "[('id', '=', 0)]", "is_published": False})
        self.env["loyalty.club.earning"]._settle(self.sheet(answers))
        self.assertBalance(20)

    def test_factor_of_the_member_counts(self):
        self.member.type_id = self.env["loyalty.club.member.type"].create(
            {"name": "Friend", "club_id": self.club.id, "factor": 1.5}
        )
        self.assertEqual(self.survey._points_for(self.member), {self.survey: 30})
        self.answer()
        self.assertBalance(30)

    def test_a_rule_without_a_survey_is_about_each_of_the_club(self):
        self.make_rule(trigger="survey", points=5, name="Each survey")
        other = self.make_questions("What shall we bake?")
        self.make_survey(other, points=7)
        self.assertEqual(self.survey._points_for(self.member), {self.survey: 25})
        self.answer()
        self.assertBalance(25)
        self.answer(native=other)
        self.assertBalance(37)

    def test_survey_of_no_club_gives_nothing(self):
        self.answer(native=self.make_questions("Who are you?"))
        self.assertBalance(0)
        self.assertFalse(self.env["loyalty.club.survey.answer"].search([]))

    def test_each_club_pays_its_own_member(self):
        club = self.make_club(name="Night Owls")
        self.make_survey(self.native, club, points=3)
        member = club._enroll(self.partner)
        self.answer()
        self.assertBalance(20)
        self.assertBalance(3, member)

    def test_tiers_do_not_rise_by_money_that_was_never_spent(self):
        self.answer()
        self.assertEqual(self.member.earning_ids.amount, 0)

    # === REFUSED === #

    def test_a_second_answer_gives_nothing(self):
        self.answer()
        self.assertRefusedAnswer(self.answer(), "again", "points come once")
        self.assertBalance(20)

    def test_a_second_account_of_the_contact_gives_nothing(self):
        self.answer()
        again = self.native._create_answer(user=self.mina)
        self.fill_in(again)
        again._mark_done()
        self.assertRefusedAnswer(again, "again")
        self.assertBalance(20)

    def test_an_answer_that_is_done_again_gives_nothing(self):
        """A browser that sends the last page twice."""
        answers = self.answer()
        answers._mark_done()
        answers.write({"state": "in_progress"})
        answers._mark_done()
        self.assertBalance(20)
        self.assertEqual(len(self.member.earning_ids), 1)

    def test_address_of_a_member_typed_by_a_visitor_is_nobody(self):
        self.partner.email = "mina@home.example"
        answers = self.native._create_answer(email="mina@home.example")
        self.fill_in(answers)
        answers._mark_done()
        self.assertBalance(0)
        self.assertFalse(self.sheet(answers))

    def test_a_test_of_staff_gives_nothing(self):
        staff = self.make_user("marketing", "loyalty_club.group_marketing")
        member = self.club._enroll(staff.partner_id)
        answers = self.native._create_answer(user=staff, test_entry=True)
        self.fill_in(answers)
        answers._mark_done()
        self.assertRefusedAnswer(answers, "test", "only a test")
        self.assertBalance(0, member)

    def test_nothing_answered_gives_nothing(self):
        answers = self.begin()
        answers._mark_done()  # as when the time is over
        self.assertRefusedAnswer(answers, "unanswered")

    def test_last_page_without_those_before_it_gives_nothing(self):
        self.assertRefusedAnswer(self.answer(choice=None), "incomplete")
        self.answer(stars=None)
        self.assertBalance(20)

    def test_a_test_gives_points_when_it_is_passed(self):
        self.native.write(
            {"scoring_type": "scoring_without_answers", "scoring_success_min": 50}
        )
        self.assertRefusedAnswer(self.answer(choice=1), "failed")
        self.answer(choice=0)
        self.assertBalance(20)

    def test_outside_its_days_on_the_clock_of_the_club(self):
        self.club.tz = "Asia/Tehran"
        self.survey.write({"date_from": "2030-05-02", "date_to": "2030-05-02"})
        with freeze_time("2030-05-01 20:00:00"):  # 23:30 in Tehran
            self.assertRefusedAnswer(self.answer(), "closed", "not open")
        with freeze_time("2030-05-02 21:00:00"):  # the next day in Tehran
            self.assertRefusedAnswer(self.answer(), "closed")
        with freeze_time("2030-05-01 21:00:00"):
            self.answer()
        self.assertEqual(self.member.lifetime_points, 20)

    def test_not_open_to_members(self):
        self.survey.is_published = False
        self.assertRefusedAnswer(self.answer(), "closed")

    def test_for_other_members(self):
        friends = self.env["loyalty.club.member.type"].create(
            {"name": "Friend", "club_id": self.club.id}
        )
        self.survey.type_ids = friends
        self.assertRefusedAnswer(self.answer(), "audience", "other members")
        self.member.type_id = friends
        self.survey.domain = "[('partner_id.city', '=', 'Shiraz')]"
        self.assertRefusedAnswer(self.answer(), "audience")
        self.partner.city = "Shiraz"
        self.answer()
        self.assertBalance(20)

    def test_a_suspended_member_earns_nothing_then_or_later(self):
        self.member.action_suspend()
        answers = self.answer()
        self.assertRefusedAnswer(answers, "suspended")
        self.member.action_reactivate()
        self.env["loyalty.club.earning"]._settle(self.sheet(answers))
        self.assertBalance(0)

    def test_who_has_left_earns_nothing(self):
        self.member.action_leave()
        self.assertFalse(self.sheet(self.answer()))
        self.assertBalance(0)

    def test_who_is_no_member_earns_nothing(self):
        self.assertFalse(self.sheet(self.answer(self.make_partner("Stranger"))))

    # === DELETED, MERGED === #

    def test_a_deleted_answer_gives_its_points_back_and_makes_room(self):
        answers = self.answer()
        answers.unlink()
        self.settle()
        self.assertBalance(0)
        self.answer()
        self.assertBalance(20)

    def test_two_contacts_that_become_one_have_answered_once(self):
        double = self.make_partner("M. Rahimi")
        other = self.club._enroll(double)
        mine, their = self.answer(), self.answer(double)
        self.member._absorb(other)
        self.env["loyalty.club.earning"]._settle(self.sheet(mine) | self.sheet(their))
        self.assertBalance(20)
        self.assertEqual(self.sheet(their).refusal, "survey_again")
        self.assertLedgerAgrees(other)

    def test_answers_follow_who_takes_over(self):
        double = self.make_partner("M. Rahimi")
        other = self.club._enroll(double)
        self.answer(double)
        self.member._absorb(other)
        self.assertBalance(20)
        self.assertRefusedAnswer(self.answer(), "again")

    # === LIVE SESSION === #

    def test_a_live_session_pays_who_took_part(self):
        self.native.write({"session_state": "ready"})
        present, silent = self.begin(), self.begin(self.make_partner("Kaveh"))
        kaveh = self.club._enroll(silent.partner_id)
        self.fill_in(present, choice=None)
        self.native.action_end_session()
        self.assertBalance(20)
        self.assertBalance(0, kaveh)


class TestSurveySettings(SurveyCommon):
    """Who sets up a survey, and what can't be."""

    def test_named_after_its_questions_in_all_languages(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        native = self.make_questions("Bread")
        native.with_context(lang="fa_IR").title = "نان"
        survey = self.make_survey(native)
        self.assertEqual(survey.name, "Bread")
        self.assertEqual(survey.with_context(lang="fa_IR").name, "نان")

    def test_a_survey_is_in_a_club_once(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.make_survey(self.native)

    def test_questions_stay_once_somebody_was_asked(self):
        self.answer()
        with self.assertRefused("their answers are kept"):
            self.survey.survey_id = self.make_questions("Others")
        with self.assertRefused("their answers are kept"):
            self.survey.unlink()

    def test_deleted_with_its_rule(self):
        rule = self.survey.rule_id
        self.survey.unlink()
        self.assertFalse(rule.exists())

    def test_its_rule_gives_points_for_nothing_else(self):
        with self.assertRefused("for nothing else"):
            self.survey.trigger = "order"

    def test_a_copied_club_has_no_survey(self):
        self.assertFalse(self.club.copy().rule_ids.filtered("survey_id"))
        self.assertEqual(len(self.club.rule_ids), 2)

    def test_a_condition_that_can_not_be_understood(self):
        with self.assertRefused("can't be understood"):
            self.survey.domain = "[('nothing', '=', 1)]"

    def test_a_condition_on_what_its_writer_may_not_read(self):
        marketing = self.make_user("marketing", "loyalty_club.group_marketing")
        survey = self.survey.with_user(marketing)
        with self.assertRaises(AccessError):
            survey.domain = "[('adjustment_ids.reason', 'like', 'a')]"

    def test_marketing_makes_one_and_agents_read(self):
        marketing = self.make_user("marketing", "loyalty_club.group_marketing")
        agent = self.make_user("agent", "loyalty_club.group_agent")
        native = self.make_questions("Bread")
        survey = (
            self.env["loyalty.club.survey"]
            .with_user(marketing)
            .create({"survey_id": native.id, "club_id": self.club.id, "points": 5})
        )
        self.assertEqual(survey.with_user(agent).name, "Bread")
        with self.assertRaises(AccessError):
            survey.with_user(agent).points = 500

    def test_survey_of_another_company_is_out_of_reach(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", "loyalty_club.group_manager")
        stranger.write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        theirs = self.survey.with_user(stranger)
        self.assertFalse(theirs.search([]))
        with self.assertRaises(AccessError):
            theirs.points = 500


class TestSurveyInvite(SurveyCommon):
    """Members are asked once, those who allow it, and who has not answered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketing = cls.make_user("marketing", "loyalty_club.group_marketing")
        cls.guests = cls.club._enroll_all(
            cls.env["res.partner"].create(
                [
                    {
                        "name": f"Guest {number}",
                        "email": f"{number}@x.example",
                        "phone": f"+3161234567{number}",
                    }
                    for number in range(5)
                ]
            )
        )
        cls.survey.domain = "[('partner_id.name', 'like', 'Guest')]"
        consents = cls.env["loyalty.club.consent"]
        for purpose, guests in (("email", cls.guests[:3]), ("sms", cls.guests[2:4])):
            consents._record(guests, [purpose], is_given=True, channel="backend")
        cls.run = cls.invite()

    @classmethod
    def invite(cls, **values):
        return (
            cls.env["loyalty.club.survey.invite"]
            .with_user(cls.marketing)
            .create(
                {
                    "survey_id": cls.survey.id,
                    "by_email": True,
                    "by_sms": True,
                    **values,
                }
            )
        )

    def work(self, run):
        while run.sudo()._invite_next():
            pass

    def mails(self):
        return self.env["mail.mail"].search(
            [("model", "=", "loyalty.club.survey.answer")]
        )

    def texts(self):
        return self.env["sms.sms"].search(
            [("partner_id", "in", self.guests.partner_id.ids)]
        )

    def test_who_allows_it_gets_a_link_of_his_own(self):
        self.assertEqual(self.run.member_count, 5)
        self.run.action_start()
        self.patch(type(self.run), "_BATCH", 2)
        self.run.sudo()._invite_next()
        self.work(self.run)
        self.assertEqual(self.run.state, "done")
        self.assertEqual((self.run.emailed_count, self.run.texted_count), (3, 2))
        self.assertEqual(self.mails().recipient_ids, self.guests[:3].partner_id)
        self.assertEqual(set(self.mails().mapped("state")), {"outgoing"})
        self.assertEqual(self.texts().partner_id, self.guests[2:4].partner_id)
        for guest in self.guests[:3]:
            [sheet] = self.env["loyalty.club.survey.answer"].search(
                [("member_id", "=", guest.id)]
            )
            [mail] = self.mails().filtered(
                lambda mail, guest=guest: mail.recipient_ids == guest.partner_id
            )
            self.assertIn(sheet.user_input_id.access_token, mail.body_html)
            self.assertEqual(sheet.user_input_id.partner_id, guest.partner_id)

    def test_nobody_is_asked_twice_unless_reminded(self):
        self.run.action_start()
        self.work(self.run)
        self.run.sudo().write({"state": "running", "last_member_id": 0})
        self.work(self.run)
        self.assertEqual(len(self.mails()), 3)
        reminder = self.invite(is_reminder=True, by_sms=False)
        reminder.action_start()
        self.work(reminder)
        self.assertEqual(len(self.mails()), 6)
        self.assertEqual(len(self.env["loyalty.club.survey.answer"].search([])), 4)

    def test_who_has_answered_is_not_bothered(self):
        self.answer(self.guests[0].partner_id)
        self.assertEqual(self.run.member_count, 4)
        self.run.action_start()
        self.work(self.run)
        self.assertEqual(self.mails().recipient_ids, self.guests[1:3].partner_id)

    def test_blacklisted_addresses_get_nothing(self):
        self.env["mail.blacklist"]._add("0@x.example")
        self.env["phone.blacklist"]._add("+31612345672")
        self.run.action_start()
        self.work(self.run)
        self.assertEqual(self.mails().recipient_ids, self.guests[1:3].partner_id)
        self.assertEqual(self.texts().partner_id, self.guests[3].partner_id)

    def test_invited_answers_are_paid(self):
        self.run.action_start()
        self.work(self.run)
        [sheet] = self.env["loyalty.club.survey.answer"].search(
            [("member_id", "=", self.guests[0].id)]
        )
        self.fill_in(sheet.user_input_id)
        sheet.user_input_id._mark_done()
        self.assertEqual(sheet.points, 20)
        self.assertBalance(20, self.guests[0])

    def test_nobody_is_asked_for_what_is_closed(self):
        self.survey.is_published = False
        with self.assertRefused("Open the survey"):
            self.run.action_start()
        self.survey.is_published = True
        self.run.action_start()
        self.survey.date_to = fields.Date.today() - timedelta(days=2)
        self.work(self.run)
        self.assertEqual(self.run.state, "done")
        self.assertFalse(self.mails())

    def test_only_who_runs_the_club_invites(self):
        agent = self.make_user("agent", "loyalty_club.group_agent")
        with self.assertRaises(AccessError):
            self.run.with_user(agent).action_start()
        with self.assertRefused("Only the run itself", AccessError):
            self.run.emailed_count = 100
        with self.assertRaises(UserError):
            self.invite(by_email=False, by_sms=False).action_start()

    def test_asking_many_costs_no_more_queries(self):
        """Of ours; Odoo renders and keeps each message by itself."""
        sheets = self.env["loyalty.club.survey.answer"]
        one, many = self.guests[:1], self.guests[1:]
        for members in (self.member, one, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            sheets._hand_out(self.survey, members)
            self.env.flush_all()
            cost = self.env.cr.sql_log_count - before
            if members == one:
                for_one = cost
        self.assertLessEqual(cost, for_one + 3)
