from odoo.tests import JsonRpcException, new_test_user
from odoo.tools import mute_logger

from .site_common import SiteCase
from .survey_common import SurveyCommon


class TestSurveySite(SiteCase, SurveyCommon):
    """The way from the poster, the portal or a link to the points."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mina.password = "mina-mina"
        cls.path = f"/club/survey/{cls.survey.id}"
        cls.stranger = new_test_user(cls.env, "stranger", "base.group_portal")

    def log_in_as_mina(self):
        self.authenticate("mina", "mina-mina")

    def send(self, answers, **post):
        """Send the only page of a survey, as the browser does."""
        chosen, scale = self.native.question_ids
        token = self.native.access_token
        result = self.make_jsonrpc_request(
            f"/survey/submit/{token}/{answers.access_token}",
            {
                str(chosen.id): str(chosen.suggested_answer_ids[0].id),
                str(scale.id): "5",
                **post,
            },
        )
        self.env.invalidate_all()
        return result

    def begun(self, partner):
        """The answers of a contact to the survey."""
        self.env.invalidate_all()
        return self.env["survey.user_input"].search(
            [("survey_id", "=", self.native.id), ("partner_id", "=", partner.id)]
        )

    def test_a_visitor_is_asked_to_log_in_or_join(self):
        answer = self.get(self.path)
        said = self.said(answer)
        self.assertIn("How do you like our shop?", said)
        self.assertIn("20 points", said)
        self.assertIn(f"/club/login?redirect={self.path}", answer.text)
        self.assertIn(self.club.website_url, answer.text)
        self.assertFalse(self.begun(self.partner))

    def test_a_member_goes_to_his_own_sheet_and_is_paid(self):
        self.log_in_as_mina()
        answer = self.get(self.path)
        answers = self.begun(self.partner)
        self.assertIn(answers.access_token, answer.url)
        self.get(self.path)
        self.assertEqual(self.begun(self.partner), answers)
        self.make_jsonrpc_request(
            f"/survey/begin/{self.native.access_token}/{answers.access_token}", {}
        )
        _correct, page = self.send(answers)
        self.assertIn("20 points", self.plain(page["survey_content"]))
        self.assertIn('href="/my/club"', page["survey_content"])
        self.assertNotIn("/survey/retry/", page["survey_content"])
        self.assertBalance(20)
        self.assertIn("You have answered", self.said(self.get(self.path)))

    def test_the_last_page_sent_again_gives_nothing(self):
        answers = self.begin()
        answers._mark_in_progress()
        self.send(answers)
        self.send(answers)
        self.assertBalance(20)

    def test_a_link_of_his_own_needs_no_account(self):
        guest = self.club._enroll(self.make_partner("Guest"))
        sheet = self.env["loyalty.club.survey.answer"]._hand_out(self.survey, guest)
        link = sheet[guest]._link()
        answer = self.get(link[link.index("/survey/") :])
        self.assertIn(sheet[guest].user_input_id.access_token, answer.url)
        sheet[guest].user_input_id._mark_in_progress()
        self.send(sheet[guest].user_input_id)
        self.assertBalance(20, guest)

    def test_nobody_answers_on_the_sheet_of_another(self):
        sheet = self.env["loyalty.club.survey.answer"]._hand_out(
            self.survey, self.member
        )[self.member]
        sheet.user_input_id._mark_in_progress()
        self.authenticate("stranger", "stranger")
        _nothing, refused = self.send(sheet.user_input_id)
        self.assertEqual(refused, {"error": "answer_wrong_user"})
        self.assertBalance(0)

    def test_an_address_in_the_link_is_nobody(self):
        self.get(f"/survey/start/{self.native.access_token}?email=mina@home.example")
        [answers] = self.env["survey.user_input"].search(
            [("survey_id", "=", self.native.id)]
        )
        answers._mark_in_progress()
        self.send(answers)
        self.assertFalse(answers.partner_id)
        self.assertBalance(0)

    def test_a_portal_user_forges_no_answer(self):
        self.log_in_as_mina()
        values = {"survey_id": self.native.id, "partner_id": self.partner.id}
        sheet = {"survey_id": self.survey.id, "member_id": self.member.id}
        for model, method, args in (
            ("survey.user_input", "create", [{**values, "state": "done"}]),
            ("survey.user_input", "_mark_done", [[1]]),
            ("loyalty.club.survey.answer", "create", [sheet]),
            ("loyalty.club.survey.answer", "_hand_in", [[1]]),
            ("loyalty.club.survey", "write", [self.survey.ids, {"points": 500}]),
            ("loyalty.club.survey", "search_read", [[]]),
            ("loyalty.club.survey.result", "search_read", [[]]),
        ):
            with (
                self.subTest(model=model, method=method),
                mute_logger("odoo.http"),
                self.assertRaises(JsonRpcException),
            ):
                self.make_jsonrpc_request(
                    f"/web/dataset/call_kw/{model}/{method}",
                    {"model": model, "method": method, "args": args, "kwargs": {}},
                )
        self.assertBalance(0)

    def test_what_is_not_open_is_not_there(self):
        other = self.env["res.company"].create({"name": "Other"})
        club = self.make_club(name="Theirs", company_id=other.id)
        theirs = self.make_survey(self.native, club)
        closed = self.make_survey(self.make_questions("Soon"), is_published=False)
        over = self.make_survey(self.make_questions("Over"), date_to="2020-01-01")
        self.log_in_as_mina()
        for survey_id in (theirs.id, closed.id, over.id, 0, 2**31 - 1):
            answer = self.url_open(f"/club/survey/{survey_id}")
            self.assertEqual(answer.status_code, 404, survey_id)

    def test_who_is_no_member_is_invited_to_join(self):
        self.authenticate("stranger", "stranger")
        said = self.said(self.get(self.path))
        self.assertIn("for members of the club", said)
        self.assertFalse(self.begun(self.stranger.partner_id))

    def test_who_joins_on_the_way_goes_on_to_the_survey(self):
        self.get(self.path)
        page = self.join()
        self.assertIn("Now to the survey", self.said(page))
        self.assertIn(f'href="{self.path}"', page.text)
        newcomer = self.club.member_ids.sorted("id")[-1]
        answers = self.get(self.path)
        self.assertIn(self.begun(newcomer.partner_id).access_token, answers.url)

    def test_who_joins_when_it_is_over_is_not_asked(self):
        self.get(self.path)
        self.survey.is_published = False
        self.assertNotIn("Now to the survey", self.said(self.join()))

    def test_others_are_told_so(self):
        self.survey.domain = "[('id', '=', 0)]"
        self.log_in_as_mina()
        self.assertIn("for other members", self.said(self.get(self.path)))
        self.survey.domain = "[]"
        self.member.action_suspend()
        self.assertIn("suspended", self.said(self.get(self.path)))
        self.member.action_leave()
        self.assertIn("for members of the club", self.said(self.get(self.path)))
        self.assertFalse(self.begun(self.partner))

    def test_poster_leads_there(self):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "loyalty_club.report_survey_poster", self.survey.ids
        )
        self.assertIn(self.path, html.decode())

    # === PORTAL === #

    def surveys(self, member=None):
        """The page of the surveys of a membership."""
        return self.url_open(f"/my/club/{(member or self.member).id}/surveys")

    def test_a_member_sees_what_is_open_to_him_and_what_he_has_done(self):
        done = self.make_survey(self.make_questions("Which bread?"), points=7)
        hidden = self.make_survey(self.make_questions("For others"))
        hidden.domain = "[('id', '=', 0)]"
        self.answer(native=done.survey_id)
        self.log_in_as_mina()
        answer = self.surveys()
        said = self.said(answer)
        self.assertRegex(said, r"How do you like our shop\?.*\+20.*Answer")
        self.assertRegex(said, r"What you have answered Which bread\?.*\+7")
        self.assertNotIn("For others", said)
        self.assertIn(self.path, answer.text)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_the_first_page_says_how_many_are_open(self):
        self.log_in_as_mina()
        page = self.get(f"/my/club/{self.member.id}")
        self.assertIn(f"/my/club/{self.member.id}/surveys", page.text)
        self.assertIn("Surveys 1", self.said(page))

    def test_surveys_are_ways_to_earn(self):
        hidden = self.make_survey(self.make_questions("For others"))
        hidden.domain = "[('id', '=', 0)]"
        self.make_rule(trigger="survey", points=3, name="Each survey")
        ways = {way.what: way for way in self.member._ways_to_earn()}
        self.assertEqual(len(ways), 3)
        way = ways[self.survey.name]
        self.assertEqual(self.plain(way.gain), "+20")
        self.assertEqual((way.url, way.is_done), (self.path, False))
        self.assertEqual(ways["Each survey"].url, f"/my/club/{self.member.id}/surveys")
        self.answer()
        ways = {way.what: way.is_done for way in self.member._ways_to_earn()}
        self.assertTrue(ways[self.survey.name])
        self.assertFalse(ways["Each survey"])

    def test_nobody_sees_the_surveys_of_another(self):
        self.assertIn("/web/login", self.surveys().url)
        self.authenticate("stranger", "stranger")
        self.assertEqual(self.surveys().status_code, 404)
        self.log_in_as_mina()
        theirs = self.club._enroll(self.make_partner("Kaveh"))
        self.assertEqual(self.surveys(theirs).status_code, 404)
        self.assertEqual(self.url_open("/my/club/0/surveys").status_code, 404)

    def test_who_is_suspended_is_asked_nothing(self):
        self.member.action_suspend()
        self.log_in_as_mina()
        self.assertIn("Nothing is asked just now", self.said(self.surveys()))

    def test_persian_member_reads_persian_figures(self):
        persian = self.env["res.lang"]._activate_lang("fa_IR")
        self.website.language_ids += persian
        self.log_in_as_mina()
        answer = self.get(f"/fa/my/club/{self.member.id}/surveys")
        self.assertIn("۲۰", self.said(answer))
