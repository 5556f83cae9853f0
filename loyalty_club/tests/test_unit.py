from odoo.tests import HttpCase, tagged

from odoo.addons.web.tests import test_js


@tagged("post_install", "-at_install")
class TestUnit(HttpCase):
    """What the browser computes, tested in a browser."""

    def test_what_the_till_computes(self):
        # A suite that nobody has written would let all suites of Odoo run.
        suite = test_js.HOOTCommon._generate_hash(self, "@loyalty_club")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )
