"""demo: a shop with a customer club on this machine, until Ctrl-C."""

import contextlib

from kit import cluster, database, demo_database, process, server, steps, visitor
from kit.demo_database import NAME
from kit.odoo import Odoo

FAREWELL = """
  {url}

  Log in as        password    who that is
  manager          manager     runs the club: rules, rewards, members, figures
  cashier          cashier     stands at the till and helps members
  member           member      a customer, with points to spend

  Try this
  1. As member, open {url}/my/club and see where each point came from.
  2. As cashier, open Point of Sale, pick the member, sell something, and read the
     points on the receipt.
  3. As manager, confirm and refund a sale, then open the member: the points come
     and go by themselves, and the ledger tells why.

  Ctrl-C stops it. The data stays until --reset.
"""


def add_arguments(parser) -> None:
    """Declare the options of `dev demo`."""
    parser.add_argument("--port", type=int, default=8069, help="default: 8069")
    parser.add_argument(
        "--reset", action="store_true", help="throw the demo's data away first"
    )
    parser.add_argument(
        "--real",
        action="store_true",
        help="replay real purchases of 23,570 customers instead (in its own database)",
    )
    parser.add_argument(
        "--no-serve", action="store_true", help="only prepare the database"
    )


def run(options, _rest) -> int:
    """Prepare the demo and serve it until somebody stops it."""
    steps.title("loyalty_club: demo")
    if not options.no_serve:
        server.require_port(options.port)
    with cluster.using("demo") as postgres:
        odoo = Odoo(postgres)
        database.sweep(postgres)
        if options.real:
            from commands import real

            return real.run(odoo, options)
        with demo_database.reserved(NAME):
            demo_database.ready(odoo, reset=options.reset)
            if not options.no_serve:
                serve(odoo, NAME, options.port, FAREWELL)
    return 0


def serve(odoo: Odoo, name: str, port: int, farewell: str) -> None:
    """Serve a database until Ctrl-C, telling first how to get in."""
    with contextlib.ExitStack() as stack:
        with steps.step("Starting Odoo"):
            serving = server.serving(odoo, name, port)
            child, url = stack.enter_context(serving)
        with steps.step("Loading the first pages"):
            visitor.warm(url, name)
        steps.say(farewell.format(url=url))
        process.until_stopped(child)
