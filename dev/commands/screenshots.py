"""screenshots: draw the pages that dev/screenshot_pages.py names, from the demo."""

from kit import browser, cluster, database, places, process, server, steps, template
from kit.odoo import Odoo


def add_arguments(parser) -> None:
    """Declare the options of `dev screenshots`."""
    parser.add_argument("names", nargs="*", help="only pictures so named (in part)")


def run(options, _rest) -> int:
    """Serve a fresh copy of the demo and draw its pages into docs/images."""
    steps.title("loyalty_club: screenshots")
    browser.need()
    with cluster.using("demo") as postgres:
        odoo = Odoo(postgres)
        database.sweep(postgres)
        with database.scratch(postgres) as name:
            with template.with_story(odoo) as base:
                database.create(postgres, name, base)
            with server.serving(odoo, name, server.free_port()) as (_child, url):
                argv = [odoo.python.python, places.DEV / "screenshots.py", url, name]
                return process.follow([*argv, *options.names], env=odoo.environ())
