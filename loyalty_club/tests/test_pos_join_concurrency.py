from odoo.tests import mute_logger

from .pos_concurrency_common import PosConcurrencyCase

MOBILE = "+31687654321"


class TestPosJoinConcurrency(PosConcurrencyCase):
    """Two tills at the same moment, really committed."""

    def clean_up_till(self):
        """Delete the till, and who has joined at it."""
        with self.transaction() as env:
            self.customers(env).unlink()
        return super().clean_up_till()

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
            return self.till(env).loyalty_club_join(request)["member_id"]

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
