from copy import copy
from decimal import Decimal

from freezegun import freeze_time

from odoo.exceptions import UserError

from .simulation_common import step
from .simulation_coupons import Clerk, Offer
from .simulation_points import ClubSteps


class RewardSteps(ClubSteps):
    """Members get coupons, for points and as presents, and lose them again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = Clerk(cls.auditor)
        cls.offers, cls.coupons = {}, {}
        with freeze_time(cls.now):
            for number, club in enumerate([*cls.clubs, cls.corporate]):
                cls.make_offers(club, number)

    @classmethod
    def make_offers(cls, club, number):
        terms = cls.terms[club]
        terms.back_cancelled = club.gives_back_cancelled = number != 3
        terms.back_expired = club.gives_back_expired = number % 2 == 0
        cls.offer(club, Offer("percent", cost=30, days=60, worth=Decimal(10)))
        cls.offer(
            club,
            Offer(
                "points",
                days=40 * number,
                worth=Decimal("0.01") * (1 + number % 2),
                fewest=20,
                step=10,
                share=100 if number < 2 else 50,
            ),
        )
        cls.offer(club, Offer("product", cost=20))
        cls.offer(club, Offer("gift", cost=10, days=90))

    @classmethod
    def offer(cls, club, offer):
        """Have a club offer a reward."""
        kinds = {"percent": "discount", "points": "discount"}
        reward = cls.env["loyalty.club.reward"].create(
            {
                "name": offer.kind,
                "club_id": club.id,
                "kind": kinds.get(offer.kind, offer.kind),
                "points": offer.cost,
                "validity_days": offer.days,
                "is_variable": offer.kind == "points",
                "value_per_point": float(offer.worth),
                "min_points": offer.fewest,
                "step_points": offer.step,
                "max_share": offer.share,
                "discount": float(offer.worth) or 1,
                "wallet_amount": float(offer.worth),
                "reward_product_id": cls.coffee.id,
            }
        )
        cls.offers[reward] = offer

    # === STEPS === #

    @step(8)
    def redeem(self):
        """Buy a coupon. The request is sent twice."""
        member = self.some_member(lambda each: each.balance > 0)
        if not member:
            return
        reward, offer = self.some_reward(member.club_id)
        points = self.some_points(member, offer)
        cost = points or offer.cost
        values = {"points": points, "key": f"tab/{self.now}"}
        if member.state != "active" or cost > member.balance or cost < offer.fewest:
            with self.assertRaises(UserError), self.env.cr.savepoint():
                member._redeem(reward, **values)
            return
        coupon = member._redeem(reward, **values)
        self.assertEqual(member._redeem(reward, **values), coupon)
        self.coupons[self.clerk.issue(member, offer, self.today, cost)] = coupon

    @step(2)
    def cancel_coupon(self):
        """Staff can cancel what was not used."""
        told, coupon = self.some_coupon()
        if not told:
            return
        if told.state != "issued":
            with self.assertRaises(UserError), self.env.cr.savepoint():
                coupon.action_cancel()
            return
        coupon.action_cancel()
        self.clerk.cancel(told, self.today)

    @step(2)
    def hand_gift_over(self):
        told, coupon = self.some_coupon(lambda each: each.offer.kind == "gift")
        if not told:
            return
        if told.is_usable(self.today) and told.member.state == "active":
            coupon.action_hand_over()
            self.clerk.hand_over(told, self.today)
        else:
            with self.assertRaises(UserError), self.env.cr.savepoint():
                coupon.action_hand_over()

    @step(1)
    def change_coupon_policy(self):
        """What ends from now on is for the new policy."""
        club = self.random.choice(self.clubs)
        terms = self.terms[club]
        terms.back_cancelled = self.random.random() < 0.7
        terms.back_expired = self.random.random() < 0.5
        club.write(
            {
                "gives_back_cancelled": terms.back_cancelled,
                "gives_back_expired": terms.back_expired,
            }
        )

    @step(1)
    def change_reward(self):
        """Who holds a coupon keeps what he was promised."""
        reward, offer = self.random.choice(list(self.offers.items()))
        if offer.kind == "percent":
            changed = copy(offer.__dict__) | {
                "worth": Decimal(self.random.choice([5, 10, 20])),
                "cost": self.random.choice([20, 30, 50]),
            }
            self.offers[reward] = Offer(**changed)
            reward.write(
                {"discount": float(changed["worth"]), "points": changed["cost"]}
            )

    # === THE TIME BETWEEN === #

    def pass_time(self):
        result = super().pass_time()
        while self.env["loyalty.club.coupon"]._expire_next():
            pass
        self.clerk.night(self.today)
        self.settle()
        return result

    def compare(self, where):
        """Coupons are what the clerk says, and the history names what was paid."""
        result = super().compare(where)
        self.env["loyalty.club.coupon"].invalidate_model()
        for told, coupon in self.coupons.items():
            self.assertEqual(
                (
                    coupon.state,
                    coupon.used_points,
                    coupon.expires_on or None,
                    bool(coupon.document),
                    coupon.member_id,
                    -sum(coupon.entry_ids.mapped("points")),
                ),
                (
                    *(told.state, told.used, told.last_day, bool(told.place)),
                    *(told.member, told.paid),
                ),
                f"{where}: {told.offer} of {told.member.display_name}",
            )
        return result

    def follow_merge(self, kept, gone):
        result = super().follow_merge(kept, gone)
        self.clerk.merge(kept, gone)
        return result

    # === THE SCENE === #

    def some_reward(self, club, condition=lambda offer: True):
        """A reward of a club, and what the clerk knows of it."""
        fitting = [
            (reward, offer)
            for reward, offer in self.offers.items()
            if reward.club_id == club and condition(offer)
        ]
        return self.random.choice(fitting)

    def some_points(self, member, offer):
        """How many points the member chooses, if he can."""
        if offer.kind != "points":
            return None
        steps = max(member.balance, 0) // offer.step + 1
        return self.random.randint(1, steps) * offer.step

    def some_coupon(self, condition=lambda coupon: True):
        """A coupon that fits: as the clerk knows it, and itself."""
        fitting = [each for each in self.coupons if condition(each)]
        if not fitting:
            return None, None
        told = self.random.choice(fitting)
        return told, self.coupons[told]
