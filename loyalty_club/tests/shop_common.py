from lxml import html

from odoo.tests import HttpCase, tagged

from .reward_common import RewardCommon


@tagged("post_install", "-at_install")
class ShopCase(RewardCommon, HttpCase):
    """A member who is logged in to the web shop, with a cake in the cart."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env.ref("website.default_website")
        cls.website.company_id = cls.company
        cls.club.is_published = True
        products = cls.coffee | cls.cake
        products.website_published = True
        cls.partner.email = "mina@home.example"
        cls.mina = cls.make_login("mina", cls.partner)
        cls.thief = cls.make_login("thief", cls.make_partner("Thief"))

    def setUp(self):
        super().setUp()
        self.cart = self.order((self.cake, 1, 25.0), website_id=self.website.id)
        self.become("mina")

    # === VERBS === #

    def url_open(self, url, data=None, **options):
        # A server answers when it can, also on a busy machine.
        return super().url_open(url, data, **{"timeout": 60, **options})

    def become(self, login):
        """Log in as somebody, or as nobody."""
        self.env.flush_all()
        self.authenticate(login, login)

    def page(self, path="/shop/cart"):
        """A page of the shop."""
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200, path)
        return html.fromstring(answer.text)

    def block(self, path="/shop/cart"):
        """What a page says of the club, or None."""
        found = self.page(path).xpath("//*[@id='loyalty_club']")
        return " ".join(found[0].text_content().split()) if found else None

    def post(self, path, **form):
        """Send a form of the cart, as a browser does."""
        token = self.page().xpath("//input[@name='csrf_token']/@value")[0]
        self.env.flush_all()
        answer = self.url_open(path, {"csrf_token": token, **form})
        self.env.invalidate_all()
        return answer

    def said(self, answer):
        """What the page says of a request that was refused, or None."""
        found = html.fromstring(answer.text).xpath(
            "//*[@id='loyalty_club']/*[@role='alert']"
        )
        return " ".join(found[0].text_content().split()) if found else None

    def pay(self, points, key="first-key", **form):
        """Use so many points; what is said when they can't be used."""
        form = {"member": self.member.id, "reward": self.points_off.id, **form}
        return self.said(self.post("/shop/club/points", points=points, key=key, **form))

    def use(self, coupon, **form):
        """Put a coupon on the cart; what is said when it can't be."""
        return self.said(self.post("/shop/club/coupon", coupon=coupon.id, **form))

    def get(self, reward, key="first-key", **form):
        """Buy a reward for the cart; what is said when it can't be had."""
        form = {"member": self.member.id, "reward": reward.id, **form}
        return self.said(self.post("/shop/club/reward", key=key, **form))
