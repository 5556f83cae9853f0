import os
from pathlib import Path

from .area_common import AreaCase

# In a frame as wide as a phone, so that one browser sees all pages.
_CHECK = """(async () => {
    const found = [];
    for (const path of %(paths)s) {
        const frame = document.createElement("iframe");
        frame.style.cssText = "width: 390px; height: 844px";
        frame.src = path;
        document.body.replaceChildren(frame);
        await new Promise((resolve) => (frame.onload = resolve));
        const page = frame.contentDocument;
        if (!page.querySelector("#wrap h1")) {
            found.push(`${path}: is not there`);
            continue;
        }
        const html = page.documentElement;
        if (html.scrollWidth > html.clientWidth) {
            found.push(`${path}: is wider than the screen`);
        }
        for (const details of page.querySelectorAll("details")) {
            details.open = true;
        }
        const script = page.createElement("script");
        script.src = "%(axe)s";
        page.head.append(script);
        await new Promise((resolve) => (script.onload = resolve));
        const report = await frame.contentWindow.axe.run("#wrap");
        if (!report.passes.length) {
            found.push(`${path}: was not checked`);
        }
        for (const {id, impact, nodes} of report.violations) {
            if (["serious", "critical"].includes(impact)) {
                found.push(`${path}: ${id}: ${nodes.map((each) => each.html)}`);
            }
        }
    }
    if (found.length) {
        console.error(found.join("\\n"));
    } else {
        console.log("test successful");
    }
})()"""


class AreaOnAPhone(AreaCase):
    """A member with something of everything, and his phone."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        persian = cls.env["res.lang"]._activate_lang("fa_IR")
        cls.website.language_ids += persian
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
        # `python3 dev test` fetches it, and says where it is.
        axe = Path(os.environ["LOYALTY_CLUB_AXE"])
        script = self.env["ir.attachment"].create(
            {
                "name": "axe.js",
                "raw": axe.read_bytes(),
                "mimetype": "text/javascript",
                "public": True,
            }
        )
        self.axe = f"/web/content/{script.id}"

    def assertUsable(self, prefix=""):
        pages = [
            *("", "/card", "/history", "/history?kind=expired", "/rewards"),
            *("/coupons", "/coupons?which=over", f"/coupons/{self.coupon.id}"),
            *(f"/rewards/{reward.id}" for reward in self.ten_off | self.points_off),
        ]
        paths = [f"{prefix}{self.home}{page}" for page in pages]
        code = _CHECK % {"paths": paths, "axe": self.axe}
        self.browser_js(f"{prefix}/my", code, login="mina", timeout=300)

    def test_pages(self):
        self.assertUsable()

    def test_pages_in_persian(self):
        self.mina.lang = "fa_IR"
        self.assertUsable("/fa")

    def test_several_memberships(self):
        self.make_club(name="Second Club")._enroll(self.partner)
        code = _CHECK % {"paths": ["/my/club", "/fa/my/club"], "axe": self.axe}
        self.browser_js("/my", code, login="mina", timeout=300)
