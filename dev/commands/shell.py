"""shell: an Odoo shell on the demo's database (`env` is ready; commit by hand)."""

from kit import cluster, database, demo_database, process, steps
from kit.odoo import Odoo
from kit.trouble import Trouble


def add_arguments(parser) -> None:
    """Declare the options of `dev shell`."""
    parser.add_argument(
        "--kept", action="store_true", help="on the database that dev test --keep kept"
    )


def run(options, rest: list[str]) -> int:
    """Open the shell, making the demo's database first if there is none."""
    steps.title("loyalty_club: shell")
    with cluster.using("test" if options.kept else "demo") as postgres:
        odoo = Odoo(postgres)
        name = database.KEPT if options.kept else demo_database.NAME
        if not database.exists(postgres, name):
            if options.kept:
                raise Trouble(
                    "No database was kept: run python3 dev test --keep first."
                )
            with demo_database.reserved(name):
                demo_database.ready(odoo)
        argv = [odoo.python.python, "-m", "odoo", "shell", "-c", odoo.config(name)]
        argv += ["-d", name, "--no-http", *rest]
        return process.follow(argv, env=odoo.environ(), interactive=True)
