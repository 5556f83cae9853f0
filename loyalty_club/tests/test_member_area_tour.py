from .area_common import AreaCase
from .phone_common import OnAPhone


class AreaOnAPhone(OnAPhone, AreaCase):
    """A member with something of everything, and his phone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_reward("A very long name of a reward " * 3, kind="gift", points=1500)

    def setUp(self):
        super().setUp()
        self.confirm(self.cake)


class TestMemberAreaTour(AreaOnAPhone):
    """A member looks around, gets a reward and finds out why, in a real browser."""

    def assertBought(self):
        self.env.invalidate_all()
        self.assertEqual(self.member.coupon_ids.points, 150)
        self.assertBalance(875)

    def test_area(self):
        self.start_tour("/my/club", "loyalty_club_area", login="mina")
        self.assertBought()

    def test_area_in_persian(self):
        self.mina.lang = "fa_IR"
        self.start_tour("/fa/my/club", "loyalty_club_area_fa", login="mina")
        self.assertBought()


class TestMemberAreaForEverybody(AreaOnAPhone):
    """Who does not see well, or uses no mouse, can use each page: axe-core says so."""

    def setUp(self):
        super().setUp()
        self.coupon = self.member._redeem(self.ten_off)
        self.member._redeem(self.coffee_free).action_cancel()

    def pages(self):
        pages = [
            *("", "/card", "/history", "/history?kind=expired", "/rewards"),
            *("/coupons", "/coupons?which=over", f"/coupons/{self.coupon.id}"),
            *(f"/rewards/{reward.id}" for reward in self.ten_off | self.points_off),
        ]
        return [f"{self.home}{page}" for page in pages]

    def test_pages(self):
        self.assertUsable(self.pages())

    def test_pages_in_persian(self):
        self.mina.lang = "fa_IR"
        self.assertUsable(self.pages(), prefix="/fa")

    def test_several_memberships(self):
        self.make_club(name="Second Club")._enroll(self.partner)
        self.assertUsable(["/my/club", "/fa/my/club"])
