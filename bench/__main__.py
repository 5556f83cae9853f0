"""Benchmarks: what the add-on costs, measured beside its yardstick in the same run.

Run by `python3 dev bench [NAME …] [--quick] [--write]`, on a database made for it, and
by `python3 dev bench --standby`, on a server that has a standby.
"""

import argparse
import importlib
from pathlib import Path

import machine
import report

from odoo.tools import config

NAMES = (
    *("sale_order", "pos_order", "ledger", "backfill", "lots", "pages", "night"),
    *("employees", "tiers", "member_import", "coupons", "desk"),
)
RESULTS = Path(__file__).parent / "RESULTS.md"
# What is measured where PostgreSQL has a standby.
STANDBY, STANDBY_RESULTS = "standby", RESULTS.with_name("RESULTS_STANDBY.md")


def main() -> None:
    """Run what was asked for, print one table, and keep it if asked to."""
    options = _options()
    words = ["-c", options.odoo_config, "-d", options.odoo_database]
    config.parse_config(words, setup_logging=True)
    rows = []
    for name in options.names:
        print(f"  {name} …", flush=True)
        benchmark = importlib.import_module(name)
        rows += benchmark.run(options.odoo_database, options.quick)
    described = machine.describe(options.odoo_database)
    print(f"\n{report.as_text(rows)}\n\n{described}", flush=True)
    if options.write:
        results = STANDBY_RESULTS if STANDBY in options.names else RESULTS
        results.write_text(report.as_page(rows, described))


def _options():
    parser = argparse.ArgumentParser(prog="python3 dev bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows")
    parser.add_argument(
        "--write", action="store_true", help="keep the table in bench/RESULTS.md"
    )
    parser.add_argument("--standby", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--odoo-config", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--odoo-database", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    names = [STANDBY] if options.standby else NAMES
    for name in options.names:
        if name not in names:
            parser.error(f"there is no benchmark {name}: one of {', '.join(names)}")
    options.names = options.names or names
    return options


if __name__ == "__main__":
    main()
