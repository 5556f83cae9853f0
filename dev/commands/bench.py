"""bench: run bench/ on a fresh database, with words such as `sale` passed on.

It is called as `python bench --odoo-config FILE --odoo-database NAME [WORD …]`.
"""

from kit import cluster, database, places, process, steps, template
from kit.odoo import Odoo
from kit.trouble import Trouble


def add_arguments(parser) -> None:
    """Declare the options of `dev bench`: the benchmarks have their own."""


def run(_options, rest: list[str]) -> int:
    """Prepare a database and run the benchmarks on it."""
    steps.title("loyalty_club: bench")
    script = places.REPOSITORY / "bench"
    if not (script / "__main__.py").exists():
        raise Trouble("There are no benchmarks: bench/__main__.py is missing.")
    with cluster.using("test") as postgres:
        odoo = Odoo(postgres)
        database.sweep(postgres)
        with database.scratch(postgres) as name:
            with template.with_module(odoo) as base:
                database.create(postgres, name, base)
            argv = [odoo.python.python, script, "--odoo-config", odoo.config(name)]
            argv += ["--odoo-database", name, *rest]
            return process.follow(argv, env=odoo.environ(), cwd=places.REPOSITORY)
