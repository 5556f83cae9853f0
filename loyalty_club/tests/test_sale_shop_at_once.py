from .concurrency_common import ConcurrencyCase


class TestSaleShopAtOnce(ConcurrencyCase):
    """Two tabs, two carts and a double click, with real commits."""

    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            member, club = self.member(env), self.record(env, "loyalty.club")
            member._post("adjust", 1000, f"start/{member.id}")
            rewards = env["loyalty.club.reward"]
            self.points_off = rewards.create(
                {
                    "name": "Pay with points",
                    "club_id": club.id,
                    "is_variable": True,
                    "value_per_point": 0.01,
                }
            ).id
            ten_off = rewards.create({"name": "10 % off", "club_id": club.id})
            self.coupon = member._present(ten_off, "manual", f"gift/{member.id}").id
        self.cart, self.other = self.orders(2)

    def pay(self, cart_id, points, key):
        """A piece of work: use points on a cart."""

        def work(env):
            reward = env["loyalty.club.reward"].browse(self.points_off)
            env["sale.order"].browse(cart_id)._loyalty_club_pay_points(
                self.member(env), reward, points, key
            )
            return points

        return work

    def use(self, cart_id):
        """A piece of work: put the coupon on a cart."""

        def work(env):
            coupon = env["loyalty.club.coupon"].browse(self.coupon)
            env["sale.order"].browse(cart_id)._loyalty_club_put_on_cart(coupon)
            return cart_id

        return work

    def standing(self):
        """What the carts come to, and the points that stand on them."""
        with self.transaction() as env:
            carts = env["sale.order"].browse((self.cart, self.other))
            bought = env["loyalty.club.coupon"].search(
                [("reward_id", "=", self.points_off), ("state", "=", "issued")]
            )
            return carts.mapped("amount_total"), bought.mapped("points")

    def test_a_double_click_pays_once(self):
        click = self.pay(self.cart, 300, "click-key")
        self.assertEqual(self.at_once(click, click, click), [300] * 3)
        self.assertEqual(self.standing(), ([7, 10], [300]))
        self.assertBalance(700)

    def test_of_two_tabs_the_last_one_counts(self):
        results = self.at_once(
            self.pay(self.cart, 300, "tab-one"), self.pay(self.cart, 200, "tab-two")
        )
        self.assertEqual(results, [300, 200])
        amounts, [points] = self.standing()
        self.assertIn(points, (200, 300))
        self.assertEqual(amounts, [10 - points / 100, 10])
        self.assertBalance(1000 - points)

    def test_points_pay_for_two_carts_only_as_far_as_they_go(self):
        results = self.at_once(
            self.pay(self.cart, 600, "cart-one"), self.pay(self.other, 600, "cart-two")
        )
        self.assertEqual(sum(result == 600 for result in results), 1)
        self.assertEqual(self.standing()[1], [600])
        self.assertBalance(400)

    def test_a_coupon_stands_on_one_of_two_carts(self):
        results = self.at_once(self.use(self.cart), self.use(self.other))
        self.assertEqual(sum(isinstance(each, int) for each in results), 1)
        self.assertEqual(sorted(self.standing()[0]), [9, 10])

    def test_paying_and_releasing_at_once_agree(self):
        with self.transaction() as env:
            self.pay(self.cart, 300, "first-key")(env)

        def give_back(env):
            cart = env["sale.order"].browse(self.cart)
            reward = env["loyalty.club.reward"].browse(self.points_off)
            cart._loyalty_club_lock_cart()
            cart._loyalty_club_give_back(cart._loyalty_club_bought_for(reward))

        self.at_once(give_back, self.confirm(self.cart))
        with self.transaction() as env:
            cart = env["sale.order"].browse(self.cart)
            used = 300 if cart.amount_total == 7 else 0
            self.assertEqual(cart.state, "sale")
        self.assertBalance(1000 - used + (7 if used else 10))
