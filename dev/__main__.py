"""The developer's tools: python3 dev demo | test | bench | lint | shell | ..."""

import argparse
import errno
import importlib
import signal
import sys

COMMANDS = {
    "demo": "serve a shop with a customer club, ready to click through",
    "test": "run the tests (any pytest argument or path may follow)",
    "lint": "check style and module rules; --fix mends what can be mended",
    "shell": "open an Odoo shell on the demo database",
    "bench": "measure our costs side by side with native loyalty",
    "screenshots": "draw the pictures in docs/images from the demo",
}


def main() -> int:
    """Read the command line and run the command it names."""
    if sys.version_info < (3, 10):  # noqa: UP036
        print("The tools need Python 3.10 or newer, as Odoo 19 does.")
        return 69
    from kit.process import Terminated
    from kit.trouble import Trouble

    def terminate(*_):
        raise Terminated

    signal.signal(signal.SIGTERM, terminate)
    options, rest = _parse(sys.argv[1:])
    command = importlib.import_module(f"commands.{options.command}")
    try:
        return command.run(options, rest)
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


def _parse(words: list[str]):
    parser = argparse.ArgumentParser(
        prog="python3 dev", description=__doc__, allow_abbrev=False
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        sub = subparsers.add_parser(
            name, help=summary, description=summary, allow_abbrev=False
        )
        try:
            module = importlib.import_module(f"commands.{name}")
        except ModuleNotFoundError:
            continue
        module.add_arguments(sub)
    options, rest = parser.parse_known_args(words)
    return options, rest


if __name__ == "__main__":
    sys.exit(main())
