from .common import ClubCommon


class RewardCommon(ClubCommon):
    """A member with 1000 points, and rewards of each kind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member._post("adjust", 1000, "start")
        cls.ten_off = cls.make_reward("10 % off")
        cls.coffee_free = cls.make_reward(
            "Free coffee", kind="product", reward_product_id=cls.coffee.id
        )
        cls.points_off = cls.make_reward(
            "Pay with points",
            is_variable=True,
            value_per_point=0.01,
            min_points=50,
            step_points=10,
        )
        cls.cash = cls.make_reward(
            "Cashback", kind="wallet", points=200, wallet_amount=2.0
        )

    @classmethod
    def make_reward(cls, name, **values):
        return cls.env["loyalty.club.reward"].create(
            {"name": name, "club_id": cls.club.id, "points": 100, **values}
        )

    def give(self, points, expires_on=None):
        """Give the member points."""
        key = f"given/{self.member.balance}/{points}/{expires_on}"
        return self.member._post("adjust", points, key, expires_on=expires_on)

    def lots_left(self, expires_on):
        """What is left of points with this expiry."""
        lots = self.env["loyalty.club.residual"].search(
            [("member_id", "=", self.member.id), ("expires_on", "=", expires_on)]
        )
        return sum(lots.mapped("points"))
