from collections import Counter
from decimal import Decimal

from .simulation_common import step
from .simulation_coupons import Offer
from .simulation_rewards import RewardSteps


class PresentSteps(RewardSteps):
    """What members get without asking, and credit that is no point any more."""

    wallet = None

    @classmethod
    def make_offers(cls, club, number):
        result = super().make_offers(club, number)
        cls.wallet = cls.wallet or cls.env["loyalty.program"].create(
            {
                "name": "Wallet",
                "program_type": "ewallet",
                "company_id": cls.company.id,
            }
        )
        cls.offer(club, Offer("wallet", cost=15, worth=Decimal("2.50")))
        return result

    @step(2)
    def give_presents(self):
        """A present that is given twice is given once."""
        club = self.random.choice([*self.clubs, self.corporate])
        fitting = [each for each in self.people if each.club_id == club]
        if not fitting:
            return
        members = self.random.sample(fitting, min(2, len(fitting)))
        reward, offer = self.some_reward(club, lambda each: each.kind != "points")
        receivers = self.env["loyalty.club.member"].union(*members)
        given = receivers._present(reward, "manual", f"party/{self.now}")
        self.assertFalse(receivers._present(reward, "manual", f"party/{self.now}"))
        self.follow_presents(given, offer)

    @step(2)
    def run_campaign(self):
        """All who are active get one, also when it is started a second time."""
        club = self.random.choice([*self.clubs, self.corporate])
        members = [each for each in self.people if each.club_id == club]
        reward, offer = self.some_reward(
            club, lambda each: each.kind not in ("points", "wallet")
        )
        campaign = self.env["loyalty.club.campaign"].create(
            {
                "name": f"{self.now}",
                "club_id": club.id,
                "reward_id": reward.id,
                "member_domain": str([("id", "in", [each.id for each in members])]),
            }
        )
        for _started_twice in range(2):
            campaign.write({"state": "running", "last_member_id": 0})
            while campaign._serve_next():
                pass
        given = campaign.coupon_ids
        active = [each for each in members if each.state == "active"]
        self.assertCountEqual([coupon.member_id for coupon in given], active)
        self.follow_presents(given, offer)

    def follow_presents(self, given, offer):
        """Tell the clerk of presents."""
        for coupon in given:
            told = self.clerk.issue(coupon.member_id, offer, self.today)
            self.coupons[told] = coupon

    def compare(self, where):
        """Wallets hold what was put there, whatever becomes of points since."""
        result = super().compare(where)
        cards = self.env["loyalty.card"].search([("program_id", "=", self.wallet.id)])
        credit = Counter()
        for card in cards:
            credit[card.partner_id] += Decimal(str(round(card.points, 2)))
        for member, partner in self.people.items():
            self.assertEqual(
                credit[partner],
                self.clerk.credit[member],
                f"{where}: the wallet of {member.display_name}",
            )
        return result
