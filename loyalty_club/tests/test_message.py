from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError, ValidationError

from .message_common import MessageCommon


class TestMessage(MessageCommon):
    """Members are told once, in the ways that they and their club want."""

    # === ONCE === #

    def test_points_earned_are_told_once(self):
        self.switch_on("earned")
        self.confirm(self.cake)
        self.tell()
        self.assertIn("25 points", self.mails().subject)
        self.assertEqual(self.mails().recipient_ids, self.partner)
        self.tell()
        self.assertEqual(len(self.mails()), 1)

    def test_several_purchases_are_told_together(self):
        self.switch_on("earned")
        self.confirm(self.cake)
        self.confirm(self.coffee)
        self.tell()
        self.assertIn("35 points", self.mails().subject)
        self.confirm(self.coffee)
        self.tell()
        self.assertIn("10 points", self.mails()[-1].subject)

    def test_nothing_is_told_of_the_time_before_it_was_switched_on(self):
        self.confirm(self.cake)
        with freeze_time("2026-03-10 13:00:00"):
            self.switch_on("earned")
            self.tell()
        self.assertFalse(self.notices("earned"))

    def test_what_is_old_news_is_not_told(self):
        self.switch_on("earned")
        self.confirm(self.cake)
        with freeze_time("2026-03-13 12:00:00"):
            self.tell()
        self.assertFalse(self.notices("earned"))

    # === WHO, AND HOW === #

    def test_who_has_not_agreed_is_told_nothing(self):
        self.switch_on("earned", "is_emailed", "is_texted")
        self.allow("email", "sms", is_given=False)
        self.confirm(self.cake)
        self.tell()
        self.assertFalse(self.notices("earned"))

    def test_each_way_has_its_own_consent(self):
        self.switch_on("earned", "is_emailed", "is_texted")
        self.allow("email", is_given=False)
        self.confirm(self.cake)
        self.tell()
        self.assertFalse(self.mails())
        self.assertIn("25 points", self.texts().body)
        self.assertEqual(self.texts().number, "+31612345678")

    def test_sms_goes_through_the_provider_of_the_clubs_company(self):
        self.switch_on("earned", "is_texted")
        self.confirm(self.cake)
        other = self.env["res.company"].create({"name": "Other"})
        message = self.club.member_message_ids.filtered("is_texted").with_company(other)
        message._note_news()
        self.env["loyalty.club.notice"].with_company(other)._send_due()
        self.assertEqual(
            self.texts().with_company(other)._get_sms_company(), self.company
        )

    def test_consent_taken_back_while_a_message_waits(self):
        message = self.switch_on("earned")
        self.confirm(self.cake)
        message._note_news()
        self.allow("email", is_given=False)
        self.tell()
        self.assertFalse(self.mails())
        self.assertEqual(self.notices("earned").state, "dropped")

    def test_who_is_on_a_blacklist_gets_nothing(self):
        self.switch_on("earned")
        self.env["mail.blacklist"]._add("mina@example.com")
        self.confirm(self.cake)
        self.tell()
        self.assertFalse(self.mails())

    def test_who_has_left_is_told_nothing(self):
        message = self.switch_on("earned")
        self.confirm(self.cake)
        message._note_news()
        self.member.action_leave()
        self.tell()
        self.assertFalse(self.mails())

    # === QUIET HOURS === #

    def test_nobody_is_told_at_night(self):
        self.switch_on("earned", "is_texted")
        self.partner.tz = "Asia/Tehran"
        # Half past nine in the evening there.
        with freeze_time("2026-03-10 18:00:00"):
            self.confirm(self.cake)
            self.tell()
        notice = self.notices("earned")
        self.assertEqual(notice.state, "waiting")
        self.assertEqual(
            notice.due_at, fields.Datetime.to_datetime("2026-03-11 05:30:00")
        )
        self.assertFalse(self.texts())
        with freeze_time("2026-03-11 05:30:00"):
            self.tell()
        self.assertEqual(notice.state, "sent")
        self.assertTrue(self.texts())

    # === WHAT GOES WRONG === #

    def test_one_that_fails_stops_no_others(self):
        message = self.switch_on("earned")
        guest = self.club._enroll(self.make_partner("Guest", email="g@example.com"))
        self.allow("email", member=guest)
        self.confirm(self.cake)
        self.confirm(self.cake, partner=guest.partner_id)
        message.mail_template_id.subject = (
            f"{{{{ 1 / (object.member_id.id - {guest.id}) }}}}"
        )
        self.tell()
        states = {each.member_id: each.state for each in self.notices("earned")}
        self.assertEqual(states, {self.member: "sent", guest: "failed"})

    def test_a_time_zone_that_nobody_knows_stops_no_others(self):
        self.switch_on("earned")
        guest = self.club._enroll(self.make_partner("Guest", email="g@example.com"))
        self.allow("email", member=guest)
        self.confirm(self.cake)
        self.confirm(self.cake, partner=guest.partner_id)
        # Time zones come and go with the system, and stay with the contact.
        self.env.cr.execute(
            "UPDATE res_partner SET tz = 'Mars/Olympus' WHERE id = %s",
            [self.partner.id],
        )
        self.env.invalidate_all()
        self.tell()
        self.assertEqual(self.notices("earned").mapped("state"), ["sent", "sent"])

    def test_a_club_that_is_archived_meanwhile_tells_nothing(self):
        message = self.switch_on("earned")
        self.confirm(self.cake)
        message._note_news()
        self.club.active = False
        self.tell()
        self.assertFalse(self.mails())
        self.assertEqual(self.notices("earned").state, "dropped")

    def test_a_contact_that_is_archived_meanwhile(self):
        message = self.switch_on("earned")
        self.confirm(self.cake)
        message._note_news()
        self.partner.active = False
        self.tell()
        self.assertFalse(self.mails())

    def test_a_message_that_is_switched_off_meanwhile(self):
        message = self.switch_on("earned")
        self.confirm(self.cake)
        message.is_emailed = False
        self.assertFalse(message._note_news())

    def test_an_address_that_is_gone_meanwhile(self):
        self.switch_on("earned", "is_emailed", "is_texted")
        self.confirm(self.cake)
        self.club.member_message_ids.filtered("is_on")._note_news()
        self.partner.write({"email": False, "phone": False})
        self.tell()
        self.assertEqual(self.notices("earned").state, "dropped")
        self.assertFalse(self.mails() or self.texts())

    def test_template_of_something_else_is_refused(self):
        with self.assertRaises(ValidationError):
            self.club.member_message_ids[0].mail_template_id = self.env.ref(
                "loyalty_club.mail_template_leaving"
            )

    def test_message_stays_with_its_club(self):
        other = self.make_club(name="Other")
        marketing = self.make_user("marketing", "loyalty_club.group_marketing")
        with self.assertRaises(UserError):
            self.club.member_message_ids[0].with_user(marketing).club_id = other

    def test_persian_members_read_persian(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self.partner.lang = "fa_IR"
        self.club.with_context(lang="fa_IR").point_name = "امتیاز"
        self.switch_on("earned")
        self.confirm(self.cake)
        self.tell()
        self.assertIn("۲۵ امتیاز", self.mails().subject)
        self.assertIn('dir="rtl"', self.mails().body_html)
        self.assertIn(f"/my/club/{self.member.id}/consents", self.mails().body_html)

    def test_each_mail_comes_from_the_company_and_reads_in_its_direction(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self.partner.write({"lang": "fa_IR", "email": "mina@home.example"})
        self.company.email = "hello@saffron.example"
        feedback = self.member._write_feedback("question", "Hours", "When?")
        for name, record in (("leaving", self.member), ("feedback_received", feedback)):
            template = self.env.ref(f"loyalty_club.mail_template_{name}")
            mail = self.env["mail.mail"].browse(template.send_mail(record.id))
            self.assertIn("hello@saffron.example", mail.email_from)
            self.assertIn('dir="rtl"', mail.body_html)
            self.assertIn(self.club.name, mail.body_html)

    # === COST === #

    def test_many_are_sent_in_as_many_queries_as_few(self):
        message = self.switch_on("welcome")
        partners = self.env["res.partner"].create(
            [{"name": f"Guest {n}", "email": f"g{n}@example.com"} for n in range(45)]
        )
        self.allow("email", member=self.club._enroll_all(partners))
        message._note_news()
        notices = self.env["loyalty.club.notice"]

        def cost(count):
            self.env.flush_all()
            self.env.invalidate_all()
            self.patch(type(notices), "_BATCH", count)
            before = self.env.cr.sql_log_count
            self.assertEqual(len(notices._send_due()), count)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(2)  # what is cached once
        self.assertLessEqual(cost(40), cost(2) + 2)
