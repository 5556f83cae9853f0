from odoo.exceptions import AccessError

from .feedback_common import FeedbackCommon


class TestFeedbackWords(FeedbackCommon):
    """Everybody speaks for himself, and what was said stays as it was said."""

    def test_staff_rate_nothing(self):
        feedback = self.message()
        with self.assertRefused("Members say themselves", AccessError):
            feedback.with_user(self.sara).message_post(
                body="Great!", message_type="comment", rating_value=5
            )
        self.assertFalse(feedback.rating_ids)

    def test_nobody_writes_or_speaks_in_the_name_of_a_member(self):
        feedback = self.message()
        manager = self.make_user("manager", "loyalty_club.group_manager")
        for user in (self.sara, manager):
            for forged in (
                {"author_id": self.partner.id},
                {"email_from": self.partner.email_formatted},
            ):
                with self.assertRefused("Members say themselves", AccessError):
                    feedback.with_user(user).message_post(
                        body="I am delighted.",
                        message_type="comment",
                        subtype_xmlid="mail.mt_comment",
                        **forged,
                    )
        self.assertFalse(feedback._conversation())

    def test_replies_stay_as_they_were_written(self):
        feedback = self.message()
        answer = self.answer(feedback)
        reply = feedback._reply("It was cold.")
        manager = self.make_user("manager", "loyalty_club.group_manager")
        for user in (self.sara, manager):
            for values in (
                {"body": "It was wonderful."},
                {"date": "2020-01-01"},
                {"author_id": user.partner_id.id},
                {"subtype_id": self.env.ref("mail.mt_note").id},
                {"is_internal": True},
            ):
                with self.assertRefused("stays as it is"):
                    reply.with_user(user).write(values)
            with self.assertRefused("stays as it is"):
                reply.with_user(user).unlink()
        # What it does not say, such as who has starred it, is another matter.
        reply.with_user(self.sara).starred_partner_ids = self.sara.partner_id
        # Who has made a mistake mends it.
        answer.with_user(self.sara).body = "Yes, from ten on."
        self.assertIn("cold", reply.body)

    def test_files_stay_with_the_words(self):
        photo = self.picture()
        feedback = self.message(files=[("cold.png", photo)])
        reply = feedback._reply("And the bill.", [("bill.pdf", b"%PDF-1.7 ...")])
        manager = self.make_user("manager", "loyalty_club.group_manager")
        for user in (self.sara, manager):
            for file in feedback.attachment_ids | reply.attachment_ids:
                for values in (
                    *({"raw": b"Nothing"}, {"name": "warm.png"}, {"public": True}),
                    {"res_model": "res.partner", "res_id": user.partner_id.id},
                ):
                    with self.assertRefused("stays with it"):
                        file.with_user(user).write(values)
                with self.assertRefused("stays with it"):
                    file.with_user(user).unlink()
        self.assertEqual(feedback.attachment_ids.raw, photo)
        # They go with the conversation.
        feedback.with_user(manager).unlink()
        self.assertFalse(reply.attachment_ids.exists())

    def test_a_file_of_ones_own_can_be_taken_back(self):
        feedback = self.message()
        file = (
            self.env["ir.attachment"]
            .with_user(self.sara)
            .create({"name": "menu.png", "raw": self.picture()})
        )
        feedback.with_user(self.sara).message_post(
            body="Our menu",
            attachment_ids=file.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertEqual(feedback._conversation().attachment_ids, file)
        file.with_user(self.sara).unlink()
        self.assertFalse(feedback._conversation().attachment_ids)
