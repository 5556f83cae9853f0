from freezegun import freeze_time

from odoo.exceptions import AccessError

from .common import ClubCommon


class TestInvitation(ClubCommon):
    """A club by invitation lets in whom it has asked, by a link of his own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.enrollment = "invitation"
        cls.newcomer = cls.make_partner(
            "Kaveh Ahmadi", email="kaveh@example.com", phone="+98 912 345 6789"
        )
        cls.marketing = cls.make_user("marketing", "loyalty_club.group_marketing")
        cls.invitations = cls.env["loyalty.club.invitation"]

    def invite(self, partners=None, user=None, **values):
        partners = partners or self.newcomer
        dialog = self.env["loyalty.club.invite"].with_user(user or self.marketing)
        action = dialog.create(
            {"club_id": self.club.id, "partner_ids": partners.ids, **values}
        ).action_invite()
        return self.invitations.search(action["domain"])

    def test_uninvited_are_refused_where_they_come_by_themselves(self):
        for channel in ("website", "pos"):
            with self.assertRefused("has not been invited"):
                self.club._enroll(self.newcomer, channel=channel)

    def test_staff_who_enrol_somebody_have_asked_him(self):
        self.assertEqual(self.club._enroll(self.newcomer).state, "active")

    def test_who_is_invited_joins(self):
        invitation = self.invite()
        self.assertEqual(invitation.state, "open")
        member = self.club._enroll(self.newcomer, channel="website")
        self.assertEqual(invitation.state, "accepted")
        self.assertEqual(invitation.member_id, member)
        self.assertEqual(invitation.accepted_on, self.club._today())

    def test_invitation_is_used_once(self):
        self.invite()
        member = self.club._enroll(self.newcomer, channel="website")
        member.action_leave(because="member")
        with self.assertRefused("has not been invited"):
            self.club._enroll(self.newcomer, channel="website")

    def test_invitation_does_not_bring_back_whom_the_club_has_sent_away(self):
        member = self.club._enroll(self.newcomer)
        member.action_leave("Rude to the staff", "staff")
        with self.assertRefused("the club has ended their membership"):
            self.invite()
        self.invitations.create(
            {
                "club_id": self.club.id,
                "partner_id": self.newcomer.id,
                "expires_on": "2100-01-01",
            }
        )
        with self.assertRefused("The club has ended the membership"):
            self.club._enroll(self.newcomer, channel="website")
        self.assertEqual(self.club._enroll(self.newcomer), member)
        self.assertEqual(member.state, "active")

    def test_invitation_gives_a_type_that_nobody_can_choose(self):
        guest = self.env["loyalty.club.member.type"].create(
            {"name": "Guest of honour", "club_id": self.club.id, "factor": 2}
        )
        self.invite(type_id=guest.id)
        member = self.club._enroll(self.newcomer, channel="website")
        self.assertEqual(member.type_id, guest)

    def test_expired_and_withdrawn_invitations_open_nothing(self):
        with freeze_time("2030-01-01"):
            invitation = self.invite(days=7)
        with freeze_time("2030-01-09"):
            self.assertIn(
                invitation, self.invitations.search([("state", "=", "expired")])
            )
            with self.assertRefused("has not been invited"):
                self.club._enroll(self.newcomer, channel="website")
            other = self.invite()
            other.action_withdraw()
            self.assertEqual(other.state, "withdrawn")
            self.assertFalse(self.invitations._of_token(other.token))
            with self.assertRefused("has not been invited"):
                self.club._enroll(self.newcomer, channel="website")

    def test_link_is_sent_by_e_mail_in_the_language_of_the_reader(self):
        invitation = self.invite(message="Come & <b>see</b>")
        [mail] = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.newcomer.ids)]
        )
        self.assertIn(f"/club/invitation/{invitation.token}", mail.body_html)
        self.assertIn("Come &amp; &lt;b&gt;see&lt;/b&gt;", mail.body_html)

    def test_link_is_sent_by_sms(self):
        invitation = self.invite(by_email=False, by_sms=True)
        [message] = self.env["sms.sms"].search([("partner_id", "=", self.newcomer.id)])
        self.assertEqual(message.number, "+989123456789")
        self.assertIn(invitation.token, message.body)
        self.assertIn("Saffron Club", message.body)

    def test_who_wants_no_messages_gets_none(self):
        self.env["mail.blacklist"].create({"email": "kaveh@example.com"})
        self.env["phone.blacklist"].create({"number": "+989123456789"})
        with self.assertRefused("can be reached"):
            self.invite(by_sms=True)
        self.assertFalse(self.invitations.search([]))

    def test_members_are_not_bothered(self):
        self.partner.email = "mina@example.com"
        invitation = self.invite(self.newcomer | self.partner)
        self.assertEqual(invitation.partner_id, self.newcomer)
        with self.assertRefused("all members already"):
            self.invite(self.partner)

    def test_dialog_names_whom_it_can_not_reach(self):
        dialog = self.env["loyalty.club.invite"].new(
            {"club_id": self.club.id, "partner_ids": [self.partner.id]}
        )
        self.assertEqual(dialog.unreached, "Mina Rahimi")

    def test_nobody_is_invited_to_a_club_of_organisations(self):
        self.club.enrollment = "corporate"
        with self.assertRefused("with their organisation"):
            self.invite()

    def test_nobody_reads_the_secret_of_a_link(self):
        invitation = self.invite().with_user(self.marketing)
        self.assertNotIn("token", invitation.read()[0])
        for attempt in (
            lambda: invitation.read(["token"]),
            lambda: invitation.search([("token", "like", "a%")]),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_agents_invite_nobody(self):
        agent = self.make_user("agent", "loyalty_club.group_agent")
        with self.assertRaises(AccessError):
            self.invite(user=agent)

    def test_links_can_not_be_guessed(self):
        partners = self.newcomer | self.make_partner("B", email="b@example.com")
        first, second = self.invite(partners)
        self.assertNotEqual(first.token, second.token)
        self.assertGreaterEqual(len(first.token), 32)
        for token in ("", "%", False, first.token[:-1], first.token.lower()):
            self.assertFalse(self.invitations._of_token(token))
        self.assertEqual(self.invitations._of_token(first.token), first)
