from odoo.tests import mute_logger

from .concurrency_common import ConcurrencyCase


class TestMessageAtOnce(ConcurrencyCase):
    """Two jobs that run beside each other tell a member a thing once."""

    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            club, member = self.record(env, "loyalty.club"), self.member(env)
            club.write({"quiet_from": 0, "quiet_to": 0})
            member.partner_id.email = "busy@example.com"
            env["loyalty.club.consent"]._record(
                member, ["email"], is_given=True, channel="backend"
            )
            message = club.member_message_ids.filtered(lambda m: m.kind == "earned")
            message.is_emailed = True
            self.message_id = message.id
        self.addCleanup(self.delete_mails)
        [order] = self.orders(1)
        with self.transaction() as env:
            self.confirm(order)(env)

    def delete_mails(self):
        with self.transaction() as env:
            self.mails(env).unlink()

    def mails(self, env):
        return env["mail.mail"].search([("model", "=", "loyalty.club.notice")])

    def note(self, env):
        return env["loyalty.club.message"].browse(self.message_id)._note_news().ids

    def send(self, env):
        return env["loyalty.club.notice"]._send_due().ids

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_it_is_noted_once(self):
        noted = self.at_once(self.note, self.note)
        self.assertEqual(sorted(map(len, noted)), [0, 1])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_it_is_sent_once(self):
        with self.transaction() as env:
            self.note(env)
        sent = self.at_once(self.send, self.send)
        self.assertEqual(sorted(map(len, sent)), [0, 1])
        with self.transaction() as env:
            self.assertEqual(len(self.mails(env)), 1)

    def test_one_that_was_cut_off_begins_anew(self):
        with self.transaction() as env:
            self.note(env)
        with self.registry.cursor() as cr:
            self.send(self.environment(cr))
            cr.rollback()  # killed before its end
        with self.transaction() as env:
            self.assertFalse(self.mails(env))
            self.assertEqual(len(self.send(env)), 1)
        with self.transaction() as env:
            self.assertEqual(len(self.mails(env)), 1)
            self.assertFalse(self.send(env))
