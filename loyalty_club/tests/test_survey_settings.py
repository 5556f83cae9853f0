from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from .survey_common import SurveyCommon


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

    @mute_logger("odoo.addons.loyalty_club.models.channel.loyalty_club_survey_audience")
    def test_a_condition_whose_field_has_gone_breaks_no_page(self):
        other = self.make_survey(self.make_questions("Bread"))
        self.forget_field(self.survey)
        self.assertEqual([each.name for each in self.member._open_surveys()], ["Bread"])
        self.assertTrue(self.member._portal_values())
        self.assertRefusedAnswer(self.answer(), "audience")
        self.assertBalance(0)
        self.answer(native=other.survey_id)
        self.assertBalance(20)

    def test_a_condition_on_what_its_writer_may_not_read(self):
        marketing = self.make_user("marketing", "loyalty_club.group_marketing")
        survey = self.survey.with_user(marketing)
        with self.assertRaises(AccessError):
            survey.domain = "[('residual_ids.points', '>', 0)]"

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
