from odoo import Command
from odoo.exceptions import ValidationError

from .pos_common import PosClubCommon


class TestPosRefund(PosClubCommon):
    """A refund takes back what its lines have earned, and no more."""

    def test_refund_takes_back_what_was_earned(self):
        """R1: buy, earn, refund, keep."""
        order = self.sell((self.coffee, 12))
        refund = self.refund(order)
        self.assertBalance(0)
        self.assertEqual(self.earning(order).state, "void")
        self.assertFalse(self.earning(refund))

    def test_partial_refund_takes_back_its_share(self):
        order = self.sell((self.coffee, 10), (self.cake, 4))
        self.refund(order, {self.coffee: 3})
        self.assertBalance(170)
        self.refund(order, {self.cake: 4})
        self.assertBalance(70)

    def test_refunds_one_after_the_other_take_back_everything_once(self):
        order = self.sell((self.coffee, 3))
        for _time in range(3):
            self.refund(order, {self.coffee: 1})
        self.assertBalance(0)

    def test_resent_refund_takes_back_once(self):
        """R5: refunds are sent again, too."""
        order = self.sell((self.coffee, 10))
        ticket = self.refund_ticket(order, {self.coffee: 4})
        for _time in range(3):
            self.sync(ticket)
        self.assertBalance(60)

    def test_second_refund_of_the_same_line_takes_nothing(self):
        """R8: a till may give back more than it sold; Odoo lets it."""
        order = self.sell((self.coffee, 5))
        self.refund(order)
        self.refund(order)
        self.assertBalance(0)
        self.assertEqual(len(self.member.entry_ids), 2)

    def test_refund_of_more_than_was_sold_counts_against_the_rest(self):
        """R8: who got all his money back has bought nothing."""
        order = self.sell((self.coffee, 5), (self.cake, 1))
        self.refund(order, {self.coffee: 50})
        self.assertBalance(0)

    def test_refund_at_a_higher_price_counts_against_the_rest(self):
        """R1: the refund names a chewing gum and gives back a television."""
        order = self.sell((self.coffee, 1), (self.cake, 4))
        ticket = self.refund_ticket(order, {self.coffee: 1})
        line = ticket["lines"][0][2]
        line.update(price_unit=60.0, price_subtotal=-60.0, price_subtotal_incl=-60.0)
        ticket["payment_ids"][0][2]["amount"] = -60.0
        self.sync({**ticket, "amount_total": -60.0, "amount_paid": -60.0})
        self.assertBalance(50)

    def test_goods_marked_as_a_refund_take_nothing_back(self):
        """R8: only what comes back is a refund."""
        order = self.sell((self.coffee, 10))
        line = {
            "product": self.coffee,
            "qty": 2,
            "refunded_orderline_id": order.lines.id,
        }
        self.sell(line)
        self.assertBalance(120)

    def test_cancelled_refund_takes_nothing(self):
        order = self.sell((self.coffee, 10))
        ticket = self.refund_ticket(order, payments=[], state="draft")
        refund = self.sync(ticket)
        self.env["loyalty.club.earning"]._settle(order)
        self.assertBalance(100)
        refund.action_pos_order_cancel()
        self.env["loyalty.club.earning"]._settle(order)
        self.assertBalance(100)

    def test_one_refund_can_t_give_back_two_receipts(self):
        first, second = self.sell(self.coffee), self.sell(self.cake)
        ticket = self.refund_ticket(first)
        ticket["lines"] += self.refund_ticket(second)["lines"]
        with self.assertRaises(ValidationError):
            self.sync(ticket)

    def test_refund_after_spending_leaves_a_debt(self):
        order = self.sell((self.coffee, 10))
        self.member._post("spend", -80, "test/spend")
        self.refund(order)
        self.assertBalance(-80)

    def test_refund_after_spending_is_forgiven_by_policy(self):
        self.club.debt_policy = "forgive"
        order = self.sell((self.coffee, 10))
        self.member._post("spend", -80, "test/spend")
        self.refund(order)
        self.assertBalance(0)

    def test_refund_counts_at_the_rule_of_the_purchase(self):
        order = self.sell((self.coffee, 10))
        self.rule.points = 7
        self.refund(order, {self.coffee: 4})
        self.assertBalance(60)

    def test_refund_by_another_customer_takes_from_who_bought(self):
        order = self.sell((self.coffee, 10))
        self.refund(order, partner_id=False)
        self.assertBalance(0)

    def test_exchange_takes_back_the_old_and_earns_for_the_new(self):
        order = self.sell((self.coffee, 2))
        ticket = self.refund_ticket(order, {self.coffee: 1})
        goods = self.ticket(self.cake)["lines"]
        swap = self.sync(
            {
                **ticket,
                "lines": ticket["lines"] + goods,
                "payment_ids": self.ticket(payments=[(self.cash, 15.0)])["payment_ids"],
                "amount_total": 15.0,
                "amount_paid": 15.0,
            }
        )
        self.assertEqual(self.earning(order).points, 10)
        self.assertEqual(self.earning(swap).points, 25)
        self.assertBalance(35)

    def test_return_without_its_receipt_takes_back_at_today_s_rules(self):
        self.sell((self.coffee, 10))
        self.sell((self.coffee, -4))
        self.assertBalance(60)

    def test_return_without_its_receipt_takes_no_more_than_was_earned(self):
        """R8: a made-up return is no fine."""
        self.sell((self.coffee, 3))
        self.sell((self.coffee, -40))
        self.assertBalance(0)

    def test_refund_of_units_takes_back_points_for_units(self):
        self.rule.write({"trigger": "quantity", "points": 5})
        order = self.sell(
            (self.coffee, 10), {"product": self.cake, "price_unit": -20.0}
        )
        self.refund(order, {self.coffee: 4})
        self.assertBalance(30)

    def test_credit_note_of_the_invoice_takes_back_its_share(self):
        """R3: an accountant gives back what the till has sold."""
        order = self.sell((self.coffee, 10), (self.cake, 4), to_invoice=True)
        self.close_session()
        self.credit(order.account_move, {self.coffee: 5, self.cake: 0})
        self.assertBalance(150)

    def test_full_credit_note_of_the_invoice_takes_back_everything(self):
        order = self.sell(
            (self.coffee, 10),
            {"product": self.cake, "price_unit": -20.0},
            to_invoice=True,
        )
        self.assertBalance(80)
        self.close_session()
        self.credit(order.account_move)
        self.assertBalance(0)

    def test_credit_note_of_no_product_comes_off_everything(self):
        order = self.sell((self.coffee, 10), (self.cake, 4), to_invoice=True)
        self.close_session()
        note = self.credit(order.account_move, post=False)
        goodwill = {
            "name": "Sorry",
            "quantity": 1,
            "price_unit": 50.0,
            "tax_ids": False,
        }
        note.invoice_line_ids = [Command.clear(), Command.create(goodwill)]
        note.action_post()
        self.settle()
        self.assertBalance(150)

    def test_refund_of_an_invoiced_ticket_takes_back_once(self):
        """The refund has a credit note of its own, which must not count again."""
        order = self.sell((self.coffee, 10), to_invoice=True)
        refund = self.refund(order, {self.coffee: 4}, to_invoice=True)
        self.assertEqual(refund.account_move.reversed_entry_id, order.account_move)
        self.assertBalance(60)

    def test_refund_in_a_later_session(self):
        order = self.sell((self.coffee, 10))
        self.close_session()
        self.open_session(self.config)
        self.refund(order, {self.coffee: 4})
        self.assertBalance(60)

    def test_refund_made_in_the_back_office(self):
        order = self.sell((self.coffee, 10))
        refund = self.env["pos.order"].browse(order.refund()["res_id"])
        self.env["pos.make.payment"].with_context(active_id=refund.id).create(
            {"payment_method_id": self.cash.id, "amount": -100.0}
        ).check()
        self.assertBalance(0)

    def test_refund_of_no_number_takes_back(self):
        """A till may send NaN; the goods came back all the same."""
        for name in ("price_unit", "discount"):
            order = self.sell((self.coffee, 10))
            ticket = self.refund_ticket(order)
            ticket["lines"][0][2][name] = float("nan")
            self.sync(ticket)
            self.assertEqual(self.earning(order).state, "void")
            self.assertBalance(0)

    def test_other_goods_are_no_refund(self):
        order = self.sell((self.coffee, 10))
        stranger = self.make_partner("Stranger")
        line = {"product": self.cake, "qty": -10, "price_unit": 0.0}
        line["refunded_orderline_id"] = order.lines.id
        self.sync(self.ticket(line, partner_id=stranger.id, payments=[]))
        self.assertBalance(100)

    def test_refund_that_is_said_to_be_of_another_receipt(self):
        other = self.club._enroll(self.make_partner("Sara"))
        order = self.sell((self.coffee, 10))
        theirs = self.sell((self.coffee, 10), partner_id=other.partner_id.id)
        refund = self.refund(order)
        refund.lines.refunded_orderline_id = theirs.lines
        self.settle()
        self.assertEqual((self.member.balance, other.balance), (100, 0))
