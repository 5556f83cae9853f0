from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time

from .reward_common import RewardCommon


class TestCoupon(RewardCommon):
    """A coupon is bought once, and comes back as it was."""

    def test_redeem_takes_the_points(self):
        coupon = self.member._redeem(self.ten_off)
        self.assertBalance(900)
        self.assertRecordValues(
            coupon,
            [{"state": "issued", "points": 100, "origin": "redeemed"}],
        )
        self.assertEqual(coupon.sudo().card_id.points, 1)

    def test_a_repeated_request_buys_once(self):
        first = self.member._redeem(self.ten_off, key="tab")
        self.assertEqual(self.member._redeem(self.ten_off, key="tab"), first)
        self.assertBalance(900)

    def test_the_same_request_for_something_else_is_refused(self):
        self.member._redeem(self.ten_off, key="tab")
        with self.assertRefused("already"):
            self.member._redeem(self.coffee_free, key="tab")
        self.assertBalance(900)

    def test_too_few_points_buy_nothing(self):
        self.ten_off.points = 1001
        with self.assertRefused("1001 points are needed"):
            self.member._redeem(self.ten_off)
        self.assertBalance(1000)

    def test_a_present_is_not_for_sale(self):
        self.ten_off.points = 0
        with self.assertRefused("can't be bought"):
            self.member._redeem(self.ten_off)

    def test_cancelled_coupons_give_points_back_with_their_old_expiry(self):
        self.give(50, expires_on="2030-01-01")
        coupon = self.member._redeem(self.ten_off)
        self.assertEqual(self.lots_left("2030-01-01"), 0)
        coupon.action_cancel()
        self.assertBalance(1050)
        self.assertEqual(self.lots_left("2030-01-01"), 50)

    def test_points_that_ran_out_meanwhile_come_back_run_out(self):
        self.give(50, expires_on="2030-01-01")
        coupon = self.member._redeem(self.ten_off)
        with freeze_time("2031-01-01"):
            coupon.action_cancel()
            self.assertBalance(1050)
            self.member._expire_due()
            self.assertBalance(1000)

    def test_points_of_a_merged_membership_keep_their_expiry(self):
        self.give(50, expires_on="2030-01-01")
        self.give(50, expires_on="2031-01-01")
        self.ten_off.points = 120
        coupon = self.member._redeem(self.ten_off)
        other = self.club._enroll(self.make_partner("Mina Again"))
        other._absorb(self.member)
        coupon.action_cancel()
        self.assertBalance(1100, other)
        lots = self.env["loyalty.club.residual"].search([("member_id", "=", other.id)])
        left = {str(lot.expires_on): 0 for lot in lots}
        for lot in lots:
            left[str(lot.expires_on)] += lot.points
        self.assertEqual(left, {"2030-01-01": 50, "2031-01-01": 50, "False": 1000})

    def test_coupons_run_out_in_as_many_queries_as_one(self):
        self.club.gives_back_expired = True
        self.ten_off.validity_days = 10

        def queries(count):
            for _each in range(count):
                self.member._redeem(self.ten_off)
            with freeze_time(self.club._today() + timedelta(days=11)):
                self.env.flush_all()
                before = self.env.cr.sql_log_count
                self.assertEqual(
                    len(self.env["loyalty.club.coupon"]._expire_next()), count
                )
                self.env.flush_all()
                return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(1), queries(6))

    def test_by_policy_cancelled_coupons_are_lost(self):
        self.club.gives_back_cancelled = False
        self.member._redeem(self.ten_off).action_cancel()
        self.assertBalance(900)

    def test_coupons_run_out(self):
        self.ten_off.validity_days = 10
        coupon = self.member._redeem(self.ten_off)
        for days, state in ((10, "issued"), (11, "expired")):
            with freeze_time(self.club._today() + timedelta(days=days)):
                self.env["loyalty.club.coupon"]._expire_next()
                self.assertEqual(coupon.state, state)
        self.assertFalse(coupon.sudo().card_id.active)
        self.assertBalance(900)

    def test_the_member_chooses_how_many_points(self):
        coupon = self.member._redeem(self.points_off, points=350)
        self.assertBalance(650)
        self.assertEqual(coupon.sudo().card_id.points, 350)
        for points in (7, 55, None, -350):
            with self.subTest(points), self.assertRaises(UserError):
                self.member._redeem(self.points_off, points=points)

    def test_a_changed_reward_keeps_its_promises(self):
        coupon = self.member._redeem(self.ten_off)
        before = self.ten_off.program_id
        self.ten_off.discount = 5
        self.assertNotEqual(self.ten_off.program_id, before)
        card = coupon.sudo().card_id
        self.assertEqual(card.program_id.reward_ids.discount, 10)

    def test_stock_is_for_those_who_come_first(self):
        self.ten_off.write({"has_stock": True, "stock": 1})
        self.member._redeem(self.ten_off)
        with self.assertRefused("out of stock"):
            self.member._redeem(self.ten_off)

    def test_points_that_come_back_to_an_idle_member_run_out_again(self):
        self.club.write({"expiry_policy": "inactivity", "expiry_months": 6})
        coupon = self.member._redeem(self.ten_off)
        with self.months_later(7):
            self.run_job("expire")
            self.assertBalance(0)
            coupon.action_cancel()
            self.assertBalance(100)
        with self.months_later(14):
            self.run_job("expire")
            self.assertBalance(0)

    def months_later(self, months):
        return freeze_time(fields.Datetime.add(fields.Datetime.now(), months=months))

    def test_a_wallet_is_filled_once(self):
        self.make_program("ewallet")
        self.member._redeem(self.cash, key="tab")
        self.member._redeem(self.cash, key="tab")
        cards = self.env["loyalty.card"].search(
            [("partner_id", "=", self.partner.id), ("program_type", "=", "ewallet")]
        )
        self.assertEqual(cards.points, 2.0)
        self.assertBalance(800)

    def test_few_points_are_worth_no_more_credit_than_many(self):
        wallet = self.make_program("ewallet")
        reward = self.make_reward(
            "Credit", kind="wallet", is_variable=True, value_per_point=0.005
        )
        with self.assertRefused("worth nothing"):
            self.member._redeem(reward, points=1)
        self.member._redeem(reward, points=3)
        self.assertEqual(wallet.coupon_ids.points, 0.01)
        self.assertBalance(997)

    def test_credit_is_in_the_currency_of_the_wallet(self):
        wallet = self.make_program("ewallet")
        other = self.env.ref("base.CHF")
        other.write({"active": True, "rate_ids": [Command.clear()]})
        other.rate_ids = [Command.create({"name": "2020-01-01", "rate": 10})]
        wallet.currency_id = other
        self.member._redeem(self.cash)
        self.assertEqual(wallet.coupon_ids.points, 20.0)

    def test_only_wallets_of_the_company_are_filled(self):
        stranger = self.make_program("ewallet")
        stranger.company_id = self.env["res.company"].create({"name": "Other"})
        for program in (stranger, self.make_program("gift_card")):
            with self.assertRefused("eWallet programme", ValidationError):
                self.cash.wallet_program_id = program

    def test_nobody_says_which_programme_a_reward_has(self):
        gift = self.make_program("gift_card")
        marketing = self.make_user("marketing", "loyalty_club.group_marketing")
        own = self.ten_off.program_id
        self.ten_off.with_user(marketing).write({"program_id": gift.id})
        self.assertEqual(self.ten_off.program_id, own)

    def test_a_reward_that_nobody_has_got_is_deleted_with_its_programme(self):
        program = self.ten_off.program_id
        self.ten_off.unlink()
        self.assertFalse(program.exists())
        self.member._redeem(self.coffee_free)
        with self.assertRefused("history is kept"):
            self.coffee_free.unlink()

    def test_nobody_mints_or_changes_cards_of_rewards(self):
        coupon = self.member._redeem(self.ten_off)
        card = coupon.sudo().card_id
        with self.assertRefused("customer club"):
            card.partner_id = self.make_partner("Thief")
        with self.assertRefused("customer club"):
            self.env["loyalty.card"].with_context(loyalty_club_minting=True).create(
                {"program_id": card.program_id.id, "points": 5}
            )
        card.points = 777
        self.settle()
        self.assertEqual(card.points, 1)
        with self.assertRefused("Change the reward"):
            card.program_id.name = "Mine"
        with self.assertRefused("Change the reward"):
            card.program_id.reward_ids.discount = 100

    def test_a_coupon_is_printed_with_codes_for_scanners(self):
        coupon = self.member._redeem(self.ten_off)
        report = self.env["ir.actions.report"]
        page, _kind = report._render_qweb_html("loyalty_club.report_coupon", coupon.ids)
        for kind, width, height in (("QR", 240, 240), ("Code128", 900, 120)):
            self.assertIn(coupon._picture(kind, width, height), page.decode())
