from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.tests import HttpCase

from .survey_common import SurveyCommon


class ProfileQuestions(SurveyCommon):
    """A survey that asks members about themselves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.coffee_lover, cls.reader = cls.env["loyalty.club.interest"].create(
            [{"name": name, "company_id": cls.company.id} for name in ("Coffee", "Art")]
        )
        choices = {
            "education": ("Bachelor", "Master"),
            "interest_ids": ("Coffee", "ART ", "Fishing"),
        }
        cls.about = cls.env["survey.survey"].create(
            {
                "title": "About you",
                "access_mode": "public",
                "questions_layout": "one_page",
                "user_id": cls.env.ref("base.user_admin").id,
                "question_and_page_ids": [
                    Command.create(
                        {
                            "title": name,
                            "sequence": sequence,
                            "question_type": kind,
                            "loyalty_club_profile_field": name,
                            "suggested_answer_ids": [
                                Command.create({"value": value})
                                for value in choices.get(name, ())
                            ],
                        }
                    )
                    for sequence, (name, kind) in enumerate(
                        (
                            ("job", "char_box"),
                            ("birth_date", "date"),
                            ("education", "simple_choice"),
                            ("interest_ids", "multiple_choice"),
                        )
                    )
                ],
            }
        )
        cls.about_survey = cls.make_survey(cls.about)

    def tell(self, born="1990-05-01", job="Baker", partner=None):
        """A completed answer."""
        answers = self.begin(partner, self.about)
        job_question, birth, education, interests = self.about.question_ids
        answers._save_lines(job_question, job)
        answers._save_lines(birth, born)
        answers._save_lines(education, str(education.suggested_answer_ids[1].id))
        answers._save_lines(
            interests, [str(each) for each in interests.suggested_answer_ids.ids]
        )
        answers._mark_done()
        return answers

    def allow(self):
        self.env["loyalty.club.consent"]._record(
            self.member, ["profile"], is_given=True, channel="website"
        )


class TestSurveyProfile(ProfileQuestions):
    """What members tell goes into their profiles, if they allow it."""

    def test_with_consent_it_is_kept_at_once(self):
        self.allow()
        self.tell()
        profile = self.member._profiles()
        self.assertEqual(profile.job, "Baker")
        self.assertEqual(profile.birth_date, date(1990, 5, 1))
        self.assertEqual(profile.education, "master")
        self.assertEqual(profile.interest_ids, self.coffee_lover | self.reader)
        self.assertBalance(20)

    def test_without_consent_nothing_is_kept(self):
        answers = self.tell()
        self.assertFalse(self.member._profiles())
        self.assertBalance(20)
        [(_sheet, wording)] = answers._loyalty_club_to_keep(self.mina)
        self.assertIn("may keep what I tell", wording)

    def test_what_can_not_be_kept_costs_no_points(self):
        self.allow()
        self.tell(born="2190-05-01")
        self.assertFalse(self.member._profiles().birth_date)
        self.assertBalance(20)

    def test_nothing_is_told_of_who_is_no_member(self):
        self.tell(partner=self.make_partner("Stranger"))
        self.assertFalse(self.env["loyalty.club.profile"].search([]))

    def test_answers_of_a_language_are_understood_in_all(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self.coffee_lover.with_context(lang="fa_IR").name = "قهوه"
        interests = self.about.question_ids[3]
        interests.suggested_answer_ids[0].value = "قهوه"
        self.allow()
        self.tell()
        self.assertIn(self.coffee_lover, self.member._profiles().interest_ids)

    def test_a_fact_needs_a_question_of_its_kind(self):
        with self.assertRefused("make it a question of the type “Date”"):
            self.native.question_ids[1].loyalty_club_profile_field = "birth_date"

    def test_age_is_that_of_the_day_of_the_answer(self):
        self.allow()
        with freeze_time("2030-04-30"):
            sheet = self.sheet(self.tell())
        self.assertEqual(sheet.age_band, "35")
        with freeze_time("2055-05-01"):
            sheet = self.sheet(self.answer())
        self.assertEqual(sheet.age_band, "65")


class TestSurveyProfileSite(ProfileQuestions, HttpCase):
    """The member himself allows it on the last page."""

    def keep(self, sheet):
        """Press the button of the last page."""
        page = self.url_open(f"/my/club/{self.member.id}/surveys")
        token = self.csrf(page)
        answer = self.url_open(
            f"/club/survey/keep/{sheet.id}", data={"csrf_token": token}
        )
        self.env.invalidate_all()
        return answer

    def csrf(self, page):
        return page.text.split('csrf_token: "')[1].split('"')[0]

    def test_who_allows_it_has_a_profile(self):
        sheet = self.sheet(self.tell())
        self.env.ref("website.default_website").company_id = self.company
        self.mina.password = "mina-mina"
        self.authenticate("mina", "mina-mina")
        token = self.about.access_token
        page = self.url_open(f"/survey/{token}/{sheet.user_input_id.access_token}")
        self.assertIn("keep it in my profile", page.text)
        self.assertEqual(self.keep(sheet).status_code, 200)
        self.assertEqual(self.member._profiles().job, "Baker")
        self.assertIn("profile", self.member._consents()[self.member])
        self.assertEqual(self.keep(sheet).status_code, 404)

    def test_nobody_allows_it_for_another(self):
        sheet = self.sheet(self.tell())
        self.make_user("stranger", "base.group_portal")
        self.authenticate("stranger", "stranger")
        token = self.csrf(self.url_open("/my"))
        answer = self.url_open(
            f"/club/survey/keep/{sheet.id}", data={"csrf_token": token}
        )
        self.assertEqual(answer.status_code, 404)
        self.authenticate(None, None)
        token = self.csrf(self.url_open("/club"))
        answer = self.url_open(
            f"/club/survey/keep/{sheet.id}", data={"csrf_token": token}
        )
        self.assertIn("/web/login", answer.url)
        self.env.invalidate_all()
        self.assertFalse(self.member._profiles())
