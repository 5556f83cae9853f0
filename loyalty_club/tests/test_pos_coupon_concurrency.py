from odoo.exceptions import UserError
from odoo.tests import mute_logger

from .pos_concurrency_common import PosConcurrencyCase


class TestPosCouponConcurrency(PosConcurrencyCase):
    """Two tills at the same moment, really committed: a member spends once."""

    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            reward = env["loyalty.club.reward"].create(
                {
                    "name": "10 % off",
                    "club_id": self.made["loyalty.club"],
                    "points": 100,
                }
            )
            self.made["loyalty.club.reward"] = reward.id
            self.member(env)._post("adjust", 150, "crowded/start")

    def body(self, receipt, **values):
        return {
            "order_uuid": f"crowded-{receipt}",
            "partner_id": self.made["res.partner"],
            **values,
        }

    def redeem(self, receipt, key):
        """A piece of work: get the reward at a till, for a receipt."""

        def work(env):
            request = self.body(
                receipt,
                member_id=self.made["loyalty.club.member"],
                reward_id=self.made["loyalty.club.reward"],
                key=key,
            )
            return self.till(env).loyalty_club_redeem(request)["coupon"]["id"]

        return work

    def apply(self, receipt, coupon_id):
        """A piece of work: use a coupon at a till, on a receipt."""

        def work(env):
            request = self.body(receipt, coupon_id=coupon_id)
            return self.till(env).loyalty_club_apply(request)["coupon"]["id"]

        return work

    @mute_logger("odoo.sql_db")
    def test_points_for_one_reward_buy_one_at_two_tills(self):
        results = self.at_once(self.redeem(1, "a"), self.redeem(2, "b"))
        refused = [each for each in results if isinstance(each, UserError)]
        self.assertEqual(len(refused), 1, results)
        self.assertIn("50", str(refused[0]))
        self.assertBalance(50)

    @mute_logger("odoo.sql_db")
    def test_one_request_twice_buys_once(self):
        first, second = self.at_once(self.redeem(1, "a"), self.redeem(1, "a"))
        self.assertEqual(first, second)
        self.assertIsInstance(first, int)
        self.assertBalance(50)

    @mute_logger("odoo.sql_db")
    def test_one_coupon_is_kept_for_one_receipt(self):
        with self.transaction() as env:
            reward = self.record(env, "loyalty.club.reward")
            coupon_id = self.member(env)._redeem(reward).id
        results = self.at_once(self.apply(1, coupon_id), self.apply(2, coupon_id))
        refused = [each for each in results if isinstance(each, UserError)]
        self.assertEqual(len(refused), 1, results)
        self.assertIn("another order", str(refused[0]))
