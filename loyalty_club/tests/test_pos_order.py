from .pos_common import PosClubCommon


class TestPosOrder(PosClubCommon):
    """Points follow a receipt from the till to its last refund."""

    def test_paid_ticket_earns(self):
        order = self.sell((self.coffee, 12))
        self.assertBalance(120)
        self.assertEqual(self.earning(order).state, "posted")

    def test_points_are_there_before_the_receipt_is_printed(self):
        self.env["pos.order"].sync_from_ui([self.ticket((self.coffee, 12))])
        self.assertBalance(120)

    def test_full_refund_takes_back(self):
        order = self.sell((self.coffee, 12))
        self.refund(order)
        self.assertBalance(0)
