from odoo import Command
from odoo.tests import new_test_user

from .common import ClubCommon


class AskingCommon(ClubCommon):
    """A club that asks its members two questions, for 20 points."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.native = cls.make_questions("How do you like our shop?")
        cls.survey = cls.make_survey(cls.native)

    # === MAKE === #

    @classmethod
    def make_questions(cls, title, **values):
        """A survey of Odoo: one question that needs an answer, and one that doesn't."""
        return cls.env["survey.survey"].create(
            {
                "title": title,
                "access_mode": "public",
                "questions_layout": "one_page",
                "user_id": cls.env.ref("base.user_admin").id,
                "question_and_page_ids": [
                    Command.create(
                        {
                            "title": "What is best?",
                            "question_type": "simple_choice",
                            "constr_mandatory": True,
                            "suggested_answer_ids": [
                                Command.create({"value": value, "answer_score": score})
                                for value, score in (("The coffee", 10), ("You", 0))
                            ],
                        }
                    ),
                    Command.create(
                        {"title": "How many stars?", "question_type": "scale"}
                    ),
                ],
                **values,
            }
        )

    @classmethod
    def make_survey(cls, native, club=None, **values):
        """A survey of the club."""
        return cls.env["loyalty.club.survey"].create(
            {
                "survey_id": native.id,
                "club_id": (club or cls.club).id,
                "points": 20,
                "is_published": True,
                **values,
            }
        )


class SurveyCommon(AskingCommon):
    """Members who answer what they are asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mina = new_test_user(
            cls.env, "mina", "base.group_portal", partner_id=cls.partner.id
        )

    # === VERBS === #

    def begin(self, partner=None, native=None, **values):
        """An answer that is begun, as Odoo makes it for who is logged in."""
        return (native or self.native)._create_answer(
            partner=partner or self.partner, check_attempts=False, **values
        )

    def fill_in(self, answers, choice=0, stars=5):
        """Answer the questions; None leaves one out."""
        chosen, scale = answers.survey_id.question_ids
        if choice is not None:
            answers._save_lines(chosen, str(chosen.suggested_answer_ids[choice].id))
        answers._save_lines(scale, stars and str(stars))

    def answer(self, partner=None, native=None, choice=0, stars=5, **values):
        """A completed answer."""
        answers = self.begin(partner, native, **values)
        self.fill_in(answers, choice, stars)
        answers._mark_done()
        return answers

    def sheet(self, answers):
        """The sheet of the club for an answer of Odoo."""
        sheets = self.env["loyalty.club.survey.answer"]
        return sheets.search([("user_input_id", "=", answers.id)])

    def forget_field(self, survey):
        """Have a field go, with its module, on which the condition of a survey is."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE loyalty_club_survey SET domain = %s WHERE id = %s",
            ["[('gone', '=', 1)]", survey.id],
        )
        self.env.invalidate_all()

    # === ASSERTIONS === #

    def assertRefusedAnswer(self, answers, why, sentence=None):
        """An answer that earned nothing, and says why."""
        sheet = self.sheet(answers)
        self.assertEqual(sheet.refusal, f"survey_{why}")
        earning = self.earning(sheet, sheet.member_id)
        self.assertEqual((earning.points, earning.state), (0, "posted"))
        if sentence:
            self.assertIn(sentence, "\n".join(earning._explain()))
