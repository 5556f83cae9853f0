from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command, fields

from .common import ClubCommon


class TestSaleOrder(ClubCommon):
    """Points follow an order from confirmation to cancellation."""

    def test_confirmed_order_earns(self):
        order = self.confirm((self.coffee, 12))
        self.assertBalance(120)
        self.assertEqual(self.earning(order).state, "posted")

    def test_quotation_earns_nothing(self):
        order = self.order(self.coffee)
        self.settle()
        self.assertFalse(self.earning(order))
        self.assertBalance(0)

    def test_settling_again_changes_nothing(self):
        order = self.confirm((self.coffee, 12))
        entries = self.member.entry_ids
        for _time in range(3):
            self.env["loyalty.club.earning"]._settle(order)
        self.assertEqual(self.member.entry_ids, entries)
        self.assertBalance(120)

    def test_cancelled_order_gives_points_back(self):
        order = self.confirm((self.coffee, 12))
        order._action_cancel()
        self.settle()
        self.assertBalance(0)
        self.assertEqual(self.earning(order).state, "void")

    def test_order_confirmed_again_after_cancelling_earns_again(self):
        order = self.confirm((self.coffee, 12))
        order._action_cancel()
        self.settle()
        order.action_draft()
        order.action_confirm()
        self.settle()
        self.assertBalance(120)
        self.assertEqual(len(self.earning(order)), 1)

    def test_order_confirmed_again_later_is_a_purchase_of_that_day(self):
        """Who is suspended by then makes none; who is active again does."""
        order = self.confirm((self.coffee, 12))
        order._action_cancel()
        self.settle()
        self.member.action_suspend()
        self.confirm_again(order, days=1)
        self.assertBalance(0)
        order._action_cancel()
        self.member.action_reactivate()
        self.confirm_again(order, days=2)
        self.assertBalance(120)

    def confirm_again(self, order, days):
        with freeze_time(fields.Datetime.add(fields.Datetime.now(), days=days)):
            order.action_draft()
            order.action_confirm()
            self.settle()

    def test_cancelling_an_order_keeps_what_is_invoiced_and_paid(self):
        order = self.confirm((self.coffee, 12))
        self.pay(self.invoice(order))
        order._action_cancel()
        self.settle()
        self.assertBalance(120)

    def test_quantity_edited_after_confirmation(self):
        order = self.confirm((self.coffee, 12))
        order.order_line.product_uom_qty = 5
        self.settle()
        self.assertBalance(50)
        order.order_line.product_uom_qty = 20
        self.settle()
        self.assertBalance(200)

    def test_history_tells_what_really_happened(self):
        """R17: net figures, right after an edit, and by document, not by number."""
        order = self.confirm((self.coffee, 12))
        order.order_line.product_uom_qty = 5
        self.settle()
        history = self.member.entry_ids.sorted("id")
        self.assertEqual(history.mapped("points"), [120, -70])
        self.assertEqual(history.mapped("balance_after"), [120, 50])
        self.assertEqual(history.earning_id, self.earning(order))
        self.assertIn(order.name, history[0].description)
        self.assertEqual(sum(self.earning(order).line_ids.mapped("points")), 50)

    def test_line_added_and_removed_after_confirmation(self):
        order = self.confirm((self.coffee, 1))
        order.order_line = [
            Command.create({"product_id": self.cake.id, "product_uom_qty": 2})
        ]
        self.settle()
        self.assertBalance(60)
        order.order_line[1].with_context(force_delete=True).product_uom_qty = 0
        self.settle()
        self.assertBalance(10)

    def test_discount_line_lowers_the_points(self):
        self.confirm((self.coffee, 10), (self.cake, 1, -20.0))
        self.assertBalance(80)

    def test_discount_line_is_spread_over_the_products_of_a_rule(self):
        self.rule.product_ids = self.coffee
        self.confirm((self.coffee, 10), (self.cake, 4), (self.cake, 1, -20.0))
        self.assertBalance(90)

    def test_discount_beyond_the_goods_earns_nothing(self):
        """The rest of the discount is on a gift card, which earns nothing anyhow."""
        card = self.make_program("gift_card").rule_ids.product_ids
        self.confirm((self.cake, 4))
        self.confirm((self.coffee, 1), (card, 1, 50.0), (self.cake, 1, -20.0))
        self.assertBalance(100)

    def test_discount_percent_lowers_the_points(self):
        order = self.order((self.coffee, 10))
        order.order_line.discount = 25
        order.action_confirm()
        self.settle()
        self.assertBalance(75)

    def test_free_product_earns_no_points_per_unit(self):
        self.rule.write({"trigger": "quantity", "points": 5})
        program = self._free_product_program(self.coffee)
        order = self.order((self.coffee, 4))
        order._update_programs_and_rewards()
        for coupon, rewards in order._get_claimable_rewards().items():
            order._apply_program_reward(rewards, coupon)
        order.action_confirm()
        self.settle()
        self.assertIn(program.reward_ids, order.order_line.reward_id)
        self.assertBalance(20)

    def _free_product_program(self, product):
        return self.env["loyalty.program"].create(
            {
                "name": "Buy some, get one",
                "program_type": "promotion",
                "trigger": "auto",
                "applies_on": "current",
                "company_id": self.company.id,
                "rule_ids": [Command.create({"minimum_qty": 1})],
                "reward_ids": [
                    Command.create(
                        {"reward_type": "product", "reward_product_id": product.id}
                    )
                ],
            }
        )

    def test_delivery_earns_nothing(self):
        order = self.order((self.coffee, 2), (self.cake, 1))
        order.order_line[1].is_delivery = True
        order.action_confirm()
        self.settle()
        self.assertBalance(20)
        self.assertIn("Delivery earns no points.", self.earning(order)._explain())

    def test_points_wait_for_the_payment(self):
        self.club.earn_on = "payment"
        order = self.confirm((self.coffee, 10))
        self.assertBalance(0)
        self.assertEqual(self.member.pending_points, 100)
        self.assertEqual(self.earning(order).state, "pending")

    def test_order_written_back_to_draft_earns_nothing(self):
        order = self.confirm(self.coffee)
        order.state = "draft"
        self.settle()
        self.assertBalance(0)

    def test_order_invoiced_and_paid_in_one_go_is_settled_once(self):
        """The order, its invoice and the payment touch the same sale."""
        earnings = type(self.env["loyalty.club.earning"])
        settled, original = [], earnings._settle_now

        def count(self, owners, *args):
            settled.append(owners)
            return original(self, owners, *args)

        order = self.order((self.coffee, 3))
        with patch.object(earnings, "_settle_now", count):
            order.action_confirm()
            invoice = order._create_invoices()
            invoice._post()
            self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=invoice.ids
            ).create({})._create_payments()
            self.settle()
        self.assertEqual(settled, [order])
        self.assertBalance(30)

    def test_failing_rule_never_blocks_the_sale(self):
        """The sale goes through, the reason is kept, and the cron mends it."""
        rulebook = self.club._current_rulebook()
        good = rulebook.terms
        rulebook.terms = {**good, "basis": None, "rules": [{"broken": True}]}
        self.env.flush_all()
        self.env.registry.clear_cache()
        with self.assertLogs("odoo.addons.loyalty_club", "ERROR"):
            order = self.confirm((self.coffee, 12))
        self.assertEqual(order.state, "sale")
        earning = self.earning(order)
        self.assertEqual(earning.state, "failed")
        self.assertTrue(earning.failure)
        rulebook.terms = good
        self.env.registry.clear_cache()
        earning.retry_at = "2020-01-01 00:00:00"
        self.env["loyalty.club.earning"]._retry_failed(earning.retry_at)
        self.assertEqual(earning.state, "posted")
        self.assertBalance(120)

    def test_defaults_of_the_request_never_become_points(self):
        order = self.order((self.coffee, 12))
        order.with_context(
            default_posted_points=-5000, default_points=5000, default_balance=99
        ).action_confirm()
        self.settle()
        self.assertBalance(120)

    def test_a_discount_added_to_the_invoice_comes_back_with_the_goods(self):
        order = self.confirm(self.coffee, self.cake)
        move = self.invoice(order, post=False)
        move.invoice_line_ids = [
            Command.create(
                {"name": "Discount", "quantity": 1, "price_unit": -7, "tax_ids": False}
            )
        ]
        move.action_post()
        self.settle()
        self.assertBalance(28)
        self.credit(move)
        self.assertBalance(0)
