from unittest.mock import patch

from .pos_common import PosClubCommon
from .test_query_count import QueryCount


class TestPosCost(PosClubCommon, QueryCount):
    """What the club costs the till, in queries."""

    # Of a receipt of five lines, in the request that sends it.
    _MOST_EXTRA_QUERIES = 12

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.products = [cls.make_product(f"Product {n}", 10.0 + n) for n in range(5)]

    def test_ticket_costs_few_queries_more_than_without_a_club(self):
        def sell():
            self.sync(self.ticket(*self.products))

        earnings = self.env.registry["loyalty.club.earning"]
        unsettled = patch.object(earnings, "_settle", lambda *args, **options: None)
        for _warm_up_first in range(2):
            with unsettled:
                without = self.queries(sell)
            balance = self.member.balance
            with_club = self.queries(sell)
            self.assertEqual(self.member.balance, balance + 60)
        self.assertLessEqual(with_club - without, self._MOST_EXTRA_QUERIES)

    def test_tiers_cost_three_queries_more(self):
        def sell():
            self.sync(self.ticket(*self.products))
            self.env.cr.precommit.run()

        for _warm_up_first in range(2):
            without = self.queries(sell)
        self.env["loyalty.club.tier"].create(
            [
                {"name": name, "threshold": threshold, "club_id": self.club.id}
                for name, threshold in (("Bronze", 0), ("Silver", 10**6))
            ]
        )
        for _warm_up_first in range(2):
            with_tiers = self.queries(sell)
        self.assertEqual(self.member.tier_id.name, "Bronze")
        self.assertLessEqual(with_tiers, without + 3)

    def test_ticket_is_settled_once(self):
        """What touches it while it is written costs no second look."""
        earnings = self.env["loyalty.club.earning"]
        settled = []
        original = type(earnings)._settle_now

        def count(self, owners, *args):
            settled.append(owners)
            return original(self, owners, *args)

        with patch.object(type(earnings), "_settle_now", count):
            order = self.sell((self.coffee, 12))
        self.assertEqual(settled, [order])

    def test_many_tickets_cost_as_many_queries_as_few(self):
        """A backfill reads thousands at once."""
        orders = self.env["pos.order"]
        for _time in range(4):
            order = self.sell((self.coffee, 4), (self.cake, 1), to_invoice=True)
            orders |= order | self.sell(self.coffee, payments=[(self.account, 10.0)])
            self.refund(order, {self.coffee: 1}, to_invoice=True)
        few, many = orders[:2], orders
        self.close_session()
        few._loyalty_club_causes()
        for_few = self.queries(few._loyalty_club_causes)
        for_many = self.queries(many._loyalty_club_causes)
        self.assertEqual(for_many, for_few)
