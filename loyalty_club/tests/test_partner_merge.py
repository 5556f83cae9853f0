from freezegun import freeze_time

from .common import ClubCommon


class TestPartnerMerge(ClubCommon):
    """R18: two contacts of one person become one, and so do their points."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.write({"expiry_policy": "rolling", "expiry_months": 12})
        cls.double = cls.make_partner("Mina R.")
        cls.other = cls.club._enroll(cls.double)

    def merge(self, source, destination):
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (source | destination).ids, destination, extra_checks=False
        )
        self.env.invalidate_all()

    def test_points_move_with_their_expiry(self):
        self.confirm((self.coffee, 10))
        self.confirm((self.coffee, 5), partner=self.double)
        expires_on = self.other.expiring_on
        self.merge(self.double, self.partner)
        self.assertBalance(150)
        self.assertBalance(0, self.other)
        self.assertEqual(self.member.expiring_on, expires_on)
        self.assertEqual(self.member.lifetime_points, 150)
        self.assertEqual(self.other.merged_into_id, self.member)
        self.assertFalse(self.other.partner_id)
        self.assertFalse(self.other.active)

    def test_history_of_both_stays(self):
        self.confirm((self.coffee, 5), partner=self.double)
        entries = self.other.entry_ids
        self.merge(self.double, self.partner)
        self.assertLessEqual(entries, self.other.entry_ids)
        self.assertIn("transfer", self.member.entry_ids.mapped("kind"))

    def test_debt_moves_too(self):
        order = self.confirm((self.coffee, 5), partner=self.double)
        self.other._post("spend", -50, "test/spend")
        order._action_cancel()
        self.settle()
        self.assertBalance(-50, self.other)
        self.confirm((self.coffee, 2))
        self.merge(self.double, self.partner)
        self.assertBalance(-30)

    def test_order_of_the_merged_contact_is_returned_later(self):
        order = self.confirm((self.coffee, 5), partner=self.double)
        invoice = self.invoice(order)
        self.merge(self.double, self.partner)
        self.credit(invoice, {self.coffee: 2})
        self.assertBalance(30)
        self.assertEqual(self.earning(order).posted_points, 30)

    def test_stamp_cards_become_one(self):
        self.rule.write({"trigger": "nth_order", "points": 40, "every": 3})
        self.confirm(self.coffee)
        for _number in range(2):
            self.confirm(self.coffee, partner=self.double)
        self.merge(self.double, self.partner)
        self.assertBalance(40)
        self.confirm(self.coffee)
        self.assertBalance(40)

    def change_hands(self):
        """An order whose customer is corrected before the contacts are merged."""
        order = self.confirm(self.coffee, partner=self.double)
        order.partner_id = self.partner
        self.settle()
        return order

    def test_order_that_changed_hands_earns_once_when_the_first_goes(self):
        order = self.change_hands()
        self.merge(self.double, self.partner)
        self.env["loyalty.club.earning"]._settle(order)
        self.assertBalance(10)
        self.assertBalance(0, self.other)

    def test_order_that_changed_hands_earns_once_when_the_second_goes(self):
        order = self.change_hands()
        self.merge(self.partner, self.double)
        self.env["loyalty.club.earning"]._settle(order)
        self.assertBalance(0)
        self.assertBalance(10, self.other)

    def test_joining_settled_again_stays_with_who_took_over(self):
        self.make_rule(trigger="enrollment", points=50)
        third = self.make_partner("M. Rahimi")
        joined = self.club._enroll(third)
        self.merge(third, self.double)
        self.merge(self.double, self.partner)
        self.assertBalance(50)
        self.env["loyalty.club.earning"]._settle(joined)
        self.assertBalance(50)
        self.assertBalance(0, joined)
        self.assertEqual(self.earning(joined).partner_id, self.partner)

    def test_order_that_changed_hands_is_cancelled_after_the_merge(self):
        for source, kept in (
            (self.double, self.member),
            (self.partner, self.other),
        ):
            with self.subTest(kept=kept.number), self.env.cr.savepoint() as savepoint:
                order = self.change_hands()
                self.merge(source, kept.partner_id)
                order._action_cancel()
                self.settle()
                self.assertBalance(0)
                self.assertBalance(0, self.other)
                order.action_draft()
                order.action_confirm()
                self.settle()
                self.assertBalance(10, kept)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_who_joined_twice_has_joined_once(self):
        self.make_rule(trigger="enrollment", points=50)
        members = [
            self.club._enroll(self.make_partner(name)) for name in ("M.", "Mina", "R.")
        ]
        first, second, third = members
        self.merge(first.partner_id, second.partner_id)
        self.assertBalance(50, second)
        self.assertEqual(second.lifetime_points, 50)
        self.merge(second.partner_id, third.partner_id)
        for member in members:
            self.env["loyalty.club.earning"]._settle(member)
        self.assertBalance(50, third)
        self.assertBalance(0, first)
        self.assertBalance(0, second)

    def test_points_that_ran_out_after_the_merge_are_not_taken_again(self):
        self.club.expiry_months = 1
        (self.member | self.other).joined_on = "2025-01-01"
        with freeze_time("2025-02-01 12:00:00"):
            order = self.confirm((self.coffee, 10), partner=self.double)
        with freeze_time("2025-02-02 12:00:00"):
            self.merge(self.double, self.partner)
        with freeze_time("2025-06-02 12:00:00"):
            self.run_job("expire")
            self.assertBalance(0)
            order.invalidate_recordset()
            order._action_cancel()
            self.settle()
            self.assertBalance(0)

    def test_return_after_the_merge_takes_the_lot_of_its_purchase(self):
        order = self.confirm((self.coffee, 10), partner=self.double)
        self.club.expiry_months = 1
        self.confirm((self.coffee, 5))
        self.merge(self.double, self.partner)
        sooner = self.member.expiring_on
        order._action_cancel()
        self.settle()
        self.assertBalance(50)
        self.assertEqual(
            (self.member.expiring_on, self.member.expiring_points), (sooner, 50)
        )

    def test_merged_member_is_not_adjusted(self):
        self.merge(self.double, self.partner)
        finance = self.make_user("finance", "loyalty_club.group_finance")
        adjustments = self.env["loyalty.club.adjustment"].with_user(finance)
        with self.assertRefused(f"merged into {self.member.number}"):
            adjustments._request(self.other.with_user(finance), 500, "A gift")

    def test_waiting_adjustment_moves_too(self):
        finance = self.make_user("finance", "loyalty_club.group_finance")
        self.club.adjustment_limit = 10
        adjustments = self.env["loyalty.club.adjustment"].with_user(finance)
        waiting = adjustments._request(self.other.with_user(finance), 20, "A gift")
        self.merge(self.double, self.partner)
        waiting.with_user(self.env.ref("base.user_admin")).sudo().action_approve()
        self.assertBalance(20)
        self.assertBalance(0, self.other)

    def test_member_alone_moves_with_his_contact(self):
        stranger = self.make_partner("Mina, no member")
        self.confirm((self.coffee, 10))
        self.merge(self.partner, stranger)
        self.assertEqual(self.member.partner_id, stranger)
        self.assertTrue(self.member.active)
        self.assertBalance(100)

    def test_two_members_merge_into_a_contact_who_is_none(self):
        stranger = self.make_partner("Mina, no member")
        self.confirm((self.coffee, 10))
        self.confirm((self.coffee, 5), partner=self.double)
        self.merge(self.partner | self.double, stranger)
        members = self.env["loyalty.club.member"].search(
            [("partner_id", "=", stranger.id)]
        )
        self.assertEqual(len(members), 1)
        self.assertBalance(150, members)

    def test_suspended_member_stays_suspended(self):
        self.other.state = "suspended"
        self.merge(self.double, self.partner)
        self.assertEqual(self.member.state, "suspended")

    def test_archived_contact_archives_his_membership_and_keeps_the_points(self):
        order = self.confirm((self.coffee, 10))
        self.partner.active = False
        self.assertFalse(self.member.active)
        order._action_cancel()
        self.settle()
        self.assertBalance(0)
        self.partner.active = True
        self.assertTrue(self.member.active)
