import io

from PIL import Image

from .common import ClubCommon


class FeedbackCommon(ClubCommon):
    """A member who writes, and somebody at the counter who answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner.write({"email": "mina@example.com", "lang": "en_US"})
        cls.sara = cls.make_user("sara", "loyalty_club.group_agent")
        cls.club.feedback_user_id = cls.sara
        cls.delivery = cls.env["loyalty.club.feedback.topic"].create(
            {"name": "Delivery", "club_id": cls.club.id}
        )

    def message(self, member=None, **values):
        """A message that a member has sent."""
        return (member or self.member)._write_feedback(
            *(values.get("kind", "question"), values.get("name", "Opening hours")),
            values.get("body", "Do you open on Saturdays?"),
            topic_id=values.get("topic_id", self.delivery.id),
            files=values.get("files", ()),
        )

    def answer(self, feedback, body="Yes, from nine on.", user=None):
        """What somebody of the staff sends as a message."""
        return feedback.with_user(user or self.sara).message_post(
            body=body, message_type="comment", subtype_xmlid="mail.mt_comment"
        )

    @staticmethod
    def picture(kind="PNG", size=(2, 2)) -> bytes:
        """The content of a picture."""
        content = io.BytesIO()
        Image.new("RGB", size).save(content, kind)
        return content.getvalue()
