from freezegun import freeze_time

from .reward_common import RewardCommon

NOON = "2026-03-10 12:00:00"


class MessageCommon(RewardCommon):
    """A club at noon, and a member who allows it to write to him in each way."""

    @classmethod
    def setUpClass(cls):
        cls.startClassPatcher(freeze_time(NOON))
        super().setUpClass()
        cls.partner.write({"email": "mina@example.com", "phone": "+31612345678"})
        cls.allow("email", "sms")

    @classmethod
    def allow(cls, *purposes, member=None, is_given=True):
        cls.env["loyalty.club.consent"]._record(
            member or cls.member, purposes, is_given=is_given, channel="backend"
        )

    def switch_on(self, kind, *ways):
        message = self.club.member_message_ids.filtered(lambda each: each.kind == kind)
        message.write(dict.fromkeys(ways or ["is_emailed"], True))
        return message

    def tell(self):
        """What the job does, batch by batch."""
        self.env.flush_all()
        for message in self.club.member_message_ids:
            if message.is_emailed or message.is_texted:
                while message._note_news():
                    pass
        while self.env["loyalty.club.notice"]._send_due():
            pass

    def notices(self, kind):
        return self.env["loyalty.club.notice"].search(
            [("kind", "=", kind), ("club_id", "=", self.club.id)]
        )

    def mails(self):
        return self.env["mail.mail"].search(
            [("model", "=", "loyalty.club.notice")], order="id"
        )

    def texts(self):
        return self.env["sms.sms"].search([("partner_id", "=", self.partner.id)])
