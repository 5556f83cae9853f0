from odoo import fields
from odoo.tests import freeze_time

from .pos_coupon_common import PosCouponCommon


class TestPosCoupon(PosCouponCommon):
    """A coupon on a till receipt is kept, used once, and comes back."""

    def test_a_reward_is_bought_kept_and_used(self):
        coupon = self.redeem(self.ten_off)
        self.assertBalance(900)
        self.assertEqual(coupon.document, f"pos.order,{self.uuid}")
        order = self.pay(self.cake, self.coupon_line(coupon, -2.5))
        self.assertRecordValues(
            coupon,
            [{"state": "used", "used_in": order, "used_points": 100}],
        )
        self.assertFalse(coupon.card_id.active)
        self.assertBalance(922)

    def test_what_was_bought_twice_is_bought_once(self):
        first = self.redeem(self.ten_off, key="again")
        self.assertEqual(self.redeem(self.ten_off, key="again"), first)
        self.assertBalance(900)

    def test_a_request_that_was_undone_is_not_answered_with_its_coupon(self):
        self.redeem(self.ten_off, key="again")
        self.release()
        with self.assertRefused("try again"):
            self.redeem(self.ten_off, key="again")
        self.assertBalance(1000)

    def test_taken_off_points_come_back(self):
        coupon = self.redeem(self.ten_off)
        self.release(coupon)
        self.assertEqual(coupon.state, "cancelled")
        self.assertBalance(1000)

    def test_a_coupon_of_before_is_free_when_it_is_taken_off(self):
        coupon = self.member._redeem(self.ten_off)
        self.apply(coupon)
        self.release(coupon)
        self.assertRecordValues(coupon, [{"state": "issued", "document": False}])
        self.assertBalance(900)

    def test_a_till_that_never_comes_back_keeps_nothing(self):
        """A kill between buying and paying."""
        bought, held = self.redeem(self.ten_off), self.member._redeem(self.coffee_free)
        self.apply(held)
        with freeze_time(fields.Datetime.add(fields.Datetime.now(), minutes=61)):
            self.env["loyalty.club.coupon"]._free_next()
        self.assertEqual((bought.state, held.state), ("cancelled", "issued"))
        self.assertFalse(held.document)
        self.assertBalance(900)

    def test_a_till_that_asks_again_keeps_its_coupon(self):
        coupon = self.redeem(self.ten_off)
        with freeze_time(fields.Datetime.add(fields.Datetime.now(), minutes=50)):
            self.assertFalse(self.till.loyalty_club_keep(self.body(coupon)))
        with freeze_time(fields.Datetime.add(fields.Datetime.now(), minutes=70)):
            self.env["loyalty.club.coupon"]._free_next()
            self.assertEqual(coupon.state, "issued")

    def test_an_offline_receipt_counts_although_its_coupon_was_freed(self):
        coupon = self.redeem(self.ten_off)
        with freeze_time(fields.Datetime.add(fields.Datetime.now(), minutes=61)):
            self.env["loyalty.club.coupon"]._free_next()
            self.assertBalance(1000)
        self.pay(self.cake, self.coupon_line(coupon, -2.5))
        self.assertEqual(coupon.state, "used")
        self.assertBalance(922)

    def test_paid_without_it_the_coupon_is_free(self):
        coupon = self.redeem(self.ten_off)
        self.pay(self.cake)
        self.assertEqual(coupon.state, "cancelled")
        self.assertBalance(1025)

    def test_receipts_sent_again_change_nothing(self):
        coupon = self.redeem(self.ten_off)
        ticket = self.ticket(self.cake, self.coupon_line(coupon, -2.5), uuid=self.uuid)
        for _time in range(2):
            self.sync(ticket, user=self.cashier)
            self.assertEqual(coupon.state, "used")
            self.assertBalance(922)

    def test_a_cancelled_or_deleted_draft_frees_its_coupon(self):
        for end in ("action_pos_order_cancel", "unlink"):
            coupon = self.redeem(self.ten_off)
            draft = self.draft(self.cake, self.coupon_line(coupon, -2.5))
            self.assertEqual(coupon.document, f"pos.order,{self.uuid}")
            getattr(draft, end)()
            self.settle()
            self.assertEqual(coupon.state, "cancelled", end)
            self.new_receipt()
        self.assertBalance(1000)

    def test_a_draft_without_its_line_yet_keeps_the_coupon(self):
        coupon = self.redeem(self.ten_off)
        self.draft(self.cake)
        self.assertEqual(coupon.state, "issued")
        self.assertTrue(coupon.document)

    def test_wholly_returned_the_points_come_back(self):
        coupon = self.redeem(self.ten_off)
        order = self.pay(self.cake, self.coupon_line(coupon, -2.5))
        self.refund(order)
        self.assertEqual(coupon.state, "cancelled")
        self.assertBalance(1000)

    def test_a_held_coupon_wholly_returned_can_be_used_again(self):
        coupon = self.member._redeem(self.ten_off)
        self.apply(coupon)
        order = self.pay(self.cake, self.coupon_line(coupon, -2.5))
        self.refund(order)
        self.assertRecordValues(coupon, [{"state": "issued", "document": False}])
        self.new_receipt()
        self.apply(coupon)

    def test_returned_in_part_something_whole_stays_used(self):
        coupon = self.redeem(self.ten_off)
        order = self.pay((self.coffee, 2), self.coupon_line(coupon, -2.0))
        self.refund(order, {self.coffee: 1})
        self.assertEqual(coupon.state, "used")

    def test_points_come_back_in_the_share_that_was_returned(self):
        coupon = self.redeem(self.points_off, points=500)
        order = self.pay((self.coffee, 2), self.coupon_line(coupon, -5.0))
        self.assertEqual(coupon.used_points, 500)
        self.assertBalance(500 + 15)
        discount = coupon.card_id.program_id.reward_ids.discount_line_product_id
        self.refund(order, {self.coffee: 1, discount: 0.5})
        self.assertEqual(coupon.used_points, 250)

    def test_goods_returned_at_full_price_give_no_points_back(self):
        coupon = self.redeem(self.points_off, points=500)
        order = self.pay((self.coffee, 2), self.coupon_line(coupon, -5.0))
        self.refund(order, {self.coffee: 2})
        self.assertEqual((coupon.state, coupon.used_points), ("used", 500))

    def test_a_receipt_of_long_ago_makes_no_coupon_valid_for_longer(self):
        coupon = self.member._redeem(self.ten_off)
        last_day = coupon.expires_on
        self.apply(coupon)
        line = self.coupon_line(coupon, -2.5)
        order = self.pay(self.cake, line, date_order="2001-01-01 10:00:00")
        self.refund(order)
        self.assertRecordValues(coupon, [{"state": "issued", "expires_on": last_day}])

    def test_credited_in_full_by_accountants_the_coupon_comes_back(self):
        coupon = self.redeem(self.ten_off)
        order = self.pay(self.cake, self.coupon_line(coupon, -2.5), to_invoice=True)
        self.credit(order.account_move)
        self.assertEqual(coupon.state, "cancelled")

    def test_points_that_a_small_receipt_can_not_take_come_back(self):
        coupon = self.redeem(self.points_off, points=500)
        self.pay((self.coffee, 1, 3.0), self.coupon_line(coupon, -3.0))
        self.assertEqual(coupon.used_points, 300)
        self.assertBalance(700)

    def test_the_browser_does_not_say_how_many_points_were_used(self):
        coupon = self.redeem(self.points_off, points=500)
        self.pay(self.cake, self.coupon_line(coupon, -5.0, points_cost=1))
        self.assertEqual(coupon.used_points, 500)

    def test_the_answer_brings_what_a_till_must_load(self):
        answer = self.till.loyalty_club_redeem(
            self.body(member_id=self.member.id, reward_id=self.ten_off.id, key="k")
        )
        records = answer["records"]
        (program,) = records["loyalty.program"]
        self.assertEqual(program["_loyalty_club_share"], 1)
        (reward,) = records["loyalty.reward"]
        self.assertIn(
            reward["discount_line_product_id"],
            [each["id"] for each in records["product.product"]],
        )
        (card,) = records["loyalty.card"]
        self.assertEqual(card["id"], answer["coupon"]["card_id"])

    def test_the_answer_brings_the_wallet_that_was_filled(self):
        self.make_program("ewallet")
        credit = self.make_reward("Credit", kind="wallet", wallet_amount=2.0)
        for points in (2.0, 4.0):
            answer = self.till.loyalty_club_redeem(
                self.body(
                    member_id=self.member.id,
                    reward_id=credit.id,
                    key=f"credit/{points}",
                )
            )
            (wallet,) = answer["records"]["loyalty.card"]
            self.assertEqual(wallet["partner_id"], self.partner.id)
            self.assertEqual(wallet["points"], points)

    def test_a_gift_is_bought_and_handed_over(self):
        gift = self.make_reward("A mug", kind="gift")
        coupon = self.redeem(gift)
        self.assertFalse(coupon.document)
        self.till.loyalty_club_hand_over(self.body(coupon))
        self.assertEqual(coupon.state, "used")

    def test_the_receipt_says_what_was_used(self):
        coupon = self.redeem(self.ten_off)
        order = self.pay(self.cake, self.coupon_line(coupon, -2.5))
        ((card,),) = order._loyalty_club_cards().values()
        self.assertEqual((card["earned"], card["used"]), (22, 100))
        self.assertEqual(card["balance"], 922)
