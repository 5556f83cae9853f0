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
        self.minutes_pass(1)
        self.assertUseless(ticket, code)

    def test_same_request_again_is_answered_alike(self):
        ticket = self.issue()
        code = self.sent()
        row = self.codes._verify(ticket, NEWCOMER, "join", code)
        for _each in range(6):
            self.assertEqual(self.codes._verify(ticket, NEWCOMER, "join", code), row)

    def test_used_code_opens_nothing_to_another_session_or_another_code(self):
        ticket = self.issue()
        code = self.sent()
        self.codes._verify(ticket, NEWCOMER, "join", code)
        self.assertUseless([ticket[0], "0" * 32], code)
        self.assertUseless(ticket, self.wrong(code))
        self.assertUseless(ticket, code, mobile=KNOWN)
        self.assertUseless(ticket, code, purpose="login")

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
        used = self.codes._verify(mine, NEWCOMER, "join", code)
        used |= self.codes._verify(other, NEWCOMER, "join", self.sent())
        self.assertEqual(len(used), 2)

    def test_a_code_that_was_never_sent_opens_nothing(self):
        row_id, key = self.issue()
        self.assertUseless([row_id + 1000, key], self.sent())

    def test_strange_codes_are_wrong_codes(self):
        ticket = self.issue()
        for strange in ("", "0" * 500, "‮۱۲۳"):
            with self.assertRefused("not the code"):
                self.codes._verify(ticket, NEWCOMER, "join", strange)
