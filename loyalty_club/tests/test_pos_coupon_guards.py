from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .pos_coupon_common import PosCouponCommon


class TestPosCouponGuards(PosCouponCommon):
    """No till, and nobody who works at one, gives what a member does not have."""

    def test_only_cashiers_of_the_till(self):
        stranger = self.make_user("sam", "sales_team.group_sale_salesman")
        till = self.config.with_user(stranger)
        for verb in ("redeem", "apply", "keep", "release", "hand_over"):
            with self.subTest(verb), self.assertRaises(AccessError):
                getattr(till, f"loyalty_club_{verb}")(self.body())
        with self.assertRaises(AccessError):
            till.loyalty_club_offer(self.body(), [])

    def test_tills_of_other_companies_are_closed(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.cashier.company_ids |= other
        self.config.sudo().company_id.flush_recordset()
        theirs = self.make_club(name="Theirs", company_id=other.id)
        member = theirs._enroll(self.partner)
        member._post("adjust", 1000, "theirs")
        reward = self.make_reward("Theirs", club_id=theirs.id)
        with self.assertRefused("can't be had"):
            self.redeem(reward, member_id=member.id)

    def test_a_closed_till_serves_nobody(self):
        self.close_session()
        with self.assertRefused("till is closed"):
            self.redeem(self.ten_off)
        self.assertBalance(1000)

    def test_forged_requests_are_refused(self):
        for body in (
            None,
            [],
            {},
            {"order_uuid": ""},
            {"order_uuid": 5},
            {"order_uuid": "x", "points": -5},
            {"order_uuid": "x", "coupon_id": "1"},
            {"order_uuid": "x", "state": "used"},
            {"order_uuid": "x" * 500},
        ):
            with self.subTest(body), self.assertRefused("can't be read"):
                self.till.loyalty_club_apply(body)
        for lines in (None, {}, [5], [{"qty": "1"}], [{"product_id": -1}], [{"x": 1}]):
            with self.subTest(lines), self.assertRefused("can't be read"):
                self.till.loyalty_club_offer(self.body(), lines)
        self.till.loyalty_club_offer(
            self.body(), [{"product_id": 2**31 - 1, "qty": 1e300, "tax_ids": [2**30]}]
        )

    def test_points_of_somebody_else_are_not_spent(self):
        thief = self.make_partner("Thief")
        with self.assertRefused("can't be had"):
            self.redeem(self.ten_off, partner_id=thief.id)
        self.assertBalance(1000)

    def test_coupons_of_somebody_else_are_not_applied(self):
        thief = self.make_partner("Thief")
        coupon = self.member._redeem(self.ten_off)
        with self.assertRefused("somebody else"):
            self.apply(coupon, partner_id=thief.id)
        self.assertFalse(coupon.document)

    def test_unpublished_rewards_are_not_sold(self):
        self.ten_off.is_published = False
        with self.assertRefused("can't be had"):
            self.redeem(self.ten_off)

    def test_what_is_on_another_order_is_refused(self):
        coupon = self.member._redeem(self.ten_off)
        self.apply(coupon)
        self.new_receipt()
        with self.assertRefused("another order"):
            self.apply(coupon)
        self.assertIn("another order", self.till.loyalty_club_keep(self.body(coupon)))

    def test_a_closed_receipt_takes_no_coupon(self):
        coupon = self.member._redeem(self.ten_off)
        self.pay(self.cake)
        with self.assertRefused("closed"):
            self.apply(coupon)
        with self.assertRefused("closed"):
            self.release()

    def test_a_receipt_of_somebody_else_does_not_use_a_kept_coupon(self):
        """The cashier keeps a coupon of Mina, and lets another customer pay."""
        coupon = self.redeem(self.ten_off)
        thief = self.make_partner("Thief")
        self.pay(self.cake, self.coupon_line(coupon, -2.5), partner_id=thief.id)
        self.assertEqual(coupon.state, "issued")
        self.assertIn("could not", self.plain(coupon.message_ids[0].body))

    def test_a_used_coupon_is_not_used_on_another_receipt(self):
        coupon = self.redeem(self.ten_off)
        first = self.pay(self.cake, self.coupon_line(coupon, -2.5))
        self.new_receipt()
        self.pay(self.cake, self.coupon_line(coupon, -2.5))
        self.assertEqual(coupon.used_in, first)
        self.assertIn("could not", self.plain(coupon.message_ids[0].body))

    def test_what_two_receipts_have_used_is_the_seconds_once_the_first_is_back(self):
        coupon = self.redeem(self.ten_off)
        first = self.pay(self.cake, self.coupon_line(coupon, -2.5))
        self.new_receipt()
        second = self.pay(self.cake, self.coupon_line(coupon, -2.5))
        self.assertEqual(coupon.claimed_in, second)
        self.refund(first)
        self.assertRecordValues(coupon, [{"state": "used", "used_in": second}])
        self.assertFalse(coupon.claimed_in)
        self.assertBalance(922)

    def test_typed_codes(self):
        coupon = self.member._redeem(self.ten_off)
        persian = coupon.display_code.lower().translate(
            str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
        )
        answer = self.enter(persian, order_uuid=self.uuid)
        self.assertTrue(answer["successful"])
        self.assertEqual(answer["payload"]["coupon_id"], coupon.card_id.id)
        self.assertEqual(coupon.document, f"pos.order,{self.uuid}")
        self.assertRegex(self.refused_code(coupon.code, "another"), "another order")

    def test_foreign_and_unknown_codes_are_answered_alike(self):
        coupon = self.member._redeem(self.ten_off)
        thief = self.make_partner("Thief")
        nobody = coupon.code[:-1] + ("0" if coupon.code[-1] != "0" else "1")
        for partner_id in (thief.id, False):
            foreign = self.refused_code(coupon.code, self.uuid, partner_id)
            unknown = self.refused_code(nobody, self.uuid, partner_id)
            self.assertEqual(
                foreign.replace(coupon.code, "?"), unknown.replace(nobody, "?")
            )
        self.assertFalse(coupon.document)

    def test_codes_that_are_over(self):
        coupon = self.member._redeem(self.ten_off)
        coupon.action_cancel()
        self.assertIn("cancelled", self.refused_code(coupon.code, self.uuid))

    def test_payment_asks_for_coupons_that_are_kept(self):
        coupon = self.member._redeem(self.ten_off)
        card = coupon.card_id
        orders = self.env["pos.order"].with_user(self.cashier)

        def answer():
            return orders.validate_coupon_programs({str(card.id): -1}, [])

        self.assertIn("not kept", answer()["payload"]["message"])
        self.apply(coupon)
        self.assertTrue(answer()["successful"])
        with freeze_time(fields.Datetime.add(fields.Datetime.now(), minutes=61)):
            self.assertIn("not kept", answer()["payload"]["message"])

    def test_only_who_serves_at_a_till_asks_whether_a_coupon_is_kept(self):
        card = self.member._redeem(self.ten_off).card_id
        visitor = self.make_user("visitor", "base.group_portal")
        with self.assertRaises(AccessError):
            self.env["pos.order"].with_user(visitor).validate_coupon_programs(
                {str(card.id): -1}, []
            )

    def test_forged_numbers_change_nothing(self):
        coupon, other = self.redeem(self.ten_off), self.member._redeem(self.ten_off)
        order = self.pay(self.cake, self.coupon_line(coupon, -2.5))
        before = self.env["loyalty.card"].search_count([])
        program = coupon.card_id.program_id
        native = self.make_program("promotion")
        card = self.env["loyalty.card"].create({"program_id": native.id, "points": 1})
        codes = order.lines.mapped("reward_identifier_code")
        data = {"points": 1000, "program_id": program.id}
        order.with_user(self.cashier).confirm_coupon_programs(
            {
                str(coupon.card_id.id): {**data, "coupon_id": coupon.card_id.id},
                str(other.card_id.id): {**data, "line_codes": codes},
                "-1": {**data, "coupon_id": -1, "partner_id": self.partner.id},
                str(card.id): {
                    "points": -1,
                    "program_id": native.id,
                    "coupon_id": card.id,
                    "line_codes": codes,
                },
            }
        )
        self.settle()
        self.assertEqual(card.points, 0)
        self.assertEqual((coupon.state, coupon.card_id.points), ("used", 0))
        self.assertEqual((other.state, other.card_id.points), ("issued", 1))
        self.assertEqual(order.lines.coupon_id, coupon.card_id)
        cards = self.env["loyalty.card"]
        self.assertEqual(cards.search_count([]), before + 1)

    def test_the_coupon_of_a_paid_receipt_stays_on_it(self):
        coupon = self.redeem(self.ten_off)
        order = self.pay(self.cake, self.coupon_line(coupon, -2.5))
        line = order.lines.filtered("coupon_id").with_user(self.cashier)
        with self.assertRaises(UserError):
            line.coupon_id = False
        self.assertEqual(coupon.state, "used")

    def test_cards_are_not_written_by_cashiers(self):
        coupon = self.redeem(self.ten_off)
        card = coupon.card_id.with_user(self.cashier)
        card.points = 1000
        with self.assertRefused("customer club"):
            card.expiration_date = "2099-01-01"
        self.settle()
        self.assertEqual(card.points, 1)
