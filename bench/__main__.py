"""Benchmarks: what the add-on costs, measured beside its yardstick in the same run.

Run by `python3 dev bench [NAME …] [--quick] [--write]`, on a database made for it.
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


def main() -> None:
    """Run what was asked for, print one table, and keep it if asked to."""
    options = _options()
    words = ["-c", options.odoo_config, "-d", options.odoo_database]
    config.parse_config(words, setup_logging=True)
    rows = []
    for name in options.names or NAMES:
        print(f"  {name} …", flush=True)
        benchmark = importlib.import_module(name)
        rows += benchmark.run(options.odoo_database, options.quick)
    described = machine.describe(options.odoo_database)
    print(f"\n{report.as_text(rows)}\n\n{described}", flush=True)
    if options.write:
        RESULTS.write_text(report.as_page(rows, described))


def _options():
    parser = argparse.ArgumentParser(prog="python3 dev bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows")
    parser.add_argument(
        "--write", action="store_true", help="keep the table in bench/RESULTS.md"
    )
    parser.add_argument("--odoo-config", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--odoo-database", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    for name in options.names:
        if name not in NAMES:
            parser.error(f"there is no benchmark {name}: one of {', '.join(NAMES)}")
    return options


if __name__ == "__main__":
    main()
