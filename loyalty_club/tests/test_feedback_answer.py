from datetime import datetime

from freezegun import freeze_time

from .feedback_common import FeedbackCommon


class TestFeedbackAnswer(FeedbackCommon):
    """A member waits until somebody answers, and says how the answer was."""

    # === WHO WAITS === #

    @freeze_time("2030-03-05 10:00:00")  # a Tuesday
    def test_working_hours_count_until_the_answer(self):
        self.company.resource_calendar_id.write({"tz": "UTC"})
        self.club.feedback_hours = 8
        feedback = self.message()
        self.assertEqual(feedback.due_at, datetime(2030, 3, 6, 10))
        with freeze_time("2030-03-06 11:00:00"):
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

    def test_when_who_answered_has_gone_another_is_asked(self):
        feedback = self.message()
        self.answer(feedback)
        self.sara.active = False
        feedback._reply("And on Sundays?")
        self.assertEqual(feedback.user_id, self.club._responsible())
        self.assertEqual(feedback.activity_ids.user_id, feedback.user_id)

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
