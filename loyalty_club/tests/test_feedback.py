from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .feedback_common import FeedbackCommon
from .test_query_count import QueryCount


class TestFeedback(FeedbackCommon):
    """What a member writes arrives, and stays as he has written it."""

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

    @mute_logger("odoo.addons.loyalty_club.models.ledger.loyalty_club_batch")
    def test_a_template_that_is_spoilt_keeps_nobody_from_writing(self):
        template = self.env.ref("loyalty_club.mail_template_feedback_received")
        template.subject = "{{ 1 / 0 }}"
        feedback = self.message()
        self.assertEqual((feedback.state, feedback.user_id), ("new", self.sara))

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

    def test_nobody_rates_in_the_name_of_a_member(self):
        feedback = self.message()
        self.answer(feedback)
        rating = feedback._rate(1)
        manager = self.make_user("manager", "loyalty_club.group_manager")
        for user in (self.sara, manager):
            theirs = rating.with_user(user)
            with self.assertRaises(AccessError):
                theirs.rating = 5
            with self.assertRaises(AccessError):
                theirs.create(rating.copy_data({"rating": 5}))
            with self.assertRefused("stays as it is"):
                feedback.with_user(user).rating_last_value = 5
            # Those who read the message see how the answer was.
            self.assertEqual(feedback.with_user(user).rating_last_text, "ko")

    def test_figures_do_not_come_with_the_context_of_a_request(self):
        marketing = self.make_user("marketing", "loyalty_club.group_marketing")
        feedbacks = self.env["loyalty.club.feedback"].with_user(marketing)
        values = {"member_id": self.member.id, "name": "Tea", "body": "More tea!"}
        for name, value in (
            *(("received_at", "2020-01-01"), ("first_answered_at", "2020-01-02")),
            *(("closed_at", "2020-01-02"), ("response_hours", 0.1)),
            *(("is_rated", True), ("rating_last_value", 5)),
        ):
            with self.assertRefused("stays as it is"):
                feedbacks.with_context(**{f"default_{name}": value}).create(values)

    def test_a_subject_is_one_line(self):
        feedback = self.message(name="Tea\rBcc: all@example.com\u2028or\x0bcoffee\n")
        self.assertEqual(feedback.name, "Tea Bcc: all@example.com or coffee")

    def test_files_of_others_are_not_brought_to_light(self):
        secret = self.env["ir.attachment"].create({"name": "Wages", "raw": b"1000"})
        marketing = self.make_user("marketing", "loyalty_club.group_marketing")
        with self.assertRaises(AccessError):
            self.env["loyalty.club.feedback"].with_user(marketing).create(
                {
                    **{"member_id": self.member.id, "name": "Tea", "body": "Tea!"},
                    "attachment_ids": [Command.link(secret.id)],
                }
            )

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
            ({"body": "x" * 4001}, "4,000 characters"),
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
        ids = members.feedback_ids.ids
        feedbacks = self.env["loyalty.club.feedback"].with_user(self.sara).browse(ids)
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
