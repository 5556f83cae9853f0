from freezegun import freeze_time

from .survey_common import SurveyCommon


class TestSurvey(SurveyCommon):
    """A member is paid for an answer once, and what was paid stays."""

    def earned(self):
        """What the member has earned by answering."""
        return self.member.earning_ids.filtered(
            lambda each: each.source_model == "loyalty.club.survey.answer"
        )

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

    def test_who_only_looks_has_no_rules_written_down(self):
        kept = self.survey._points_for(self.member)
        self.club._forget_rulebook()
        self.assertEqual(self.survey._points_for(self.member), kept)
        self.assertFalse(self.club.rulebook_id)

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
        self.assertEqual(self.earned().amount, 0)

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
        self.assertEqual(len(self.earned()), 1)

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
        self.native.with_user(self.env.ref("base.user_admin")).action_end_session()
        self.assertBalance(20)
        self.assertBalance(0, kaveh)

    # === MANY === #

    def test_many_answers_cost_no_more_queries_than_one(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Guest {number}"} for number in range(22)]
        )
        self.club._enroll_all(partners)
        costs = []
        for guests in (partners[:1], partners[1:2], partners[2:]):
            inputs = self.env["survey.user_input"].union(*map(self.begin, guests))
            for answers in inputs:
                self.fill_in(answers)
            inputs.write({"state": "done"})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            inputs._loyalty_club_hand_in()
            self.env.flush_all()
            costs.append(self.env.cr.sql_log_count - before)
        _warming_up, for_one, for_many = costs
        self.assertLessEqual(for_many, for_one + 4)
        self.assertEqual(self.survey.answer_count, 22)
