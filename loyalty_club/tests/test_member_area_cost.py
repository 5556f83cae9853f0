from ..models.channel.portal_coupons import held_coupons
from ..models.channel.portal_history import lines
from .test_query_count import QueryCount


class TestMemberAreaCost(QueryCount):
    """The pages of a member cost as many queries, however long his history is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls.env["loyalty.club.member"].union(
            *(cls.club._enroll(cls.make_partner(f"Member {n}")) for n in range(3))
        )
        cls.rewards = cls.env["loyalty.club.reward"].create(
            [
                {"name": f"Reward {n}", "club_id": cls.club.id, "points": 1 + n}
                for n in range(8)
            ]
        )

    def setUp(self):
        super().setUp()
        for member, entries in zip(self.members, (50, 50, 1000), strict=True):
            self.fill(member, entries)

    def assertSameCost(self, work, most):
        """What is done with the first member fills caches that are shared."""
        work(self.members[0])
        few, many = (
            self.queries(lambda member=member: work(member))
            for member in self.members[1:]
        )
        self.assertEqual(many, few)
        self.assertLessEqual(few, most)

    def test_first_page(self):
        def read(member):
            return member._portal_values(), member._card()

        self.assertSameCost(read, 45)

    def test_history(self):
        def read(member):
            return [line.reasons for line in lines(member, limit=31)]

        self.assertSameCost(read, 25)

    def test_coupons_cost_the_same_one_by_one_or_many(self):
        def read(member):
            return held_coupons(member, "open")

        for member, count in zip(self.members, (1, 1, 8), strict=True):
            for reward in self.rewards[:count]:
                member._present(reward, "manual", f"present/{member.id}")
        self.assertSameCost(read, 10)
