from datetime import timedelta

import psycopg2

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .concurrency_common import ConcurrencyCase


class TestConcurrency(ConcurrencyCase):
    """Transactions that meet on one member, really committed."""

    def test_two_postings_for_one_member(self):
        self.at_once(self.post("earn", 10, "test/a"), self.post("earn", 5, "test/b"))
        self.assertBalance(15)

    def test_same_key_twice(self):
        first, second = self.at_once(
            self.post("earn", 10, "test/a"), self.post("earn", 10, "test/a")
        )
        self.assertEqual(first, second)
        self.assertBalance(10)

    def test_same_points_are_not_spent_twice(self):
        """R13: two spends that are covered one by one never make a debt together."""
        with self.transaction() as env:
            self.member(env)._post("earn", 100, "test/earn")
        results = self.at_once(
            self.post("spend", -80, "test/a"), self.post("spend", -80, "test/b")
        )
        refused = [each for each in results if isinstance(each, UserError)]
        self.assertEqual(len(refused), 1, results)
        self.assertBalance(20)

    @mute_logger("odoo.sql_db")
    def test_same_order_settled_twice(self):
        (order_id,) = self.orders(1, quantity=12)
        with self.transaction() as env:
            order = env["sale.order"].browse(order_id)
            # Confirmed without the club: both transactions are the first to settle.
            order.write({"state": "sale"})
            env.cr.precommit.clear()

        def settle(env):
            order = env["sale.order"].browse(order_id)
            env["loyalty.club.earning"]._settle(order)

        self.at_once(settle, settle)
        self.assertBalance(120)
        with self.transaction() as env:
            self.assertEqual(len(self.member(env).entry_ids), 1)

    def test_limit_holds_for_orders_at_once(self):
        with self.transaction() as env:
            self.record(env, "loyalty.club.earning.rule").write(
                {"limit_per_member": 25, "limit_period": "month"}
            )
        self.at_once(*map(self.confirm, self.orders(2, quantity=2)))
        self.assertBalance(25)

    def test_card_is_filled_once_by_orders_at_once(self):
        with self.transaction() as env:
            self.record(env, "loyalty.club.earning.rule").write(
                {"trigger": "nth_order", "every": 2, "points": 100}
            )
        self.at_once(*map(self.confirm, self.orders(2)))
        self.assertBalance(100)
        self.at_once(*map(self.confirm, self.orders(2)))
        self.assertBalance(200)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_rule_edited_beside_the_first_sale_is_in_force(self):
        """The sale must not keep the rules it has read as those of today."""
        with self.transaction() as env:
            self.record(env, "loyalty.club.earning.rule").points = 2
        (order_id,) = self.orders(1, quantity=1)
        edited = []

        def sell(env):
            if not edited:
                edited.append(True)
                with self.transaction() as other:
                    self.record(other, "loyalty.club.earning.rule").points = 3
            env["sale.order"].browse(order_id).action_confirm()

        self.assertEqual(self.at_once(sell), [None])
        self.assertBalance(30)

    def test_two_purchases_at_once_lift_the_member_that_neither_would(self):
        with self.transaction() as env:
            env["loyalty.club.tier"].create(
                [
                    {"name": name, "threshold": threshold, "club_id": club_id}
                    for club_id in [self.made["loyalty.club"]]
                    for name, threshold in (("Bronze", 0), ("Silver", 40))
                ]
            )
        self.at_once(*map(self.confirm, self.orders(2, quantity=2)))
        self.assertBalance(40)
        with self.transaction() as env:
            member = self.member(env)
            self.assertEqual(member.tier_id.name, "Silver")
            self.assertEqual(member.tier_move_ids[0].value, 40)

    def test_confirming_two_orders_at_once_earns_for_both(self):
        self.at_once(*map(self.confirm, self.orders(3, quantity=2)))
        self.assertBalance(60)


class TestConcurrentJobs(ConcurrencyCase):
    """Jobs that meet each other, a sale, or their end."""

    def setUp(self):
        super().setUp()
        yesterday = fields.Date.today() - timedelta(days=1)
        with self.transaction() as env:
            for number in range(5):
                self.member(env)._post(
                    "earn", 10, f"test/old/{number}", expires_on=yesterday
                )
            self.member(env)._post("earn", 7, "test/young")

    def expire(self, env):
        """A piece of work: the job that expires points."""
        env["loyalty.club.member"]._cron_expire()

    def test_two_expiry_jobs_side_by_side(self):
        self.at_once(self.expire, self.expire)
        self.assertBalance(7)

    def test_expiry_beside_a_sale(self):
        (order_id,) = self.orders(1)
        self.at_once(self.expire, self.confirm(order_id))
        with self.transaction() as env:
            self.expire(env)
        self.assertBalance(17)

    @mute_logger("odoo.sql_db")
    def test_killed_job_loses_nothing_and_is_resumed(self):
        cr = self.registry.cursor()
        env = api.Environment(cr, SUPERUSER_ID, {})
        members = env["loyalty.club.member"]
        self.assertTrue(members._post_expiry(members._due_to_expire()))
        self.kill(cr)
        self.assertBalance(57)
        with self.transaction() as env:
            self.expire(env)
        self.assertBalance(7)

    def review(self, env):
        """A piece of work: the job that reviews tiers."""
        env["loyalty.club.member"]._cron_review_tiers()

    def make_tiers(self):
        with self.transaction() as env:
            env["loyalty.club.tier"].create(
                [
                    {"name": name, "threshold": threshold, "club_id": club_id}
                    for club_id in [self.made["loyalty.club"]]
                    for name, threshold in (("Bronze", 0), ("Silver", 50))
                ]
            )

    def assertTier(self, name, moves):
        with self.transaction() as env:
            member = self.member(env)
            self.assertEqual(member.tier_id.name, name)
            self.assertEqual(len(member.tier_move_ids), moves)

    def test_two_reviews_side_by_side(self):
        self.make_tiers()
        self.at_once(self.review, self.review)
        self.assertTier("Silver", 1)

    def test_review_beside_a_sale(self):
        self.make_tiers()
        (order_id,) = self.orders(1)
        self.at_once(self.review, self.confirm(order_id))
        self.assertTier("Silver", 1)
        self.assertBalance(67)

    @mute_logger("odoo.sql_db")
    def test_killed_review_is_resumed(self):
        self.make_tiers()
        cr = self.registry.cursor()
        env = api.Environment(cr, SUPERUSER_ID, {})
        self.assertTrue(env["loyalty.club.member"]._review_next())
        self.kill(cr)
        self.assertTier(False, 0)
        with self.transaction() as env:
            self.review(env)
        self.assertTier("Silver", 1)

    def kill(self, cr):
        """End the connection of a worker in mid-work, as a crash does."""
        cr.execute("SELECT pg_backend_pid()")
        (pid,) = cr.fetchone()
        with self.transaction() as env:
            env.cr.execute("SELECT pg_terminate_backend(%s)", [pid])
        with self.assertRaises(psycopg2.Error):
            cr.execute("SELECT 1")
        cr.close()

    def test_adjustment_approved_by_two_at_once_is_posted_once(self):
        with self.transaction() as env:
            adjustment = env["loyalty.club.adjustment"].create(
                {
                    "member_id": self.member(env).id,
                    "points": 100,
                    "reason": "Goodwill",
                    "requested_by_id": env.ref("base.user_admin").id,
                }
            )
            adjustment_id = adjustment.id

        def approve(env):
            env["loyalty.club.adjustment"].browse(adjustment_id).action_approve()

        self.at_once(approve, approve)
        self.assertBalance(157)
        with self.transaction() as env:
            adjustment = env["loyalty.club.adjustment"].browse(adjustment_id)
            self.assertEqual(adjustment.state, "posted")
