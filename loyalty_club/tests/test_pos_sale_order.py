from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from .pos_common import PosClubCommon


class TestPosSaleOrder(PosClubCommon):
    """An order that the till settles earns once, for the till."""

    def settle_order(self, order, share=1.0, **values):
        """The receipt by which the till settles an order, or a share of it."""
        lines = [
            {
                "product": line.product_id,
                "qty": line.product_uom_qty * share,
                "price_unit": line.price_unit,
                "sale_order_origin_id": order.id,
                "sale_order_line_id": line.id,
            }
            for line in order.order_line
        ]
        return self.sell(*lines, **values)

    def test_settled_order_earns_once(self):
        """R5: the order and the receipt are one purchase."""
        sold = self.confirm((self.coffee, 12))
        self.assertBalance(120)
        receipt = self.settle_order(sold)
        self.assertBalance(120)
        self.assertEqual(self.earning(receipt).points, 120)
        self.assertEqual(self.earning(sold).points, 0)

    def test_settled_quotation_earns_once(self):
        quotation = self.order((self.coffee, 12))
        self.settle_order(quotation)
        self.assertEqual(quotation.state, "sale")
        self.assertBalance(120)

    def test_settled_and_invoiced_at_the_till_earns_once(self):
        sold = self.confirm((self.coffee, 12))
        receipt = self.settle_order(sold, to_invoice=True)
        self.assertTrue(receipt.account_move)
        self.assertBalance(120)

    def test_partly_settled_order_shares_its_points(self):
        sold = self.confirm((self.coffee, 12))
        receipt = self.settle_order(sold, share=0.25)
        self.assertEqual(self.earning(receipt).points, 30)
        self.assertEqual(self.earning(sold).points, 90)
        self.assertBalance(120)

    def test_settled_order_counts_as_one_purchase(self):
        """R5: for rules that count purchases, too."""
        self.rule.write({"trigger": "order", "points": 15})
        self.make_rule(trigger="nth_order", points=40, every=2)
        sold = self.confirm((self.coffee, 12))
        self.settle_order(sold)
        self.assertBalance(15)
        self.sell(self.coffee)
        self.assertBalance(15 + 15 + 40)

    def test_settled_order_makes_room_within_a_limit(self):
        """R5: who had all that a rule gives still has it."""
        self.rule.limit_per_member = 100
        sold = self.confirm((self.coffee, 12))
        receipt = self.settle_order(sold, share=0.25)
        self.assertEqual(self.earning(receipt).points, 10)
        self.assertBalance(100)

    def test_points_that_move_to_the_till_are_not_forgiven_on_the_way(self):
        """They were spent, and come again when the window of the receipt has passed."""
        self.club.write({"debt_policy": "forgive", "hold_days": 14})
        self.member.joined_on = "2024-01-01"
        with freeze_time(fields.Datetime.now() - timedelta(days=20)):
            sold = self.confirm((self.coffee, 12))
        self.run_job("release")
        self.member._post("spend", -120, "test/spend")
        self.settle_order(sold)
        self.assertBalance(-120)
        with freeze_time(fields.Datetime.now() + timedelta(days=15)):
            self.run_job("release")
        self.assertBalance(0)

    def test_refund_of_a_settled_order_takes_back(self):
        sold = self.confirm((self.coffee, 12))
        receipt = self.settle_order(sold)
        self.refund(receipt, {self.coffee: 5})
        self.assertBalance(70)
        self.refund(receipt, {self.coffee: 7})
        self.assertBalance(0)

    def test_refund_made_in_the_back_office_names_the_order_too(self):
        """Odoo copies the order to the refund there; it is settled all the same."""
        sold = self.confirm((self.coffee, 12))
        receipt = self.settle_order(sold)
        refund = self.env["pos.order"].browse(receipt.refund()["res_id"])
        self.env["pos.make.payment"].with_context(active_id=refund.id).create(
            {"payment_method_id": self.cash.id, "amount": -120.0}
        ).check()
        self.settle()
        self.assertBalance(0)

    def pay_down(self, order, amount=30.0, **values):
        """The line by which a customer pays a part of an order in advance."""
        if not self.config.down_payment_product_id:
            self.config.down_payment_product_id = self.make_product("Down payment", 0.0)
        return {
            "product": self.config.down_payment_product_id,
            "price_unit": amount,
            "sale_order_origin_id": order.id,
            **values,
        }

    def test_down_payment_at_the_till_earns_with_the_order(self):
        sold = self.confirm((self.coffee, 12))
        receipt = self.sell(self.pay_down(sold))
        self.assertEqual(self.earning(receipt).points, 0)
        self.assertBalance(120)

    def test_refunded_down_payment_is_not_paid(self):
        self.club.earn_on = "payment"
        sold = self.confirm((self.coffee, 12))
        receipt = self.sell(self.pay_down(sold))
        self.assertBalance(30)
        self.refund(receipt)
        self.assertBalance(0)

    def test_down_payment_on_account_is_not_paid_yet(self):
        self.club.earn_on = "payment"
        sold = self.confirm((self.coffee, 12))
        self.sell(self.pay_down(sold), payments=[(self.account, 30.0)])
        self.assertBalance(0)

    def test_forged_total_of_a_down_payment_pays_nothing(self):
        """What the browser says a line comes to is counted again."""
        self.club.earn_on = "payment"
        sold = self.confirm((self.coffee, 12))
        forged = {"price_subtotal": 120.0, "price_subtotal_incl": 120.0}
        line = self.pay_down(sold, **forged)
        self.sell(line, payments=[(self.cash, 30.0)], amount_total=30.0, amount_tax=0.0)
        self.assertBalance(30)

    def test_down_payment_made_cheaper_beside_it_pays_what_was_paid(self):
        self.club.earn_on = "payment"
        sold = self.confirm((self.coffee, 12))
        self.sell(self.pay_down(sold, 120.0), (self.cake, 1, -90.0))
        self.assertBalance(30)

    def test_rest_after_a_down_payment_earns_the_whole(self):
        self.club.earn_on = "payment"
        sold = self.confirm((self.coffee, 12))
        self.sell(self.pay_down(sold))
        self.assertBalance(30)
        lines = sold.order_line.filtered(lambda line: not line.display_type)
        goods = lines.filtered(lambda line: not line.is_downpayment)
        origin = {"sale_order_origin_id": sold.id}
        self.sell(
            {
                **origin,
                "product": self.coffee,
                "qty": 12,
                "sale_order_line_id": goods.id,
            },
            self.pay_down(sold, qty=-1, sale_order_line_id=(lines - goods).id),
        )
        self.assertBalance(120)

    def test_cashier_without_rights_on_orders_settles_one(self):
        cashier = self.make_user(
            "cashier", "point_of_sale.group_pos_user,sales_team.group_sale_salesman"
        )
        sold = self.confirm((self.coffee, 12))
        line = {
            "product": self.coffee,
            "qty": 12,
            "sale_order_origin_id": sold.id,
            "sale_order_line_id": sold.order_line.id,
        }
        self.sync(self.ticket(line), user=cashier)
        self.assertBalance(120)
