import os
from pathlib import Path

from odoo.tests import HttpCase, tagged

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


@tagged("post_install", "-at_install")
class OnAPhone(HttpCase):
    """A phone, also in Persian, and axe-core beside it.

    It says whether somebody can use a page who does not see well, or has no mouse.
    """

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        persian = cls.env["res.lang"]._activate_lang("fa_IR")
        cls.env.ref("website.default_website").language_ids += persian

    def assertUsable(self, paths, login="mina", prefix=""):
        """Each of these pages fits on a phone, and everybody can use it.

        :param login: who looks at them; nobody, if None
        :param prefix: of a language
        """
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
        paths = [f"{prefix}{path}" for path in paths]
        code = _CHECK % {"paths": paths, "axe": f"/web/content/{script.id}"}
        self.browser_js(f"{prefix}/club", code, login=login, timeout=300)
