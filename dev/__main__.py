"""The developer's tools: python3 dev COMMAND [OPTION …]"""

import argparse
import errno
import importlib
import signal
import sys

COMMANDS = {
    "demo": "serve a shop with a customer club, ready to click through",
    "test": "run the tests; any pytest argument or path may follow",
    "lint": "check style, module rules and the wheel; --fix mends what it can",
    "shell": "open an Odoo shell on the demo's database",
    "bench": "measure our costs side by side with native loyalty",
    "screenshots": "draw the pictures in docs/images from the demo",
}
EXAMPLES = """
examples:
  python3 dev demo --port 8080          another port than 8069
  python3 dev demo --reset              the demo's story from its beginning
  python3 dev demo --real               real purchases, replayed through the club
  python3 dev test -x -k refund         pytest's own options
  python3 dev test loyalty_club/tests/test_ledger.py
  python3 dev test --addons-path ../theirs --install their_module ../theirs/tests
  python3 dev test --native             Odoo's own loyalty suites, with us installed
  python3 dev test --native=fast        the part of them that CI runs
  python3 dev test --keep               keep the run's database to look at
  python3 dev bench --standby           members' pages, from a streaming standby
  python3 dev COMMAND --help            all options of a command

environment variables:
  ODOO_SOURCE          an Odoo 19 source folder to use instead of downloading one
  LOYALTY_CLUB_CACHE   where all that is made is kept (now: {cache})

Odoo, Python packages, Node tools and PostgreSQL are made in that folder when they are
first needed. It may be deleted at any time; nothing outside it is needed again, except
Debian packages (PostgreSQL, Chromium, Node.js, fonts) that were missing.
"""


def main() -> int:
    """Read the command line and run the command it names."""
    if sys.version_info < (3, 11):
        print("The tools need Python 3.11, 3.12 or 3.13.")
        return 69
    from kit.trouble import Trouble

    signal.signal(signal.SIGTERM, _terminate)
    try:
        options, rest = _parse(sys.argv[1:])
        return importlib.import_module(f"commands.{options.command}").run(options, rest)
    except Trouble as trouble:
        print(f"\n{trouble}", flush=True)
        return trouble.status
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print("\nThe disk is full: free some space, then run the same command again.")
        return Trouble.status
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
        return 130


def _terminate(*_) -> None:
    from kit.process import Terminated

    raise Terminated


def _parse(words: list[str]):
    from kit import places

    parser = argparse.ArgumentParser(
        prog="python3 dev",
        description=__doc__,
        epilog=EXAMPLES.format(cache=places.cache()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", title="commands"
    )
    for name, summary in COMMANDS.items():
        module = importlib.import_module(f"commands.{name}")
        sub = commands.add_parser(
            name, help=summary, description=module.__doc__, allow_abbrev=False
        )
        module.add_arguments(sub)
    options, rest = parser.parse_known_args(words)
    if rest and options.command in ("demo", "screenshots"):
        parser.error(f"{options.command} does not know {rest[0]}")
    return options, rest


if __name__ == "__main__":
    sys.exit(main())
