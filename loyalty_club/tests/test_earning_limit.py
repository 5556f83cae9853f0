from freezegun import freeze_time

from odoo import Command

from .common import ClubCommon


class TestLimitPerMember(ClubCommon):
    """A limit per member holds, whatever happens to his orders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule.write({"limit_per_member": 25, "limit_period": "ever"})

    def again(self, order):
        """Confirm an order that was cancelled."""
        order._action_cancel()
        self.settle()
        order.action_draft()
        order.action_confirm()
        self.settle()

    def test_return_without_its_purchase_raises_no_limit(self):
        self.confirm((self.coffee, -100))
        self.confirm((self.coffee, 100))
        self.assertBalance(25)

    def test_order_that_was_cancelled_and_confirmed_again(self):
        order = self.confirm((self.coffee, 9))
        self.again(order)
        self.assertBalance(25)

    def test_invoice_that_was_reset_and_posted_again(self):
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner.id,
                "invoice_date": self.club._today(),
                "invoice_line_ids": [
                    Command.create({"product_id": self.coffee.id, "price_unit": 90.0})
                ],
            }
        )
        invoice.action_post()
        self.settle()
        self.assertBalance(25)
        invoice.button_draft()
        self.settle()
        self.assertBalance(0)
        self.confirm((self.coffee, 2))
        invoice.action_post()
        self.settle()
        self.assertBalance(25)

    def test_order_that_grows_after_others_have_used_the_rest(self):
        first = self.confirm((self.coffee, 1))
        self.confirm((self.coffee, 9))
        first.order_line.product_uom_qty = 9
        self.settle()
        self.assertBalance(25)

    def test_order_that_grows_into_what_is_left(self):
        first = self.confirm((self.coffee, 1))
        self.confirm((self.coffee, 1))
        first.order_line.product_uom_qty = 9
        self.settle()
        self.assertEqual(self.earning(first).points, 15)
        self.assertBalance(25)

    def test_rule_that_first_gave_nothing(self):
        """Below the minimum, or without a product of the rule."""
        self.rule.write({"min_amount": 20.0, "product_ids": self.coffee.ids})
        small = self.confirm((self.coffee, 1))
        other = self.confirm((self.cake, 1))
        self.confirm((self.coffee, 2))
        self.assertBalance(20)
        small.order_line.product_uom_qty = 9
        self.settle()
        self.assertBalance(25)
        other.order_line.product_id = self.coffee
        other.order_line.product_uom_qty = 9
        self.settle()
        self.assertBalance(25)

    def test_order_that_failed_first(self):
        order = self.confirm((self.coffee, 2))
        later = self.order((self.coffee, 9))
        later.action_confirm()
        self.env.cr.precommit.clear()
        earnings = self.env["loyalty.club.earning"]
        earnings._fail(later, ValueError("a passing trouble"))
        self.assertEqual(self.earning(later).state, "failed")
        earnings._settle(later)
        self.assertEqual(self.earning(later).points, 5)
        self.assertEqual(self.earning(order).points, 20)
        self.assertBalance(25)

    def test_what_others_return_is_not_given_to_old_orders(self):
        """Settling again must change nothing."""
        first, second = self.confirm((self.coffee, 2)), self.confirm((self.coffee, 2))
        first._action_cancel()
        self.settle()
        self.env["loyalty.club.earning"]._settle(second)
        self.assertBalance(5)
        self.confirm((self.coffee, 9))
        self.assertBalance(25)

    def test_return_and_its_correction(self):
        order = self.confirm((self.coffee, 2))
        note = self.credit(self.invoice(order))
        self.assertBalance(0)
        self.confirm((self.coffee, 2))
        note.button_draft()
        self.settle()
        self.assertBalance(25)

    def test_several_orders_settled_together(self):
        orders = self.order((self.coffee, 2)) | self.order((self.coffee, 2))
        orders.action_confirm()
        self.settle()
        self.assertBalance(25)
        orders |= self.confirm((self.coffee, 1))
        orders.order_line.product_uom_qty = 9
        self.settle()
        self.assertBalance(25)


class TestMadeAgain(ClubCommon):
    """An order that was cancelled, and is confirmed later, is a new purchase."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member.joined_on = "2025-01-01"
        with freeze_time("2025-01-10 12:00:00"):
            cls.sold = cls.env["sale.order"].create(
                {
                    "partner_id": cls.partner.id,
                    "order_line": [
                        Command.create(
                            {"product_id": cls.coffee.id, "product_uom_qty": 10}
                        )
                    ],
                }
            )

    def confirm_on(self, day):
        with freeze_time(f"{day} 12:00:00"):
            if self.sold.state == "cancel":
                self.sold.action_draft()
            self.sold.action_confirm()
            self.settle()

    def cancel_on(self, day):
        with freeze_time(f"{day} 12:00:00"):
            self.sold._action_cancel()
            self.settle()

    def test_at_the_rules_of_its_day(self):
        self.rule.date_to = "2025-01-31"
        self.confirm_on("2025-01-10")
        self.assertBalance(100)
        self.cancel_on("2025-01-11")
        self.rule.write({"points": 3, "date_to": False})
        self.confirm_on("2025-03-10")
        self.assertBalance(300)
        self.assertEqual(str(self.earning(self.sold).occurred_at)[:10], "2025-03-10")

    def test_with_a_return_window_of_its_own(self):
        self.club.hold_days = 14
        self.confirm_on("2025-01-10")
        self.cancel_on("2025-03-09")
        self.confirm_on("2025-03-10")
        self.assertBalance(0)
        with freeze_time("2025-03-24 12:00:00"):
            self.env["loyalty.club.earning"]._release_due()
        self.assertBalance(100)

    def test_date_changed_by_hand_changes_nothing(self):
        self.rule.date_to = "2025-01-31"
        self.confirm_on("2025-01-10")
        self.sold.date_order = "2025-03-10 12:00:00"
        self.settle()
        self.assertBalance(100)


class TestFailedEarning(ClubCommon):
    """What could not be settled is tried again until it is."""

    def test_release_does_not_hide_a_failure(self):
        self.club.hold_days = 14
        self.member.joined_on = "2025-01-01"
        with freeze_time("2025-01-10 12:00:00"):
            order = self.confirm((self.coffee, 10))
            self.env["loyalty.club.earning"]._fail(order, ValueError("trouble"))
        with freeze_time("2025-02-10 12:00:00"):
            self.env["loyalty.club.earning"]._release_due()
            self.assertEqual(self.earning(order).state, "failed")
        self.run_job("retry")
        self.assertEqual(self.earning(order).state, "posted")
        self.assertBalance(100)


class TestUnpaidStamp(ClubCommon):
    """A stamp counts when its purchase is paid wholly."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.earn_on = "payment"
        cls.rule.write({"trigger": "nth_order", "every": 2, "points": 100})

    def test_reward_moves_on_when_its_purchase_is_not_paid_any_more(self):
        invoices = [self.invoice(self.confirm((self.coffee, 2))) for _n in range(3)]
        first, second, third = invoices
        self.pay(first)
        payment = self.pay(second)
        self.assertBalance(100)
        payment.action_cancel()
        self.settle()
        self.assertBalance(0)
        self.pay(second, 10.0)
        self.assertBalance(0)
        self.pay(third)
        self.assertBalance(100)
        self.pay(second)
        self.assertBalance(100)
