from .test_query_count import QueryCount


class TestTierCost(QueryCount):
    """What tiers cost, in queries."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls.env["loyalty.club.member"].union(
            *(cls.club._enroll(cls.make_partner(f"Member {n}")) for n in range(9))
        )

    def make_tiers(self):
        tiers = self.env["loyalty.club.tier"].create(
            [
                {"name": name, "threshold": threshold, "club_id": self.club.id}
                for name, threshold in (("Bronze", 0), ("Silver", 30), ("Gold", 10**6))
            ]
        )
        while self.members._review_next():
            pass
        return tiers

    def cost_of_a_purchase(self):
        order = self.order((self.coffee, 1), (self.cake, 1))
        order.action_confirm()
        self.env.cr.precommit.clear()

        def settle():
            self.env["loyalty.club.earning"]._settle(order)
            self.env.cr.precommit.run()

        return self.queries(settle)

    def test_two_queries_more_where_nobody_rises(self):
        self.cost_of_a_purchase()
        without = self.cost_of_a_purchase()
        self.make_tiers()
        self.cost_of_a_purchase()
        self.assertEqual(self.member.tier_id.name, "Silver")
        self.assertLessEqual(self.cost_of_a_purchase(), without + 2)

    def test_many_rise_as_one(self):
        self.make_tiers()
        few, many = self.members[:1], self.members[1:]
        for member in self.members:
            member._post("earn", 50, f"test/{member.id}")
        for_few = self.queries(few._review_tiers)
        for_many = self.queries(many._review_tiers)
        self.assertEqual(set(self.members.tier_id.mapped("name")), {"Silver"})
        self.assertEqual(for_many, for_few)

    def test_prices_are_written_together(self):
        tiers = self.make_tiers()
        tiers.pricelist_id = self.env["product.pricelist"].create({"name": "Cheap"})
        benefits = self.env["loyalty.club.tier.benefit"]
        partners = self.members.partner_id
        benefits._settle(partners[:1])
        few, many = partners[1:3], partners[3:]
        for_few = self.queries(lambda: benefits._settle(few))
        for_many = self.queries(lambda: benefits._settle(many))
        self.assertEqual(len(benefits.search([])), len(self.members))
        self.assertLessEqual(for_many, for_few)
