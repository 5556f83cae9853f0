from datetime import date

from odoo.exceptions import AccessError

from .survey_common import SurveyCommon


class TestSurveyResults(SurveyCommon):
    """Results tell what groups of members think, and never what one of them does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketing = cls.make_user("marketing", "loyalty_club.group_marketing")
        cls.tier = cls.env["loyalty.club.tier"].create(
            {"name": "Gold", "club_id": cls.club.id}
        )
        cls.friends = cls.env["loyalty.club.member.type"].create(
            {"name": "Friend", "club_id": cls.club.id}
        )
        partners = cls.env["res.partner"].create(
            [{"name": f"Guest {number}"} for number in range(6)]
        )
        cls.guests = cls.club._enroll_all(partners)
        cls.guests[:2].type_id = cls.friends

    def join(self, count):
        """More who can answer."""
        partners = self.env["res.partner"].create([{"name": "Late"}] * count)
        self.guests |= self.club._enroll_all(partners)

    def answers(self, count):
        for number, guest in enumerate(self.guests[:count]):
            self.answer(guest.partner_id, choice=number % 2, stars=number)

    def results(self, *groupby):
        results = self.env["loyalty.club.survey.result"].with_user(self.marketing)
        return results._read_group(
            [("question_id", "=", self.native.question_ids[0].id)],
            [*groupby],
            ["__count"],
        )

    def test_nothing_is_told_of_four(self):
        self.answers(4)
        self.assertEqual(self.results("question_id"), [])

    def test_answers_by_question(self):
        self.answers(6)
        coffee, you = self.native.question_ids[0].suggested_answer_ids
        found = {answer.id: count for answer, count in self.results("answer_id")}
        self.assertEqual(found, {coffee.id: 3, you.id: 3})
        scale = self.native.question_ids[1]
        [(average,)] = (
            self.env["loyalty.club.survey.result"]
            .with_user(self.marketing)
            ._read_group([("question_id", "=", scale.id)], [], ["value:avg"])
        )
        # The first has given no stars, which is no answer.
        self.assertEqual(average, 3)

    def test_groups_of_less_than_five_have_no_name(self):
        self.answers(6)
        found = {tier.id: count for tier, count in self.results("tier_id")}
        self.assertEqual(found, {self.tier.id: 6})
        found = {each.id: count for each, count in self.results("type_id")}
        self.assertEqual(found, {False: 6})

    def test_what_five_have_in_common_tells_nothing_of_a_sixth(self):
        """Neither several things together do, nor what is left of the others."""
        others = self.env["loyalty.club.member.type"].create(
            {"name": "Other", "club_id": self.club.id}
        )
        self.join(5)
        self.guests.type_id = self.friends
        self.guests[6:].type_id = others
        self.answers(11)
        sheets = self.survey.answer_ids.sorted("id")
        # One of the friends was late.
        sheets.write({"answered_at": "2026-03-10 12:00:00"})
        sheets[0].answered_at = "2026-03-24 12:00:00"
        found = {
            (kind.id, week): count
            for kind, week, count in self.results("type_id", "answered_on:day")
        }
        week = date(2026, 3, 9)
        self.assertEqual(found, {(self.friends.id, False): 6, (others.id, week): 5})

    def test_their_order_tells_nobody(self):
        self.join(4)
        self.answers(10)
        stars = self.env["loyalty.club.survey.result"].search(
            [("question_id", "=", self.native.question_ids[1].id)], order="id"
        )
        given = stars.mapped("value")
        self.assertEqual(sorted(given), [*range(1, 10)])
        self.assertNotEqual(given, sorted(given))

    def test_what_does_not_count_is_left_out(self):
        self.answers(5)
        self.answer(self.guests[0].partner_id)
        self.answer(self.guests[5].partner_id, choice=None)
        self.assertEqual(sum(count for _q, count in self.results("question_id")), 5)

    def test_results_are_for_who_runs_the_club(self):
        self.answers(5)
        for role in ("agent", "finance"):
            user = self.make_user(role, f"loyalty_club.group_{role}")
            with self.assertRaises(AccessError):
                self.env["loyalty.club.survey.result"].with_user(user).search([])

    def test_they_remember_what_members_were(self):
        self.answers(6)
        self.guests.type_id = self.friends
        found = {each.id: count for each, count in self.results("type_id")}
        self.assertEqual(found, {False: 6})
