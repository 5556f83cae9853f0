"""A pytest plug-in: what takes seconds and many tests need is made once, before them.

A company with a chart of accounts, which each class would have to make for itself; and
the style sheets and scripts of the pages that browsers open, which Odoo's own test
runner makes beforehand, too. Without it the tests pass as well, only later.
"""

import pytest
from kit.visitor import Visitor

_TOUR = "_tour"  # how the files of tests in a browser end
# What the pages are made of that they open; in front, how their files begin.
_BUNDLES = {
    "test_backend": (
        "any/web.assets_web.min.js",
        "any/web.assets_web.min.css",
        "any/web.__assets_tests_call__.min.js",
    ),
    "test_pos": (
        "any/point_of_sale.assets_prod.min.js",
        "any/point_of_sale.assets_prod.min.css",
        "any/web.__assets_tests_call__.min.js",
    ),
    "test_": (
        "1/any/web.assets_frontend_minimal.min.js",
        "1/any/web.assets_frontend_lazy.min.js",
        "1/any/web.assets_frontend.min.css",
        "1/any/web.assets_frontend.rtl.min.css",
        "1/any/web.__assets_tests_call__.min.js",
    ),
}


@pytest.fixture(scope="session", autouse=True)
def company_with_accounts(request, load_registry):
    """Make the company of `ClubCommon`, the way Odoo's own tests make one."""
    from odoo.api import SUPERUSER_ID, Environment
    from odoo.modules.registry import Registry
    from odoo.tests import get_db_name

    from odoo.addons.loyalty_club.tests.common import COMPANY, ClubCommon

    classes = {item.cls for item in request.session.items if item.cls}
    if any(issubclass(each, ClubCommon) for each in classes):
        with Registry(get_db_name()).cursor() as cursor:
            env = Environment(cursor, SUPERUSER_ID, {})
            type("Maker", (ClubCommon,), {"env": env})._create_company(name=COMPANY)


@pytest.fixture(scope="session", autouse=True)
def pages(request, load_http):
    """Ask for style sheets and scripts before the first browser does."""
    from odoo.tools import config

    visitor = Visitor(f"http://127.0.0.1:{config['http_port']}")
    for bundle in _bundles({item.path.stem for item in request.session.items}):
        visitor.get(f"/web/assets/{bundle}")


def _bundles(stems):
    """The bundles of the pages that the tours in these files open."""
    tours = [stem for stem in stems if stem.endswith(_TOUR)]
    begins = {
        next(each for each in _BUNDLES if tour.startswith(each)) for tour in tours
    }
    return [bundle for begin in sorted(begins) for bundle in _BUNDLES[begin]]
