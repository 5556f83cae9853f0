from odoo.tests import mute_logger

from .concurrency_common import ConcurrencyCase


class TestFeedbackAtOnce(ConcurrencyCase):
    """A second click on the button, before the first one has been answered."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self.delete_messages)

    def delete_messages(self):
        with self.transaction() as env:
            self.messages(env).unlink()

    def messages(self, env):
        """What the member has written."""
        return env["loyalty.club.feedback"].search(
            [("member_id", "=", self.member(env).id)]
        )

    def send(self, env):
        """A piece of work: send the form."""
        words = ("question", "Hours", "Do you open on Saturdays?")
        self.member(env)._write_feedback(*words, key="0123456789abcdef")

    def reply(self, env):
        """A piece of work: send the other form."""
        self.messages(env)._reply("And on Sundays?", key="0123456789abcdef")

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_second_click_says_nothing_more(self):
        self.assertEqual(self.at_once(self.send, self.send), [None, None])
        self.assertEqual(self.at_once(self.reply, self.reply), [None, None])
        with self.transaction() as env:
            self.assertEqual(len(self.messages(env)), 1)
            self.assertEqual(len(self.messages(env)._conversation()), 1)
