from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .survey_common import SurveyCommon


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
        cls.asking = cls.invite()

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
        while run.sudo()._serve_next():
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
        self.assertEqual(self.asking.member_count, 5)
        self.asking.action_start()
        self.patch(type(self.asking), "_BATCH", 2)
        self.asking.sudo()._serve_next()
        self.work(self.asking)
        self.assertEqual(self.asking.state, "done")
        self.assertEqual((self.asking.emailed_count, self.asking.texted_count), (3, 2))
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
        self.asking.action_start()
        self.work(self.asking)
        self.asking.sudo().write({"state": "running", "last_member_id": 0})
        self.work(self.asking)
        self.assertEqual(len(self.mails()), 3)
        reminder = self.invite(is_reminder=True, by_sms=False)
        reminder.action_start()
        self.work(reminder)
        self.assertEqual(len(self.mails()), 6)
        self.assertEqual(len(self.env["loyalty.club.survey.answer"].search([])), 4)

    def test_who_has_answered_is_not_bothered(self):
        self.answer(self.guests[0].partner_id)
        self.assertEqual(self.asking.member_count, 4)
        self.asking.action_start()
        self.work(self.asking)
        self.assertEqual(self.mails().recipient_ids, self.guests[1:3].partner_id)

    def test_blacklisted_addresses_get_nothing(self):
        self.env["mail.blacklist"]._add("0@x.example")
        self.env["phone.blacklist"]._add(["+31612345672"])
        self.asking.action_start()
        self.work(self.asking)
        self.assertEqual(self.mails().recipient_ids, self.guests[1:3].partner_id)
        self.assertEqual(self.texts().partner_id, self.guests[3].partner_id)

    @mute_logger("odoo.addons.loyalty_club.models.ledger.loyalty_club_batch")
    def test_one_who_can_not_be_written_to_stops_no_others(self):
        template = self.env.ref("loyalty_club.mail_template_survey")
        first = self.guests[0]
        template.subject = f"{{{{ 1 / (object.member_id.id - {first.id}) }}}}"
        self.asking.action_start()
        self.work(self.asking)
        self.assertEqual(self.asking.state, "done")
        self.assertEqual((self.asking.emailed_count, self.asking.texted_count), (2, 2))
        self.assertEqual(self.mails().recipient_ids, self.guests[1:3].partner_id)
        self.assertIn("Could not be asked", first.activity_ids.summary)
        # He was not asked, and can be asked another time.
        self.assertEqual(self.invite(by_sms=False).member_count, 2)

    @mute_logger("odoo.addons.loyalty_club.models.ledger.loyalty_club_batch")
    def test_a_template_that_is_spoilt_is_no_trouble_of_members(self):
        self.env.ref("loyalty_club.mail_template_survey").subject = "{{ 1 / 0 }}"
        self.guests[3:].action_leave()
        self.asking.action_start()
        with self.assertRefused("Look at the template"):
            self.work(self.asking)

    def test_a_survey_of_another_company_is_nobodys_here(self):
        other = self.env["res.company"].create({"name": "Other"})
        club = self.make_club(name="Theirs", company_id=other.id)
        theirs = self.make_survey(self.native, club)
        with self.assertRaises(AccessError):
            self.asking.survey_id = theirs
        with self.assertRaises(AccessError):
            self.invite(survey_id=theirs.id)

    def test_invited_answers_are_paid(self):
        self.asking.action_start()
        self.work(self.asking)
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
            self.asking.action_start()
        self.survey.is_published = True
        self.asking.action_start()
        self.survey.date_to = fields.Date.today() - timedelta(days=2)
        self.work(self.asking)
        self.assertEqual(self.asking.state, "done")
        self.assertFalse(self.mails())

    def test_only_who_runs_the_club_invites(self):
        agent = self.make_user("agent", "loyalty_club.group_agent")
        with self.assertRaises(AccessError):
            self.asking.with_user(agent).action_start()
        with self.assertRefused("Only the run itself", AccessError):
            self.asking.emailed_count = 100
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
