from odoo.exceptions import UserError

from .site_common import KNOWN, NEWCOMER, CodeCase


class TestCode(CodeCase):
    """What a code opens, how long, and how often."""

    def assertUseless(self, ticket, code, mobile=NEWCOMER, purpose="join"):
        with self.assertRefused("any more"):
            self.codes._verify(ticket, mobile, purpose, code)

    def refusal(self, ticket, code):
        """What is said about a wrong code. Unlike an assertion, it undoes nothing."""
        try:
            self.codes._verify(ticket, NEWCOMER, "join", code)
        except UserError as error:
            return str(error)
        return None

    def test_right_code_is_good_once(self):
        ticket = self.issue()
        code = self.sent()
        row = self.codes._verify(ticket, NEWCOMER, "join", code)
        self.assertEqual(row.sent_by, "sms")
        self.assertUseless(ticket, code)

    def test_fifth_wrong_code_is_the_last(self):
        ticket = self.issue()
        code = self.sent()
        for left in (4, 3, 2, 1):
            self.assertIn(f"Tries left: {left}", self.refusal(ticket, self.wrong(code)))
        self.assertIn("any more", self.refusal(ticket, self.wrong(code)))
        self.assertUseless(ticket, code)

    def test_code_lives_five_minutes(self):
        ticket = self.issue()
        code = self.sent()
        self.minutes_pass(5)
        self.assertUseless(ticket, code)

    def test_code_is_for_one_number_and_one_purpose(self):
        ticket = self.issue()
        code = self.sent()
        self.assertUseless(ticket, code, mobile=KNOWN)
        self.assertUseless(ticket, code, purpose="login")
        self.codes._verify(ticket, NEWCOMER, "join", code)

    def test_code_is_for_the_session_that_asked_for_it(self):
        row_id, _key = self.issue()
        code = self.sent()
        with self.assertRefused("not the code"):
            self.codes._verify([row_id, "0" * 32], NEWCOMER, "join", code)

    def test_code_of_another_session_does_not_stop_mine(self):
        mine = self.issue()
        code = self.sent()
        self.minutes_pass(2)
        other = self.issue()
        self.codes._verify(mine, NEWCOMER, "join", code)
        self.codes._verify(other, NEWCOMER, "join", self.sent())

    def test_a_code_that_was_never_sent_opens_nothing(self):
        row_id, key = self.issue()
        self.assertUseless([row_id + 1000, key], self.sent())

    def test_strange_codes_are_wrong_codes(self):
        ticket = self.issue()
        for strange in ("", "0" * 500, "‮۱۲۳"):
            with self.assertRefused("not the code"):
                self.codes._verify(ticket, NEWCOMER, "join", strange)

    # === LIMITS === #

    def test_number_gets_one_code_a_minute(self):
        self.issue()
        with self.assertRefused("Wait a minute"):
            self.issue(purpose="login", address="198.51.100.7")
        self.issue(KNOWN)
        self.minutes_pass(1)
        self.issue()

    def test_number_gets_five_codes_an_hour_and_ten_a_day(self):
        for _hour in range(2):
            for _each in range(5):
                self.issue()
                self.minutes_pass(2)
            with self.assertRefused("Too many codes"):
                self.issue()
            self.minutes_pass(60)
        with self.assertRefused("Too many codes"):
            self.issue()
        self.minutes_pass(24 * 60)
        self.issue()

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

    def test_old_codes_are_forgotten(self):
        self.issue()
        self.minutes_pass(23 * 60)
        self.codes._gc()
        self.assertTrue(self.codes.search([]))
        self.minutes_pass(61)
        self.codes._gc()
        self.assertFalse(self.codes.search([]))
