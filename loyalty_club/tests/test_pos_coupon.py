from odoo import fields
from odoo.exceptions import AccessError, UserError
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
        self.refund(order, {self.coffee: 1})
        self.assertEqual(coupon.used_points, 250)

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
