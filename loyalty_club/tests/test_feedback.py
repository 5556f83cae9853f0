from datetime import datetime

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .feedback_common import FeedbackCommon
from .test_query_count import QueryCount


class TestFeedback(FeedbackCommon):
    """A member writes, somebody answers, and both know who waits for whom."""

    # === IT ARRIVES === #

    def test_who_answers_members_is_asked_to(self):
        feedback = self.message()
        self.assertEqual((feedback.state, feedback.user_id), ("new", self.sara))
        self.assertEqual(feedback.urgency, "waiting")
        self.assertEqual(feedback.activity_ids.user_id, self.sara)

    def test_without_anybody_named_the_responsible_is_asked(self):
        self.club.feedback_user_id = False
        self.assertEqual(self.message().user_id, self.club._responsible())

    def test_member_is_told_that_his_words_have_arrived(self):
        mails = self.env["mail.mail"].search([])
        feedback = self.message(name="Tea")
        told = (self.env["mail.mail"].search([]) - mails).filtered(
            lambda mail: self.partner in mail.recipient_ids
        )
        self.assertEqual(told.subject, "We have your message: Tea")
        self.assertIn("Do you open on Saturdays?", told.body_html)
        # That is no answer.
        self.assertEqual(feedback.state, "new")
        self.assertFalse(feedback.first_answered_at)

    def test_words_that_arrive_are_quoted_and_not_run(self):
        mails = self.env["mail.mail"].search([])
        self.message(body="<script>alert(1)</script>")
        [body] = (
            (self.env["mail.mail"].search([]) - mails)
            .filtered(lambda mail: self.partner in mail.recipient_ids)
            .mapped("body_html")
        )
        self.assertIn("&lt;script&gt;", body)

    def test_a_template_that_is_archived_tells_nothing(self):
        self.env.ref("loyalty_club.mail_template_feedback_received").active = False
        mails = self.env["mail.mail"].search([])
        self.message()
        new = self.env["mail.mail"].search([]) - mails
        self.assertNotIn(self.partner, new.recipient_ids)

    # === WHO WAITS === #

    @freeze_time("2030-03-05 10:00:00")  # a Tuesday
    def test_working_hours_count_until_the_answer(self):
        self.company.resource_calendar_id.write({"tz": "UTC"})
        self.club.feedback_hours = 8
        feedback = self.message()
        with freeze_time("2030-03-06 11:00:00"):
            self.assertEqual(feedback.urgency, "waiting")
            self.answer(feedback)
        # 8 to 12 and 13 to 17, as Odoo's own week has it: 6 hours and 3.
        self.assertEqual(feedback.response_hours, 9)

    @freeze_time("2030-03-08 16:00:00")  # a Friday
    def test_a_weekend_makes_nobody_late(self):
        self.company.resource_calendar_id.write({"tz": "UTC"})
        self.club.feedback_hours = 2
        feedback = self.message()
        self.assertEqual(feedback.due_at, datetime(2030, 3, 11, 9))
        late = [("due_at", "<", "now")]
        with freeze_time("2030-03-10 16:00:00"):
            feedback.invalidate_recordset()
            self.assertEqual(feedback.urgency, "waiting")
            self.assertEqual(feedback.waiting, "2 days")
            self.assertNotIn(feedback, feedback.search(late))
        with freeze_time("2030-03-11 09:00:01"):
            feedback.invalidate_recordset()
            self.assertEqual(feedback.urgency, "late")
            self.assertIn(feedback, feedback.search(late))

    def test_without_a_calendar_hours_are_hours(self):
        self.company.resource_calendar_id = False
        with freeze_time("2030-03-09 10:00:00"):
            feedback = self.message()
            self.assertEqual(feedback.due_at, datetime(2030, 3, 10, 2))
        with freeze_time("2030-03-09 13:30:00"):
            self.answer(feedback)
        self.assertEqual(feedback.response_hours, 3.5)

    def test_an_answer_of_staff_ends_the_waiting(self):
        feedback = self.message()
        self.answer(feedback)
        self.assertEqual((feedback.state, feedback.urgency), ("answered", "none"))
        self.assertTrue(feedback.first_answered_at)
        self.assertFalse(feedback.activity_ids)

    def test_a_note_is_no_answer(self):
        feedback = self.message()
        feedback.with_user(self.sara).message_post(
            body="Who knows?", message_type="comment", subtype_xmlid="mail.mt_note"
        )
        self.assertEqual((feedback.state, feedback.urgency), ("new", "waiting"))
        self.assertNotIn("Who knows?", feedback._conversation().mapped("body"))

    def test_an_answer_reaches_the_member_by_email(self):
        message = self.answer(self.message())
        self.assertIn(self.partner, message.notified_partner_ids)

    def test_words_of_a_stranger_are_no_answer(self):
        feedback = self.message()
        stranger = self.make_partner("Stranger", email="s@example.com")
        feedback.message_post(
            author_id=stranger.id,
            body="I know!",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertEqual((feedback.state, feedback.urgency), ("new", "waiting"))

    def test_the_member_who_writes_again_waits_again(self):
        feedback = self.message()
        self.answer(feedback)
        first = feedback.first_answered_at
        feedback._reply("And on Sundays?")
        self.assertEqual((feedback.state, feedback.urgency), ("in_progress", "waiting"))
        self.assertEqual(feedback.first_answered_at, first)
        self.assertEqual(len(feedback.activity_ids), 1)

    def test_what_he_adds_while_he_waits_changes_no_deadline(self):
        feedback = self.message()
        due_at = feedback.due_at
        feedback._reply("It is urgent.")
        self.assertEqual((feedback.state, feedback.due_at), ("new", due_at))
        self.assertEqual(len(feedback.activity_ids), 1)

    def test_a_reply_by_email_counts_as_one_in_the_portal(self):
        feedback = self.message()
        self.answer(feedback)
        feedback.state = "closed"
        feedback.message_post(
            author_id=self.partner.id,
            body="Thank you, but no.",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertEqual(feedback.state, "in_progress")
        self.assertFalse(feedback.closed_at)

    def test_who_is_answered_on_the_phone_waits_no_more(self):
        feedback = self.message()
        feedback.with_user(self.sara).state = "answered"
        self.assertTrue(feedback.first_answered_at)
        self.assertEqual(feedback.urgency, "none")

    def test_what_is_closed_unanswered_was_never_answered(self):
        feedback = self.message()
        feedback.with_user(self.sara).state = "closed"
        self.assertTrue(feedback.closed_at)
        self.assertFalse(feedback.first_answered_at)
        self.assertEqual(feedback.urgency, "none")
        self.assertFalse(feedback._can_be_rated())

    # === RATING === #

    def test_an_answer_is_rated_once(self):
        feedback = self.message()
        with self.assertRefused("no answer yet"):
            feedback._rate(5)
        self.answer(feedback)
        feedback._rate(1, "Too late.")
        self.assertEqual(feedback.rating_last_value, 1)
        self.assertEqual(feedback.rating_ids.feedback, "Too late.")
        self.assertEqual(feedback.rating_ids.rated_partner_id, self.sara.partner_id)
        # To rate is not to ask again.
        self.assertEqual(feedback.state, "answered")
        with self.assertRefused("rated already"):
            feedback._rate(5)
        feedback._reply("So what now?")
        self.answer(feedback, "Have a coffee on us.")
        feedback._rate(5)
        self.assertEqual(feedback.rating_last_value, 5)

    def test_only_the_faces_can_be_chosen(self):
        feedback = self.message()
        self.answer(feedback)
        for rate in (0, 2, 4, 6, -1, 1000):
            with self.assertRefused("one of the three faces"):
                feedback._rate(rate)

    # === WHAT STAYS === #

    def test_nobody_changes_what_was_said(self):
        feedback = self.message()
        manager = self.make_user("manager", "loyalty_club.group_manager")
        other = self.club._enroll(self.make_partner("Omid"))
        for user in (self.sara, manager):
            theirs = feedback.with_user(user)
            for values in (
                *({"name": "Praise"}, {"body": "Wonderful!"}),
                *({"member_id": other.id}, {"attachment_ids": False}),
                *({"received_at": "2020-01-01"}, {"first_answered_at": "2020-01-01"}),
                *({"due_at": False}, {"response_hours": 0.1}, {"is_rated": True}),
            ):
                with self.assertRefused("stays as it is"):
                    theirs.write(values)
            theirs.write({"topic_id": False, "kind": "complaint", "user_id": user.id})

    def test_marketing_writes_down_what_was_said_and_not_when(self):
        marketing = self.make_user("marketing", "loyalty_club.group_marketing")
        values = {"member_id": self.member.id, "name": "Tea", "body": "More tea!"}
        theirs = self.env["loyalty.club.feedback"].with_user(marketing)
        with self.assertRefused("stays as it is"):
            theirs.create({**values, "first_answered_at": "2020-01-01"})
        feedback = theirs.create({**values, "kind": "suggestion"})
        self.assertEqual((feedback.user_id, feedback.state), (self.sara, "new"))
        self.assertIn(self.partner, feedback.message_partner_ids)

    def test_auditor_reads_and_says_nothing(self):
        auditor = self.make_user("auditor", "loyalty_club.group_auditor")
        feedback = self.message().with_user(auditor)
        self.assertEqual(feedback.body, "Do you open on Saturdays?")
        with self.assertRaises(AccessError):
            self.answer(feedback, user=auditor)
        with self.assertRaises(AccessError):
            feedback.state = "closed"

    def test_a_topic_stays_in_its_club(self):
        other = self.make_club(name="Night Owls")
        topic = self.env["loyalty.club.feedback.topic"].create(
            {"name": "Music", "club_id": other.id}
        )
        with self.assertRefused("one of the topics"):
            self.message(topic_id=topic.id)
        feedback = self.message()
        with self.assertRaises(ValidationError):
            feedback.topic_id = topic

    def test_a_topic_that_is_written_about_is_archived_not_deleted(self):
        self.message()
        with self.assertRefused("Archive the topic"):
            self.delivery.unlink()
        self.delivery.active = False
        with self.assertRefused("one of the topics"):
            self.message()

    def test_an_answer_is_promised_within_sensible_hours(self):
        for hours in (0, 1001):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.club.feedback_hours = hours
                self.env.flush_all()

    # === LIMITS === #

    def test_nothing_and_too_much_are_refused(self):
        for values, words in (
            ({"name": "  "}, "write something"),
            ({"body": "\n"}, "write something"),
            ({"name": "x" * 121}, "120 characters"),
            ({"body": "x" * 4001}, "4000 characters"),
            ({"kind": "praise"}, "what your message is"),
            ({"kind": None}, "what your message is"),
            ({"topic_id": 0x7FFFFFFF}, "one of the topics"),
        ):
            with self.assertRefused(words):
                self.message(**values)

    def test_nobody_writes_without_end(self):
        feedback = self.message()
        for _each in range(9):
            feedback._reply("Hello?")
        with self.assertRefused("again in an hour"):
            feedback._reply("Hello?")
        with self.assertRefused("again in an hour"):
            self.message()
        other = self.club._enroll(self.make_partner("Omid"))
        self.message(member=other)

    # === MERGED === #

    def test_merged_member_takes_his_conversations_along(self):
        double = self.make_partner("Mina R.", email="mina@example.org")
        feedback = self.message(member=self.club._enroll(double))
        self.answer(feedback)
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (double | self.partner).ids, self.partner, extra_checks=False
        )
        self.env.invalidate_all()
        self.assertEqual(feedback.member_id, self.member)
        self.assertIn(self.partner, feedback.message_partner_ids)
        feedback._reply("It is still me.")
        self.assertEqual(feedback.state, "in_progress")


class TestFeedbackFigures(FeedbackCommon, QueryCount):
    """What managers see of many messages."""

    def test_what_did_not_happen_is_not_counted_as_zero(self):
        first, second = self.message(), self.message(kind="complaint", topic_id=None)
        self.answer(first)
        first._rate(3)
        self.assertEqual(second.state, "new")
        self.env["loyalty.club.feedback"].flush_model()
        [(count, rating, hours)] = self.env["loyalty.club.feedback.report"]._read_group(
            [("club_id", "=", self.club.id)],
            aggregates=["__count", "rating:avg", "response_hours:avg"],
        )
        self.assertEqual((count, rating, hours), (2, 3, first.response_hours))

    def test_many_are_shown_at_the_cost_of_one(self):
        members = self.env["loyalty.club.member"].union(
            *(self.club._enroll(self.make_partner(f"Member {n}")) for n in range(50))
        )
        for member in members:
            self.message(member=member)
        feedbacks = members.feedback_ids.with_user(self.sara)
        names = ("name", "body", "waiting", "urgency", "kind", "rating_last_text")
        shown = {name: {} for name in names} | {
            name: {"fields": {"display_name": {}}}
            for name in ("member_id", "topic_id", "user_id", "activity_ids")
        }
        feedbacks[:1].web_read(shown)
        one, many = (
            self.queries(lambda some=some: some.web_read(shown))
            for some in (feedbacks[:1], feedbacks)
        )
        self.assertEqual(len(feedbacks), 50)
        self.assertLessEqual(many, one)

    def test_member_shows_how_often_he_has_written(self):
        self.message()
        member = self.member.with_user(self.sara)
        self.assertEqual(member.feedback_count, 1)
        action = member.action_view_feedback()
        self.assertEqual(
            self.env[action["res_model"]].search(action["domain"]).member_id,
            self.member,
        )
        with self.assertRaises(UserError):
            finance = self.make_user("finance", "loyalty_club.group_finance")
            self.member.with_user(finance).read(["feedback_count"])
