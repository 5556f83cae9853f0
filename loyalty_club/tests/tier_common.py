from freezegun import freeze_time

from .common import ClubCommon


class TierCommon(ClubCommon):
    """A club with three tiers: Bronze from 0, Silver from 100, Gold from 300 points.

    The club counts what was earned in the last twelve months. Days are those of 2025;
    the member has joined on the first of them.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bronze = cls.make_tier("Bronze", 0)
        cls.silver = cls.make_tier("Silver", 100)
        cls.gold = cls.make_tier("Gold", 300)
        cls.member.joined_on = "2025-01-01"
        cls.club._review_tiers_again()

    def setUp(self):
        super().setUp()
        self.night("2025-01-01")

    @classmethod
    def make_tier(cls, name, threshold, club=None, **values):
        return cls.env["loyalty.club.tier"].create(
            {
                "name": name,
                "threshold": threshold,
                "club_id": (club or cls.club).id,
                **values,
            }
        )

    # === VERBS === #

    def buy(self, day, quantity=1, **values):
        """Buy so many coffees, of 10 each."""
        with freeze_time(f"{day} 12:00:00"):
            return self.confirm((self.coffee, quantity), **values)

    def cancel(self, day, order):
        with freeze_time(f"{day} 13:00:00"):
            order._action_cancel()
            self.settle()

    def night(self, day):
        """The job that reviews tiers, in the first hours of a day."""
        members = self.env["loyalty.club.member"]
        with freeze_time(f"{day} 02:00:00"):
            while members._review_next():
                pass
        self.env.flush_all()

    def review(self):
        """How far the job is with the club."""
        return self.env["loyalty.club.tier.review"].search(
            [("club_id", "=", self.club.id)]
        )

    # === ASSERTIONS === #

    def assertTier(self, tier, member=None):
        """The tier of the member, and that his history leads to it."""
        member = member or self.member
        self.assertEqual(member.tier_id, tier)
        self.assertEqual(member.tier_move_ids[:1].to_tier_id, tier)
        self.assertLedgerAgrees(member)
