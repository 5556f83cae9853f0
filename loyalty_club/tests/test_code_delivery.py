from unittest.mock import patch

from odoo.addons.sms.tools.sms_api import SmsApiBase

from ..models.channel.loyalty_club_sms import SmsApiList
from .site_common import KNOWN, NEWCOMER, CodeCase


class Gateway(SmsApiBase):
    """A provider of the test: it takes messages, or answers, or breaks, as told."""

    answer = "success"
    taken = []

    def _send_sms_batch(self, messages, delivery_reports_url=False):
        if self.answer == "exception":
            raise ConnectionError(str(messages))
        self.taken.append((self.company, messages))
        [message] = messages
        return [
            {"uuid": number["uuid"], "state": self.answer}
            for number in message["numbers"]
        ]


class TestCodeDelivery(CodeCase):
    """Which way a code goes, and that nobody else can read it."""

    def setUp(self):
        super().setUp()
        self.company.loyalty_club_writes_sms = False
        self.taken = self.enterContext(patch.object(Gateway, "taken", []))

    def with_gateway(self, answer="success"):
        """Have a provider that answers so."""
        self.enterContext(patch.object(Gateway, "answer", answer))
        companies = self.env.registry["res.company"]
        self.enterContext(
            patch.object(companies, "_get_sms_api_class", lambda company: Gateway)
        )

    def mails(self):
        return self.env["mail.mail"].search([("subject", "like", "Your code for")])

    def test_code_goes_through_the_provider_of_the_company(self):
        self.with_gateway()
        ticket = self.issue()
        [(company, [message])] = self.taken
        self.assertEqual(company, self.company)
        self.assertEqual(message["numbers"][0]["number"], NEWCOMER)
        code = self.code_in(message["content"])
        self.assertTrue(self.codes._verify(ticket, NEWCOMER, "join", code))
        self.assertFalse(self.mails())

    def test_nothing_can_be_read_afterwards(self):
        self.with_gateway()
        before = self.env["sms.sms"].search_count([])
        with self.assertNoLogs("odoo", "INFO"):
            ticket = self.issue(email="kaveh@home.example")
            code = self.code_in(self.taken[0][1][0]["content"])
            self.codes._verify(ticket, NEWCOMER, "join", code)
        self.assertEqual(self.env["sms.sms"].search_count([]), before)
        self.assertFalse(self.env["loyalty.club.sms"].search([]))
        self.env.cr.execute("SELECT * FROM loyalty_club_code WHERE id = %s", ticket[:1])
        row = " ".join(map(str, self.env.cr.fetchone()))
        for secret in (code, NEWCOMER, NEWCOMER[-9:], "192.0.2.1", ticket[1]):
            self.assertNotIn(secret, row)

    def test_gateway_that_breaks_tells_no_code(self):
        self.with_gateway("exception")
        with self.assertLogs("odoo.addons.loyalty_club", "WARNING") as logs:
            self.issue(email="kaveh@home.example")
        code = self.code_in(self.mails().body_html)
        self.assertIn("ConnectionError", logs.output[0])
        self.assertNotIn(code, " ".join(logs.output))

    def test_gateway_that_refuses_hands_over_to_e_mail(self):
        self.with_gateway("insufficient_credit")
        ticket = self.issue(email="kaveh@home.example")
        self.assertEqual(self.mails().email_to, "kaveh@home.example")
        self.assertTrue(self.mails().auto_delete)
        code = self.code_in(self.mails().body_html)
        row = self.codes._verify(ticket, NEWCOMER, "join", code)
        self.assertEqual(row.sent_by, "email")

    def test_without_a_provider_codes_go_by_e_mail(self):
        self.issue(email="kaveh@home.example")
        self.assertEqual(self.newest().sent_by, "email")

    def test_mailbox_of_who_joins_tells_nothing_about_a_number(self):
        for number in (KNOWN, NEWCOMER):
            self.issue(number, email="curious@home.example")
            self.assertEqual(self.newest().sent_by, "email")
            self.assertFalse(self.newest().partner_id)
        self.assertEqual(self.mails().mapped("email_to"), ["curious@home.example"] * 2)

    def test_known_number_logs_in_with_a_code_at_its_own_address(self):
        self.issue(KNOWN, "login", email="thief@home.example")
        self.assertEqual(self.mails().email_to, "mina@home.example")
        self.assertEqual(self.newest().partner_id, self.partner)

    def test_known_number_without_an_address_gets_nothing(self):
        self.partner.email = False
        self.issue(KNOWN, "login")
        self.assertFalse(self.mails())
        self.assertEqual(self.newest().sent_by, "nothing")

    def test_who_is_logged_in_gets_it_at_his_own_address(self):
        other = self.make_partner("Kaveh", email="kaveh@home.example")
        self.issue(KNOWN, partner=other)
        self.assertEqual(self.mails().email_to, "kaveh@home.example")

    def test_mail_that_could_not_be_sent_is_deleted_with_its_code(self):
        self.issue(email="kaveh@home.example")
        self.minutes_pass(25 * 60)
        self.codes._gc()
        self.assertFalse(self.mails())

    def test_reading_an_e_mail_proves_nothing_about_a_number(self):
        ticket = self.issue(email="kaveh@home.example")
        code = self.code_in(self.mails().body_html)
        # Meanwhile staff learn whose number it is.
        owner = self.make_partner("Owner", phone=NEWCOMER)
        self.club._enroll(owner)
        row = self.codes._verify(ticket, NEWCOMER, "join", code)
        member = self.club._join_by_mobile(NEWCOMER, row, name="Kaveh")
        self.assertNotEqual(member.partner_id, owner)
        self.assertFalse(member.partner_id.loyalty_club_verified_mobile)

    def test_blacklist_is_about_advertising_and_stops_no_code(self):
        self.with_gateway()
        self.env["phone.blacklist"]._add([NEWCOMER])
        self.issue()
        self.assertTrue(self.taken)

    # === WHAT STAFF SEE === #

    def test_staff_see_that_there_is_no_provider(self):
        self.assertIn("no SMS provider", self.club.sms_trouble)

    def test_staff_see_that_sms_are_only_written_down(self):
        self.company.loyalty_club_writes_sms = True
        self.env.invalidate_all()
        self.assertIn("sends no SMS", self.club.sms_trouble)

    def test_staff_see_that_the_provider_fails(self):
        self.with_gateway()
        self.issue()
        self.env.invalidate_all()
        self.assertFalse(self.club.sms_trouble)
        self.with_gateway("insufficient_credit")
        self.issue(KNOWN)
        self.env.invalidate_all()
        agent = self.make_user("agent", "loyalty_club.group_agent")
        self.assertIn("did not take 1", self.club.with_user(agent).sms_trouble)


class TestWrittenSms(CodeCase):
    """The list of SMS: the provider of demonstrations."""

    def message(self, company):
        return self.env["sms.sms"].create(
            {
                "number": NEWCOMER,
                "body": f"From {company.name}",
                "mail_message_id": self.env["mail.message"]
                .create({"record_company_id": company.id})
                .id,
            }
        )

    def test_every_sms_of_the_company_is_written_down(self):
        self.message(self.company).send()
        written = self.env["loyalty.club.sms"].search([])
        self.assertEqual(written.body, "From Saffron")
        self.assertEqual(written.company_id, self.company)

    def test_sms_of_other_companies_are_not(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        both = self.message(self.company) | self.message(other)
        apis = {api.__class__: sms for api, sms in both._split_by_api()}
        self.assertEqual(apis.pop(SmsApiList).body, "From Saffron")
        [rest] = apis.values()
        self.assertEqual(rest.body, "From Elsewhere")

    def test_queue_writes_them_down_too(self):
        self.message(self.company)._send()
        self.assertTrue(self.env["loyalty.club.sms"].search([]))

    def test_only_administrators_read_them(self):
        self.issue()
        manager = self.make_user("manager", "loyalty_club.group_manager")
        system = self.make_user("system", "base.group_system")
        lines = self.env["loyalty.club.sms"]
        self.assertTrue(lines.with_user(system).search([]))
        self.assertFalse(lines.with_user(manager).has_access("read"))

    def test_administrators_of_other_companies_do_not(self):
        self.issue()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        system = self.make_user("system", "base.group_system")
        system.write({"company_id": other.id, "company_ids": [(6, 0, other.ids)]})
        self.assertFalse(self.env["loyalty.club.sms"].with_user(system).search([]))
