"""shell: an Odoo shell on the demo's database (`env` is ready; commit by hand)."""

from kit import cluster, demo_database, process, steps
from kit.demo_database import NAME
from kit.odoo import Odoo


def add_arguments(parser) -> None:
    """Declare the options of `dev shell`: none of its own."""


def run(_options, rest: list[str]) -> int:
    """Open the shell, making the demo's database first if there is none."""
    steps.title("loyalty_club: shell")
    with cluster.using("demo") as postgres:
        odoo = Odoo(postgres)
        if not demo_database.exists(odoo):
            with demo_database.reserved(NAME):
                demo_database.ready(odoo)
        argv = [odoo.python.python, "-m", "odoo", "shell", "-c", odoo.config(NAME)]
        argv += ["-d", NAME, "--no-http", *rest]
        return process.follow(argv, env=odoo.environ(), interactive=True)
