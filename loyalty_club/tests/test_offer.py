from odoo.exceptions import AccessError

from .reward_common import RewardCommon


class TestOffer(RewardCommon):
    """Who sells sees what the customer has, and uses it with one click."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls.make_user("seller", "sales_team.group_sale_salesman_all_leads")

    def open(self, order):
        action = order.with_user(self.seller).action_loyalty_club_offer()
        return (
            self.env[action["res_model"]]
            .browse(action["res_id"])
            .with_user(self.seller)
        )

    def again(self, action):
        self.env.flush_all()
        return (
            self.env[action["res_model"]]
            .browse(action["res_id"])
            .with_user(self.seller)
        )

    def line(self, offer, record):
        return offer.line_ids.filtered(
            lambda line: record in (line.coupon_id or line.reward_id, line.coupon_id)
        )

    def test_the_dialog_tells_balance_and_what_the_order_earns(self):
        offer = self.open(self.order(self.cake))
        self.assertEqual(offer.member_id, self.member)
        self.assertEqual((offer.balance, offer.will_earn), (1000, 25))
        self.assertIn("25 points", offer.reasons)

    def test_one_click_buys_and_uses_another_takes_off(self):
        order = self.order(self.cake)
        offer = self.again(self.line(self.open(order), self.ten_off).action_get())
        self.assertEqual(order.amount_total, 22.5)
        self.assertBalance(900)
        coupon = self.member.coupon_ids
        self.assertEqual(self.line(offer, coupon).status, "applied")
        self.line(offer, coupon).action_use()
        self.assertEqual(order.amount_total, 25)
        self.assertEqual(coupon.state, "cancelled")
        self.assertBalance(1000)

    def test_a_coupon_at_hand_is_used_and_kept_when_taken_off(self):
        coupon = self.member._redeem(self.ten_off)
        order = self.order(self.cake)
        offer = self.again(self.line(self.open(order), coupon).action_use())
        self.assertEqual(order.amount_total, 22.5)
        self.line(offer, coupon).action_use()
        self.assertEqual(coupon.state, "issued")
        self.assertEqual(order.amount_total, 25)

    def test_a_gift_is_handed_over(self):
        mug = self.make_reward("A mug", kind="gift")
        coupon = self.member._redeem(mug)
        offer = self.open(self.order(self.cake))
        self.line(offer, coupon).action_hand_over()
        self.assertEqual(coupon.state, "used")

    def test_what_can_be_used_comes_first(self):
        elsewhere = self.member._redeem(self.ten_off)
        self.order(self.cake)._loyalty_club_apply(elsewhere)
        ready = self.member._redeem(self.coffee_free)
        offer = self.open(self.order(self.cake))
        self.assertEqual(offer.line_ids.coupon_id.ids, [ready.id, elsewhere.id])

    def test_nothing_is_discounted_before_there_are_goods(self):
        offer = self.open(self.order((self.cake, 1, 0.0)))
        line = self.line(offer, self.ten_off)
        self.assertEqual((line.status, line.detail), ("refused", "Add products first"))

    def test_a_suspended_member_is_not_taken_for_a_stranger(self):
        order = self.order(self.cake)
        self.assertFalse(self.open(order).is_suspended)
        self.member.action_suspend()
        offer = self.open(order)
        self.assertFalse(offer.member_id)
        self.assertTrue(offer.is_suspended)
        stranger = self.order(self.cake, partner=self.make_partner("Stranger"))
        self.assertFalse(self.open(stranger).is_suspended)

    def test_as_many_points_as_the_order_takes(self):
        order = self.order((self.coffee, 1, 4.0))
        line = self.line(self.open(order), self.points_off)
        self.assertEqual(line.points, 400)
        line.points = 100
        line.action_get()
        self.assertEqual(order.amount_total, 3)
        self.assertBalance(900)

    def test_a_second_click_buys_nothing(self):
        line = self.line(self.open(self.order(self.cake)), self.ten_off)
        line.action_get()
        line.action_get()
        self.assertBalance(900)

    def test_another_member_can_not_be_smuggled_in(self):
        rich = self.club._enroll(self.make_partner("Rich"))
        rich._post("adjust", 5000, "rich")
        offer = self.open(self.order(self.cake))
        offer.member_id = rich
        line = self.line(offer, self.ten_off)
        with self.assertRefused("not the customer's", AccessError):
            line.action_get()

    def test_others_are_not_served(self):
        offer = self.open(self.order(self.cake))
        employee = self.make_user("employee", "base.group_user")
        with self.assertRaises(AccessError):
            offer.line_ids[:1].with_user(employee).action_get()

    def test_nothing_is_told_of_orders_and_members_of_others(self):
        order = self.order(self.cake, user_id=self.seller.id)
        company = self.env["res.company"].create({"name": "Other"})
        member = self.make_club(company_id=company.id)._enroll(self.partner)
        colleague = self.make_user("colleague", "sales_team.group_sale_salesman")
        offers = self.env["loyalty.club.offer"].with_user(colleague)
        for values in ({"order_id": order.id}, {"member_id": member.id}):
            with self.subTest(values), self.assertRaises(AccessError):
                offers.create(values)
            with self.subTest(values), self.assertRaises(AccessError):
                offers.onchange(values, list(values), {"balance": {}, "reasons": {}})
        with self.assertRaises(AccessError):
            offers.create({"member_id": self.member.id}).member_id = member

    def test_a_confirmed_order_takes_no_more(self):
        order = self.order(self.cake)
        line = self.line(self.open(order), self.ten_off)
        order.action_confirm()
        with self.assertRefused("before the order is confirmed"):
            line.action_get()
