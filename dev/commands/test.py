"""test: run the tests on a real Odoo, a real database and a real browser."""

from collections.abc import Sequence
from pathlib import Path

from kit import (
    browser,
    cluster,
    database,
    node_tools,
    places,
    process,
    steps,
    template,
)
from kit.odoo import Odoo
from kit.trouble import Trouble

TAKES_A_VALUE = ("-k", "-m", "-p", "-o", "-c", "-r", "-W", "--deselect", "--ignore")
NATIVE = ("loyalty", "sale_loyalty", "pos_loyalty", "website_sale_loyalty")
# Some of their tests are about discounts at the till, and skip themselves without it.
NATIVE_BESIDE = ("pos_discount",)
# What our guards stand in the way of, as far as it needs no browser.
NATIVE_FAST = (
    "loyalty/tests/test_loyalty.py",
    "sale_loyalty/tests/test_loyalty.py",
    "sale_loyalty/tests/test_pay_with_gift_card.py",
    "sale_loyalty/tests/test_program_multi_company.py",
    "sale_loyalty/tests/test_program_with_code_operations.py",
    "sale_loyalty/tests/test_unlink_reward.py",
    "pos_loyalty/tests/test_product_loading.py",
    "pos_loyalty/tests/test_unlink_reward.py",
    "website_sale_loyalty/tests/test_apply_pending_coupon.py",
    "website_sale_loyalty/tests/test_ewallet.py",
    "website_sale_loyalty/tests/test_sale_coupon_multiwebsite.py",
    "website_sale_loyalty/tests/test_shop_loyalty_payment.py",
    "website_sale_loyalty/tests/test_shop_multi_reward.py",
)


def add_arguments(parser) -> None:
    """Declare the options of `dev test`."""
    parser.add_argument(
        "--addons-path",
        action="append",
        default=[],
        metavar="DIR",
        help="more folders with modules (repeat, or separate by commas)",
    )
    parser.add_argument(
        "--install",
        action="append",
        default=[],
        metavar="MODULES",
        help="more modules to install beside ours (separate by commas)",
    )
    parser.add_argument(
        "--native",
        nargs="?",
        const="all",
        choices=("all", "fast"),
        help="run Odoo's own loyalty suites with our module installed; fast: those "
        "about coupons and wallets that need no browser",
    )
    parser.add_argument(
        "--keep", action="store_true", help="keep the database, for dev shell --kept"
    )


def run(options, rest: list[str]) -> int:
    """Prepare a fresh database, run pytest on it, and return pytest's exit code."""
    steps.title("loyalty_club: test")
    extra = [Path(part).resolve() for part in _split(options.addons_path)]
    for folder in extra:
        if not folder.is_dir():
            raise Trouble(f"--addons-path: there is no folder {folder}.")
    browser.need()
    with cluster.using("test") as server:
        odoo = Odoo(server, extra)
        database.sweep(server)
        with database.scratch(server, keep=options.keep) as name:
            with template.with_module(odoo) as base:
                with steps.step("A fresh database for this run"):
                    database.create(server, name, base)
            modules = _split(options.install)
            if options.native == "all":
                modules += NATIVE_BESIDE
            if modules:
                with steps.step(f"Installing {', '.join(modules)}"):
                    odoo.install(name, modules)
            status = _pytest(odoo, name, options, rest)
            if options.keep:
                steps.say("The database is kept: python3 dev shell --kept opens it.")
            return status


def _pytest(odoo: Odoo, name: str, options, rest: list[str]) -> int:
    argv = [odoo.python.python, "-m", "pytest"]
    argv += ["-p", "pytest_no_skips", "-p", "pytest_prepared"]
    argv += [f"--odoo-database={name}", f"--odoo-config={odoo.config(name)}"]
    argv += ["-c", places.REPOSITORY / "pyproject.toml"]
    argv += [f"--rootdir={places.REPOSITORY}"]
    argv += ["--odoo-http", "--odoo-log-level=warn"]
    words, paths = _sort(rest)
    if options.native:
        paths = [odoo.source.addons / path for path in _native(options.native)]
    argv += [*words, *(paths or [places.MODULE / "tests"])]
    axe = node_tools.find("accessibility", node_tools.AXE)
    script = axe / "node_modules" / "axe-core" / "axe.min.js"
    environ = odoo.environ(LOYALTY_CLUB_AXE=script)
    return process.follow(argv, env=environ, cwd=places.REPOSITORY)


def _native(how: str) -> Sequence[str]:
    """Where Odoo's own suites are, among its modules."""
    return NATIVE_FAST if how == "fast" else [f"{module}/tests" for module in NATIVE]


def _sort(rest: list[str]) -> tuple[list[str], list[str]]:
    """Tell pytest's options from paths, which count from the developer's folder."""
    words, paths = [], []
    before = ""
    for word in rest:
        path = Path(word.split("::")[0]).absolute()
        if before not in TAKES_A_VALUE and not word.startswith("-") and path.exists():
            paths.append(str(Path(word).absolute()))
        else:
            words.append(word)
        before = word
    return words, paths


def _split(values: list[str]) -> list[str]:
    return [part for value in values for part in value.split(",") if part]
