from odoo.addons.loyalty_club.models.spending.minting import minting

from .test_pos_tour import PosTourCommon

CODE = "0440123456789ABCDEF0123"


class TestPosCouponTour(PosTourCommon):
    """A cashier serves a member who has 1000 points and a coupon."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].create({"name": "Somebody Else"})
        cake = cls.env["product.product"].create(
            {
                "name": "Cake",
                "list_price": 25.0,
                "available_in_pos": True,
                "taxes_id": False,
            }
        )
        cls.member._post("adjust", 1000, "start")
        cls.ten_off = cls.make_reward("10 % off")
        cls.half = cls.make_reward(
            "Half a coffee", points=0, discount_mode="per_order", discount=5
        )
        cls.make_reward(
            "Pay with points",
            is_variable=True,
            value_per_point=0.01,
            min_points=50,
            step_points=10,
            max_share=50,
        )
        cls.make_reward("A free cake", kind="product", reward_product_id=cake.id)
        cls.coupon = cls.member._present(cls.half, "manual", "test")

    @classmethod
    def make_reward(cls, name, **values):
        return cls.env["loyalty.club.reward"].create(
            {"name": name, "club_id": cls.club.id, "points": 100, **values}
        )

    def coupons(self):
        return self.env["loyalty.club.coupon"].search(
            [("member_id", "=", self.member.id)], order="id"
        )

    def test_member_redeems_applies_removes_pays_and_returns(self):
        self.serve("loyalty_club_pos_coupon_tour")
        held, ten_off, points = self.coupons()
        self.assertEqual(ten_off.state, "cancelled")
        self.assertEqual(held.state, "issued")
        self.assertFalse(held.document)
        self.assertEqual(points.state, "cancelled")
        self.assertEqual(self.member.balance, 1000)

    def test_free_goods_are_the_members(self):
        self.serve("loyalty_club_pos_free_goods_tour")
        self.assertEqual(self.coupons()[-1].state, "cancelled")

    def test_credit_can_be_paid_with_at_once(self):
        program = self.make_wallet()
        self.make_reward("Credit", kind="wallet", wallet_amount=5.0)
        self.serve("loyalty_club_pos_credit_tour")
        self.assertEqual(program.coupon_ids.partner_id, self.partner)
        self.assertEqual(program.coupon_ids.points, 0.0)
        self.assertEqual(self.member.balance, 1000 - 200 + 30)

    def test_a_coupon_outlives_a_reload(self):
        self.serve("loyalty_club_pos_reload_tour")
        self.assertEqual(self.coupons()[-1].state, "cancelled")
        self.assertEqual(self.member.balance, 1000)

    def test_a_receipt_without_a_connection_keeps_its_coupon(self):
        self.serve("loyalty_club_pos_coupon_offline_tour")
        self.assertEqual(self.coupons()[-1].state, "used")
        self.assertEqual(self.member.balance, 1000 - 100 + 27)

    def test_a_scanned_coupon_is_its_owners(self):
        self.coupon.code = CODE
        minting(self.coupon.card_id).code = CODE
        self.serve("loyalty_club_pos_coupon_scan_tour")
        self.assertEqual(self.coupon.state, "used")

    def test_nothing_makes_a_top_up_cheaper(self):
        top_up = self.env.ref("loyalty.ewallet_product_50").product_tmpl_id
        top_up.write({"active": True, "available_in_pos": True})
        values = self.env["loyalty.program"]._get_template_values()["ewallet"]
        program = self.env["loyalty.program"].create({**values, "name": "Wallet"})
        card = self.env["loyalty.card"].create(
            {"program_id": program.id, "points": 100.0, "partner_id": self.partner.id}
        )
        self.serve("loyalty_club_pos_top_up_tour")
        self.assertEqual(card.points, 100 - 27 + 50)
