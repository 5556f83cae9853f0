from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ..models.channel.loyalty_club_sms import SmsApiList
from .site_common import KNOWN, NEWCOMER, CodeCase


class TestCodeLimit(CodeCase):
    """How many codes are sent, and to whom."""

    def test_number_gets_one_code_a_minute(self):
        self.issue()
        with self.assertRefused("Wait a minute"):
            self.issue(purpose="login", address="198.51.100.7")
        self.issue(KNOWN)
        self.minutes_pass(1)
        self.issue()

    def test_number_gets_five_codes_an_hour(self):
        for _each in range(5):
            self.issue()
            self.minutes_pass(2)
        with self.assertRefused("Too many codes"):
            self.issue()
        self.minutes_pass(50)
        self.issue()

    def test_nobody_shuts_out_the_owner_of_a_number_for_the_day(self):
        for _hour in range(4):
            for _each in range(5):
                self.issue(address="198.51.100.7")
                self.minutes_pass(1)
            self.minutes_pass(56)
        ticket = self.issue()
        self.assertTrue(self.codes._verify(ticket, NEWCOMER, "join", self.sent()))

    def test_address_gets_so_many_codes_an_hour(self):
        self.env["ir.config_parameter"].set_param("loyalty_club.codes_per_address", 3)
        for number in range(3):
            self.issue(f"+3161234560{number}", address=f"2001:db8::{number}")
        with self.assertRefused("Too many codes"):
            self.issue("+31612345609", address="2001:db8::ffff:9")
        self.issue("+31612345609", address="2001:db8:0:1::9")

    def test_what_is_refused_is_not_sent(self):
        self.issue()
        with self.assertRaises(UserError):
            self.issue()
        self.assertEqual(self.env["loyalty.club.sms"].search_count([]), 1)

    def test_company_sends_so_many_codes_an_hour_and_staff_are_warned(self):
        self.without_list()
        self.assertFalse(self.club.sms_trouble)
        self.company.loyalty_club_codes_per_hour = 3
        for number in range(3):
            self.issue(f"+3161234560{number}", address=f"192.0.2.{number}")
        with self.assertRefused("we send no more of them"):
            self.issue(address="192.0.2.9")
        self.env.invalidate_all()
        self.assertIn("reached the 3 which it sends", self.club.sms_trouble)
        self.minutes_pass(60)
        self.issue(address="192.0.2.9")
        self.env.invalidate_all()
        self.assertIn("reached the 3 which it sends", self.club.sms_trouble)
        self.minutes_pass(24 * 60)
        self.env.invalidate_all()
        self.assertFalse(self.club.sms_trouble)

    def without_list(self):
        """Have a provider that takes messages, and sends them nowhere."""
        self.company.loyalty_club_writes_sms = False
        companies = self.env.registry["res.company"]
        self.patch(companies, "_get_sms_api_class", lambda company: SmsApiList)

    def test_codes_of_one_company_are_not_those_of_another(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        (self.company | other).loyalty_club_codes_per_hour = 1
        self.issue()
        with self.assertRefused("we send no more of them"):
            self.issue("+31612345601", address="192.0.2.2")
        self.issue("+31612345601", address="192.0.2.2", company=other)

    def test_a_company_that_sends_no_codes_at_all_is_refused(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.company.loyalty_club_codes_per_hour = 0
            self.env.flush_all()

    def test_codes_go_to_numbers_of_the_country_alone(self):
        for abroad in ("+4915123456789", "+18762101234", "+882161234567"):
            for purpose in ("join", "login"):
                with self.assertRefused("to numbers of Netherlands alone"):
                    self.issue(abroad, purpose)
        self.assertFalse(self.codes.search([]))
        self.issue()

    def test_codes_go_to_the_countries_that_were_chosen(self):
        self.company.loyalty_club_code_country_ids = self.env.ref(
            "base.de"
        ) | self.env.ref("base.ir")
        for mobile in ("+4915123456789", "+989123456789"):
            self.issue(mobile)
        with self.assertRefused("Germany"):
            self.issue(NEWCOMER)

    def test_company_of_nowhere_sends_codes_everywhere(self):
        self.company.country_id = False
        self.issue("+989123456789")
        self.assertTrue(self.sent("+989123456789"))

    def test_old_codes_are_forgotten(self):
        self.issue()
        self.minutes_pass(23 * 60)
        self.codes._gc()
        self.assertTrue(self.codes.search([]))
        self.minutes_pass(61)
        self.codes._gc()
        self.assertFalse(self.codes.search([]))
