from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time

from odoo.addons.account_payment.tests.common import AccountPaymentCommon

from .reward_common import RewardCommon


class TestSaleShop(RewardCommon, AccountPaymentCommon):
    """Carts with coupons are paid, paid in vain, left behind, and changed meanwhile."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The payment cases keep a journal entry under the name of our verb.
        del cls.invoice
        cls.website = cls.env.ref("website.default_website")
        cls.website.company_id = cls.company
        cls.coupons = cls.env["loyalty.club.coupon"]

    def setUp(self):
        super().setUp()
        self.cart = self.order((self.cake, 1, 25.0), website_id=self.website.id)

    def pay_points(self, points=500, key="first-key"):
        """Use points on the cart; the coupon that stands for them."""
        self.cart._loyalty_club_pay_points(self.member, self.points_off, points, key)
        self.settle()
        return self.cart._loyalty_club_bought_for(self.points_off)

    def put_on(self):
        """Put a coupon on the cart."""
        coupon = self.member._redeem(self.ten_off)
        self.cart._loyalty_club_put_on_cart(coupon)
        self.settle()
        return coupon

    def transaction(self, suffix=1, **values):
        """Begin to pay for the cart."""
        transaction = self._create_transaction(
            "direct",
            reference=f"{self.cart.name}-{suffix}",
            currency_id=self.company.currency_id.id,
            sale_order_ids=[(6, 0, self.cart.ids)],
            **{"amount": self.cart.amount_total, **values},
        )
        self.settle()
        return transaction

    def finish(self, transaction):
        """The money has arrived."""
        transaction._set_done()
        self.env.invalidate_all()  # what is paid is counted anew, in another request
        transaction._post_process()
        self.settle()

    def later(self, **duration):
        return freeze_time(fields.Datetime.now() + timedelta(**duration))

    def release(self):
        """The job that looks after abandoned carts."""
        carts = self.coupons._release_next()
        self.settle()
        return carts

    # === LEFT BEHIND === #

    def test_points_in_a_cart_left_behind_come_back(self):
        coupon = self.pay_points()
        self.assertBalance(500)
        with self.later(hours=1):
            self.assertFalse(self.release())
        with self.later(hours=3):
            self.assertEqual(self.release(), self.cart)
            self.assertFalse(self.release())
        self.assertEqual(coupon.state, "cancelled")
        self.assertEqual(self.cart.amount_total, 25)
        self.assertBalance(1000)

    def test_the_job_for_coupons_looks_after_carts(self):
        self.pay_points()
        with self.later(hours=3):
            self.run_job("expire_coupons")
        self.assertBalance(1000)

    def test_a_cart_that_somebody_works_on_keeps_its_points(self):
        self.pay_points()
        touched = fields.Datetime.now() + timedelta(hours=2)
        self.env.cr.execute(
            "UPDATE sale_order_line SET write_date = %s WHERE order_id = %s",
            (touched, self.cart.id),
        )
        with self.later(hours=3):
            self.assertFalse(self.release())

    def test_who_is_at_the_provider_keeps_his_points_for_a_day(self):
        self.pay_points()
        self.transaction()
        with self.later(hours=23):
            self.assertFalse(self.release())
        with self.later(hours=25):
            self.assertEqual(self.release(), self.cart)

    def test_a_payment_that_is_under_way_keeps_the_points(self):
        self.pay_points()
        self.transaction(state="pending")
        with self.later(days=3):
            self.assertFalse(self.release())

    def test_other_coupons_stay_until_odoo_takes_them_off(self):
        coupon = self.put_on()
        with self.later(days=3):
            self.assertFalse(self.release())
            self.env["sale.order"]._gc_abandoned_coupons()
        self.assertTrue(coupon.document)
        with self.later(days=5):
            self.env["sale.order"]._gc_abandoned_coupons()
            self.settle()
        self.assertFalse(coupon.document)
        self.assertEqual(self.cart.amount_total, 25)

    # === PAID === #

    def test_a_payment_that_fails_and_is_tried_again_uses_a_coupon_once(self):
        self.pay_points()
        self.transaction()._set_error("No money")
        self.settle()
        self.assertEqual(self.cart.amount_total, 20)
        self.finish(self.transaction(suffix=2))
        self.assertEqual(self.cart.state, "sale")
        self.assertBalance(520)
        self.finish(self.cart.transaction_ids.filtered(lambda tx: tx.state == "done"))
        self.assertBalance(520)

    def test_a_payment_may_arrive_after_the_last_day_of_the_coupon(self):
        self.ten_off.validity_days = 1
        coupon = self.put_on()
        transaction = self.transaction()
        with self.later(days=3):
            self.coupons._expire_next()
            self.finish(transaction)
        self.assertEqual(self.cart.state, "sale")
        self.assertEqual(self.cart.amount_total, 22.5)
        self.assertEqual(coupon.state, "used")

    def test_an_order_paid_while_its_coupon_is_taken_off_loses_nothing(self):
        self.company.portal_confirmation_pay = True
        self.cart.require_payment = True
        coupon = self.put_on()
        transaction = self.transaction()
        self.cart._loyalty_club_take_off_cart(coupon)
        self.settle()
        self.finish(transaction)
        self.assertEqual(self.cart.state, "draft")
        self.assertEqual(self.cart.amount_paid, 22.5)
        self.assertEqual(coupon.state, "issued")
        self.assertFalse(coupon.document)
        self.finish(self.transaction(suffix=2, amount=2.5))
        self.assertEqual(self.cart.state, "sale")
        self.assertBalance(925)

    def test_points_taken_off_meanwhile_are_back_and_the_rest_is_due(self):
        self.pay_points()
        transaction = self.transaction()
        self.pay_points(0, key="other-key")
        self.finish(transaction)
        # Odoo confirms what needs no payment in advance; the customer owes the rest.
        self.assertEqual(self.cart.state, "sale")
        self.assertEqual(self.cart.amount_total, 25)
        self.assertEqual(self.cart.amount_paid, 20)
        self.assertBalance(1025)

    def test_a_paid_cart_is_changed_no_more(self):
        coupon = self.pay_points()
        self.finish(self.transaction())
        with self.assertRefused("can't be changed"):
            self.cart._loyalty_club_take_off_cart(coupon)
        with self.assertRefused("can't be changed"):
            self.pay_points(100, key="other-key")

    def test_nobody_pays_for_what_he_would_not_get(self):
        self.ten_off.validity_days = 1
        coupon = self.put_on()
        self.cart.state = "sent"
        self.assertIsNone(self.cart._loyalty_club_trouble())
        with self.later(days=3):
            self.assertIn("expired", self.cart._loyalty_club_trouble())
            with self.assertRefused("can't be used any more", ValidationError):
                self.transaction()
            with self.assertRefused("can't be confirmed"):
                self.cart._validate_order()
        self.assertEqual(coupon.state, "issued")

    def test_a_declined_quotation_frees_its_coupon(self):
        coupon = self.put_on()
        self.cart.state = "sent"
        self.cart._action_cancel()
        self.settle()
        self.assertFalse(coupon.document)

    # === WHOSE CART === #

    def test_the_cart_of_a_visitor_who_logs_in_becomes_his(self):
        public = self.website.user_id.sudo().partner_id
        cart = self.order((self.cake, 1, 25.0), partner=public)
        coupon = self.member._redeem(self.ten_off)
        with self.assertRefused("invalid"):
            cart.with_user(self.website.user_id).sudo()._loyalty_club_put_on_cart(
                coupon
            )
        cart.partner_id = self.partner
        cart._loyalty_club_put_on_cart(coupon)
        self.assertEqual(cart.amount_total, 22.5)

    def test_points_leave_a_cart_that_becomes_somebody_elses(self):
        self.pay_points()
        self.cart.partner_id = self.make_partner("Somebody")
        self.settle()
        self.assertEqual(self.cart.amount_total, 25)
        self.assertBalance(1000)

    def test_somebody_elses_reward_is_not_bought(self):
        other = self.make_club(name="Other Club")
        reward = self.make_reward("Elsewhere", club_id=other.id)
        with self.assertRaises(UserError):
            self.cart._loyalty_club_get_for_cart(self.member, reward, "first-key")
        self.assertBalance(1000)

    # === COST === #

    def test_fifty_coupons_take_no_more_queries_than_one(self):
        self.member._redeem(self.coffee_free)

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            block = self.cart._loyalty_club_block()
            block.offers, block.foresight, block.rewards(self.member)
            block.points(self.member)
            count = len(block.coupons(self.member))
            return count, self.env.cr.sql_log_count - before

        self.cart = self.cart.with_user(
            self.make_user("mina", "base.group_portal")
        ).sudo()
        self.cart.env.user.partner_id = self.partner
        queries()
        one = queries()
        for number in range(49):
            self.member._present(self.coffee_free, "manual", f"gift/{number}")
        many = queries()
        self.assertEqual((one[0], many[0]), (1, 50))
        self.assertEqual(one[1], many[1])
