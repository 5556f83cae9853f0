from odoo import fields

from .pos_desk_common import PosDeskCommon


class TestPosJoinReceipt(PosDeskCommon):
    """The receipt that waited for its customer, who joined while it was written."""

    def test_receipt_that_waited_gets_its_customer_and_his_points(self):
        order = self.sell((self.coffee, 3), partner_id=False)
        answer = self.join(order_uuid=order.uuid)
        self.assertEqual(order.partner_id.id, answer["partner_id"])
        (card,) = answer["cards"]
        self.assertEqual(card["balance"], 30)
        self.assertBalance(30, self.member_of(answer))

    def test_receipt_of_somebody_else_stays_his(self):
        order = self.sell((self.coffee, 3))
        answer = self.join(order_uuid=order.uuid)
        self.assertEqual(order.partner_id, self.partner)
        self.assertEqual(answer["cards"][0]["balance"], 0)

    def test_receipt_of_another_till_is_not_given_away(self):
        order = self.sell((self.coffee, 3), partner_id=False)
        second = self.make_config("Second", self.bank).with_user(self.cashier)
        self.join(second, order_uuid=order.uuid)
        self.assertFalse(order.partner_id)

    def test_receipt_of_a_closed_session_is_not_given_away(self):
        order = self.sell((self.coffee, 3), partner_id=False)
        order.session_id.state = "closed"
        self.join(order_uuid=order.uuid)
        self.assertFalse(order.partner_id)

    def test_receipt_of_another_day_is_not_given_away(self):
        order = self.sell((self.coffee, 3), partner_id=False)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE pos_order SET create_date = create_date - interval '25 hours'"
            " WHERE id = %s",
            order.ids,
        )
        self.env.invalidate_all()
        # The till says when it was paid, and may say anything.
        order.date_order = fields.Datetime.now()
        answer = self.join(order_uuid=order.uuid)
        self.assertFalse(order.partner_id)
        self.assertEqual(answer["cards"][0]["balance"], 0)

    def test_lost_answer_gives_the_receipt_all_the_same(self):
        """The request arrived, its answer did not, and the customer paid meanwhile."""
        ticket = self.ticket((self.coffee, 3), partner_id=False)
        request = self.request(order_uuid=ticket["uuid"])
        self.till.loyalty_club_join(request)
        order = self.sync(ticket)
        answer = self.till.loyalty_club_join(request)
        self.assertEqual(order.partner_id.id, answer["partner_id"])
        self.assertEqual(answer["cards"][0]["balance"], 30)
