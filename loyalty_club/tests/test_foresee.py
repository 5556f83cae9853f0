from .common import ClubCommon


class TestForesee(ClubCommon):
    """What a cart would earn is what it earns."""

    def test_a_quotation_foresees_what_its_confirmation_earns(self):
        self.make_rule(name="5 for the order", trigger="order", points=5)
        order = self.order((self.coffee, 3), self.cake)
        entries = self.env["loyalty.club.entry"].search_count([])
        foresight = order._loyalty_club_foresee()[self.member.id]
        self.assertEqual(foresight.points, 60)
        self.assertEqual(entries, self.env["loyalty.club.entry"].search_count([]))
        self.assertFalse(self.earning(order))
        self.assertEqual(
            [self.plain(reason) for reason in foresight.reasons],
            [
                "1 point for each unit of money: 55 points for $\xa055.00",
                "5 for the order: 5 points",
            ],
        )
        order.action_confirm()
        self.settle()
        self.assertEqual(self.earning(order).points, foresight.points)

    def test_limits_are_looked_at(self):
        self.rule.limit_per_member = 40
        self.confirm(self.cake)
        order = self.order(self.cake)
        foresight = order._loyalty_club_foresee()[self.member.id]
        self.assertEqual(foresight.points, 15)

    def test_who_is_no_member_earns_nothing(self):
        order = self.order(self.cake, partner=self.make_partner("Guest"))
        self.assertEqual(order._loyalty_club_foresee(), {})
