import re

from odoo import Command
from odoo.exceptions import ConcurrencyError, UserError

from .concurrency_common import ConcurrencyCase

_MOBILE = "+31612345678"


class TestCodeAtOnce(ConcurrencyCase):
    """Codes under attack by many connections, and by errors, with real commits."""

    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            self.before = {
                "loyalty_club_writes_sms": env.company.loyalty_club_writes_sms,
                "loyalty_club_code_country_ids": [
                    Command.set(env.company.loyalty_club_code_country_ids.ids)
                ],
            }
            env.company.loyalty_club_writes_sms = True
            env.company.loyalty_club_code_country_ids = env.ref("base.nl")

    def clean_up(self):
        with self.transaction() as env:
            env["loyalty.club.code"].search([]).unlink()
            env["loyalty.club.sms"].search([]).unlink()
            env.company.write(self.before)
        return super().clean_up()

    def issue(self, env):
        """A piece of work: ask for a code."""
        return env["loyalty.club.code"]._issue(
            _MOBILE, "join", company=env.company, address="192.0.2.1"
        )

    def verify(self, ticket, code):
        """A piece of work: type a code."""
        return lambda env: env["loyalty.club.code"]._verify(
            ticket, _MOBILE, "join", code
        )

    def ask(self):
        """Ask for a code; its ticket, and the code."""
        with self.transaction() as env:
            ticket = self.issue(env)
        with self.transaction() as env:
            body = env["loyalty.club.sms"].search([], limit=1).body
        return ticket, re.search(r"\d{6}", body)[0]

    def tries(self):
        with self.transaction() as env:
            return env["loyalty.club.code"].search([], limit=1).tries

    def test_guesses_of_one_moment_are_five_at_most(self):
        ticket, code = self.ask()
        wrong = f"{(int(code) + 1) % 10**6:06d}"
        results = self.at_once(*[self.verify(ticket, wrong)] * 8)
        self.assertTrue(all(isinstance(result, Exception) for result in results))
        told = [str(result) for result in results if isinstance(result, UserError)]
        self.assertLessEqual(sum("Tries left" in words for words in told), 4)
        self.assertLessEqual(self.tries(), 5)
        for _each in range(5):
            self.at_once(self.verify(ticket, wrong))
        self.assertEqual(self.tries(), 5)
        [result] = self.at_once(self.verify(ticket, code))
        self.assertIsInstance(result, UserError)

    def test_right_code_opens_the_doors_of_one_session(self):
        ticket, code = self.ask()
        mine = [self.verify(ticket, code)] * 2
        others = [self.verify([ticket[0], "0" * 32], code)] * 2
        *opened, third, fourth = self.at_once(*mine, *others)
        self.assertEqual([each.id for each in opened], [ticket[0]] * 2)
        for refused in (third, fourth):
            self.assertIsInstance(refused, UserError)

    def test_request_that_odoo_repeats_is_answered_as_the_first_one(self):
        """What it did was rolled back; that the code was used was not."""
        ticket, code = self.ask()
        met = []

        def verify_and_meet_somebody(env):
            row = self.verify(ticket, code)(env)
            if not met:
                met.append(row.id)
                raise ConcurrencyError("met another transaction")
            return row.id

        results = self.at_once(verify_and_meet_somebody)
        self.assertEqual(results, met)
        self.assertEqual(self.tries(), 1)

    def test_error_afterwards_gives_no_try_back(self):
        ticket, _code = self.ask()

        def guess_and_fail(env):
            try:
                self.verify(ticket, "x")(env)
            except UserError:
                raise ValueError("provoked") from None

        for count in (1, 2):
            [result] = self.at_once(guess_and_fail)
            self.assertIsInstance(result, ValueError)
            self.assertEqual(self.tries(), count)

    def test_error_afterwards_gives_no_code_back(self):
        def ask_and_fail(env):
            self.issue(env)
            raise ValueError("provoked")

        [result] = self.at_once(ask_and_fail)
        self.assertIsInstance(result, ValueError)
        [result] = self.at_once(self.issue)
        self.assertIn("Wait a minute", str(result))

    def test_number_that_asks_many_times_at_once_gets_one_code(self):
        results = self.at_once(*[self.issue] * 6)
        sent = [each for each in results if isinstance(each, list)]
        self.assertEqual(len(sent), 1)
        with self.transaction() as env:
            self.assertEqual(env["loyalty.club.sms"].search_count([]), 1)
