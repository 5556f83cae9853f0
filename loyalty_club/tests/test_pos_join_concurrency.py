from odoo import Command
from odoo.tests import mute_logger

from .concurrency_common import ConcurrencyCase

MOBILE = "+31687654321"


class TestPosJoinConcurrency(ConcurrencyCase):
    """Two tills at the same moment, really committed."""

    def setUp(self):
        # What is noted first is cleaned up last: the till when its members are gone.
        self.addCleanup(self.clean_up_till)
        super().setUp()
        with self.transaction() as env:
            company = self.record(env, "loyalty.club").company_id
            journals = env["account.journal"]
            journal = journals.search(
                [("type", "=", "sale"), ("company_id", "=", company.id)], limit=1
            ) or journals.create(
                {
                    "name": "Tills",
                    "code": "TILLS",
                    "type": "sale",
                    "company_id": company.id,
                }
            )
            method = env["pos.payment.method"].create(
                {
                    "name": "Customer Account",
                    "company_id": company.id,
                    "split_transactions": True,
                }
            )
            till = env["pos.config"].create(
                {
                    "name": "Crowded Till",
                    "company_id": company.id,
                    "journal_id": journal.id,
                    "invoice_journal_id": journal.id,
                    "payment_method_ids": [Command.set(method.ids)],
                }
            )
            self.made["pos.payment.method"] = method.id
            self.made["pos.config"] = till.id

    def clean_up_till(self):
        """Delete the till, and who has joined at it."""
        with self.transaction() as env:
            self.record(env, "pos.config").unlink()
            self.record(env, "pos.payment.method").unlink()
            self.customers(env).unlink()

    def customers(self, env):
        return env["res.partner"].search([("phone_sanitized", "=", MOBILE)])

    def join(self, number):
        """A piece of work: have Sara join, by a request of this number."""

        def work(env):
            request = {
                "uuid": f"crowded-{number}",
                "club_id": self.made["loyalty.club"],
                "name": "Sara Ahmadi",
                "mobile": MOBILE,
            }
            # Who asks is checked elsewhere; here it is the administrator.
            admin = env.ref("base.user_admin")
            till = self.record(env, "pos.config").with_user(admin)
            return till.loyalty_club_join(request)["member_id"]

        return work

    @mute_logger("odoo.sql_db")
    def test_two_tills_make_one_customer(self):
        first, second = self.at_once(self.join(1), self.join(2))
        self.assertEqual(first, second)
        self.assertIsInstance(first, int)
        with self.transaction() as env:
            self.assertEqual(len(self.customers(env)), 1)

    @mute_logger("odoo.sql_db")
    def test_one_request_twice_makes_one_customer(self):
        first, second = self.at_once(self.join(1), self.join(1))
        self.assertEqual(first, second)
        self.assertIsInstance(first, int)
        with self.transaction() as env:
            self.assertEqual(len(self.customers(env)), 1)

    # === BESIDE A JOB === #

    def review(self, env):
        """The batch of the nightly review in which our member is."""
        env.cr.execute("SET LOCAL lock_timeout = '5s'")
        members = env["loyalty.club.member"]
        while batch := members._review_next():
            if self.member(env) in batch:
                env.flush_all()
                return batch
        return members

    def join_at_once(self, env):
        env.cr.execute("SET LOCAL lock_timeout = '5s'")
        self.join(1)(env)
        env.flush_all()

    def assertBothDone(self):
        with self.transaction() as env:
            self.assertEqual(len(self.customers(env)), 1)
            review = env["loyalty.club.tier.review"].search(
                [("club_id", "=", self.made["loyalty.club"])]
            )
            self.assertGreaterEqual(review.last_member_id, self.member(env).id)
            self.assertEqual(self.member(env).tier_id.name, "Bronze")

    def make_tier(self):
        with self.transaction() as env:
            env["loyalty.club.tier"].create(
                {"name": "Bronze", "club_id": self.made["loyalty.club"]}
            )

    def test_till_waits_for_no_batch_of_the_review_of_tiers(self):
        self.make_tier()
        with self.transaction() as night:
            self.assertTrue(self.review(night))
            with self.transaction() as till:
                self.join_at_once(till)
        self.assertBothDone()

    def test_review_of_tiers_waits_for_no_till(self):
        self.make_tier()
        with self.transaction() as till:
            self.join_at_once(till)
            with self.transaction() as night:
                self.assertTrue(self.review(night))
        self.assertBothDone()
