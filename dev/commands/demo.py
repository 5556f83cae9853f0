"""demo: a shop with a customer club on this machine, until Ctrl-C."""

import contextlib

from kit import (
    cluster,
    database,
    demo_check,
    demo_database,
    process,
    server,
    steps,
    visitor,
)
from kit.demo_database import NAME
from kit.odoo import Odoo

FAREWELL = """
  {url}   a bookshop in Amsterdam, with the club Golestan Readers
  {persian}   کافه زعفران, a café in Tehran, in Persian

  Log in as    (its password is the same word)
  manager      Mina runs both clubs: members, rules, points, figures
  cashier      Kian stands at the till of the bookshop
  member       Marit, a customer of the bookshop and member of its club
  hr           Sanne, of an organisation in its second club, sees the totals
  modir        Maryam runs the club of the café, in Persian
  sandogh      Sohrab stands at the till of the café
  ozv          Negar, a customer of the café and member of its club

  Try this
  1. As manager, open Marit de Vries: every line of her history says why. Then open
     Points, Adjustments, and approve the one that waits for you.
  2. As cashier, open the register, choose Marit as the customer, sell her a coffee,
     press Club to use her coupon or her points, and let her pay. The manager finds
     the new points with her, on the way: in this club they may be spent when the
     return window of 14 days has passed.
  3. As member, buy a book in the web shop: the card always pays. Then, as modir,
     confirm the quotation of Negar Ahmadi: in that club points come at once.
  4. As nobody, open Customer Club in the shop's menu and join with any mobile, such
     as 06 12345678. No SMS is sent: as admin, read its code at
     {url}/odoo/customer-club-sms

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
        "--sample",
        type=int,
        default=0,
        metavar="N",
        help="with --real: only the first N of these customers, each time anew",
    )
    parser.add_argument(
        "--no-serve", action="store_true", help="only prepare the database"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="prepare it, see that all in it is right, and end",
    )


def run(options, _rest) -> int:
    """Prepare the demo and serve it until somebody stops it."""
    steps.title("loyalty_club: demo")
    if not (options.no_serve or options.check):
        server.require_port(options.port)
    with cluster.using("demo") as postgres:
        odoo = Odoo(postgres)
        database.sweep(postgres)
        if options.real:
            from commands import real

            return real.run(odoo, options)
        with demo_database.reserved(NAME):
            demo_database.ready(odoo, reset=options.reset)
            if options.check:
                check(odoo)
            elif not options.no_serve:
                serve(odoo, NAME, options.port, FAREWELL)
    return 0


def check(odoo: Odoo) -> None:
    """See that the demo is what it promises to be."""
    with steps.step("The figures of the demo"):
        demo_check.facts(odoo.cluster, NAME)
    with steps.step("Everybody's pages"):
        with server.serving(odoo, NAME, server.free_port()) as (_child, url):
            demo_check.doors(url, NAME)


def serve(odoo: Odoo, name: str, port: int, farewell: str) -> None:
    """Serve a database until Ctrl-C, telling first how to get in."""
    with contextlib.ExitStack() as stack:
        with steps.step("Starting Odoo"):
            serving = server.serving(odoo, name, port)
            child, url = stack.enter_context(serving)
        with steps.step("Loading the first pages"):
            visitor.warm(url, name)
        persian = url.replace("127.0.0.1", "localhost")
        steps.say(farewell.format(url=url, persian=persian))
        process.until_stopped(child)
