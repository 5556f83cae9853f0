from odoo.exceptions import UserError
from odoo.tests import mute_logger

from .concurrency_common import ConcurrencyCase


class TestCouponConcurrency(ConcurrencyCase):
    """Two tabs, two tills, a double click: what is bought once is there once."""

    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            club = self.record(env, "loyalty.club")
            reward = env["loyalty.club.reward"].create(
                {"name": "10 % off", "club_id": club.id, "points": 100}
            )
            self.member(env)._post("adjust", 150, "test/start")
            self.reward_id = reward.id

    def reward(self, env):
        return env["loyalty.club.reward"].browse(self.reward_id)

    def redeem(self, key):
        """A piece of work: buy the reward."""
        return lambda env: self.member(env)._redeem(self.reward(env), key=key).id

    def apply(self, order_id, coupon_id):
        """A piece of work: use a coupon on a quotation."""

        def work(env):
            order = env["sale.order"].browse(order_id)
            order._loyalty_club_apply(env["loyalty.club.coupon"].browse(coupon_id))

        return work

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_a_double_click_buys_once(self):
        first, second = self.at_once(self.redeem("click"), self.redeem("click"))
        self.assertEqual(first, second)
        self.assertBalance(50)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_same_points_buy_once(self):
        results = self.at_once(self.redeem("tab 1"), self.redeem("tab 2"))
        refused = [each for each in results if isinstance(each, UserError)]
        self.assertEqual(len(refused), 1, results)
        self.assertBalance(50)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_last_one_goes_to_one(self):
        with self.transaction() as env:
            self.reward(env).write({"has_stock": True, "stock": 1, "points": 10})
            club = self.record(env, "loyalty.club")
            other = club._enroll(env["res.partner"].create({"name": "Other"}))
            other._post("adjust", 10, "test/other")
            other_id = other.id
        results = self.at_once(
            self.redeem("one"),
            lambda env: (
                env["loyalty.club.member"]
                .browse(other_id)
                ._redeem(self.reward(env), key="other")
                .id
            ),
        )
        refused = [each for each in results if isinstance(each, UserError)]
        self.assertEqual(len(refused), 1, results)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_coupon_for_two_orders_at_once(self):
        with self.transaction() as env:
            coupon_id = self.redeem("coupon")(env)
        orders = self.orders(2)
        results = self.at_once(*(self.apply(each, coupon_id) for each in orders))
        refused = [each for each in results if isinstance(each, UserError)]
        self.assertEqual(len(refused), 1, results)
        with self.transaction() as env:
            found = env["sale.order"].browse(orders)
            self.assertEqual(sorted(found.mapped("amount_total")), [9.0, 10.0])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_cancelled_beside_its_use(self):
        """Either it is cancelled, and no order has it, or it is used."""
        with self.transaction() as env:
            coupon_id = self.redeem("coupon")(env)
        (order_id,) = self.orders(1)
        with self.transaction() as env:
            self.apply(order_id, coupon_id)(env)
        self.at_once(
            self.confirm(order_id),
            lambda env: env["loyalty.club.coupon"].browse(coupon_id).action_cancel(),
        )
        with self.transaction() as env:
            coupon = env["loyalty.club.coupon"].browse(coupon_id)
            order = env["sale.order"].browse(order_id)
            is_used = order.state == "sale" and order.amount_total == 9
            self.assertEqual(coupon.state, "used" if is_used else "cancelled")
            member = self.member(env)
            self.assertFalse(env["loyalty.club.audit"]._find(member.ids))

    def test_killed_before_the_commit_nothing_is_bought(self):
        with self.registry.cursor() as cr:
            env = self.environment(cr)
            self.redeem("killed")(env)
            env.flush_all()
            cr.rollback()
        self.assertBalance(150)
        with self.transaction() as env:
            self.assertFalse(self.member(env).coupon_ids)
            self.redeem("killed")(env)
        self.assertBalance(50)
