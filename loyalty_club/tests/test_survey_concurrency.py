from odoo import Command
from odoo.tests import mute_logger

from .concurrency_common import ConcurrencyCase


class TestSurveyConcurrency(ConcurrencyCase):
    """Two tabs in which one member is ready at the same moment."""

    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            native = env["survey.survey"].create(
                {
                    "title": "How are you?",
                    "question_and_page_ids": [
                        Command.create({"title": "How?", "question_type": "char_box"})
                    ],
                }
            )
            env["loyalty.club.survey"].create(
                {
                    "survey_id": native.id,
                    "club_id": self.made["loyalty.club"],
                    "points": 20,
                    "is_published": True,
                }
            )
            self.native_id = native.id
        self.addCleanup(self.delete_questions)
        # What is added last is cleaned up first; the questions go after the club.
        self._cleanups.insert(0, self._cleanups.pop())

    def delete_questions(self):
        with self.transaction() as env:
            env["survey.survey"].browse(self.native_id).unlink()

    def begin(self):
        """An answer of the member, filled in and not sent yet."""
        with self.transaction() as env:
            native = env["survey.survey"].browse(self.native_id)
            answers = native._create_answer(partner=self.member(env).partner_id)
            answers._save_lines(native.question_ids, "Well")
            return answers.id

    def send(self, answers_id):
        """A piece of work: send the last page."""
        return lambda env: env["survey.user_input"].browse(answers_id)._mark_done()

    def assertPaidOnce(self):
        with self.transaction() as env:
            sheets = env["loyalty.club.survey.answer"].search(
                [("member_id", "=", self.member(env).id)]
            )
            self.assertEqual(
                sorted(sheets.mapped(lambda sheet: sheet.refusal or "")),
                ["", "survey_again"],
            )

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_tabs_pay_once(self):
        first, second = self.begin(), self.begin()
        self.assertEqual(
            self.at_once(self.send(first), self.send(second)), [None, None]
        )
        self.assertBalance(20)
        self.assertPaidOnce()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_also_when_points_wait(self):
        with self.transaction() as env:
            self.record(env, "loyalty.club").hold_days = 14
        first, second = self.begin(), self.begin()
        self.assertEqual(
            self.at_once(self.send(first), self.send(second)), [None, None]
        )
        self.assertPaidOnce()
