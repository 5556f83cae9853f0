"""bench: run bench/ on a fresh database, with words such as `sale` passed on.

It is called as `python bench --odoo-config FILE --odoo-database NAME [WORD …]`.
"""

from kit import cluster, database, places, process, steps, streaming, template
from kit.odoo import Odoo
from kit.trouble import Trouble


def add_arguments(parser) -> None:
    """Declare the options of `dev bench`: the benchmarks have more of their own."""
    parser.add_argument(
        "--standby",
        action="store_true",
        help="measure the pages that a streaming standby answers, and nothing else",
    )


def run(options, rest: list[str]) -> int:
    """Prepare a database and run the benchmarks on it."""
    steps.title("loyalty_club: bench")
    script = places.REPOSITORY / "bench"
    if not (script / "__main__.py").exists():
        raise Trouble("There are no benchmarks: bench/__main__.py is missing.")
    with cluster.using("test") as postgres:
        odoo = Odoo(postgres)
        database.sweep(postgres)
        streaming.sweep()
        with database.scratch(postgres) as name:
            with template.with_module(odoo) as base:
                database.create(postgres, name, base)
            if options.standby:
                return _on_standby(postgres, name, script, rest)
            return _measure(odoo, odoo.config(name), name, script, *rest)


def _on_standby(postgres, name, script, rest) -> int:
    """Measure on a copy of the database that a standby follows."""
    with streaming.following() as (primary, standby):
        with steps.step("A copy of the database"):
            database.copy(postgres, primary, name)
        odoo = Odoo(primary)
        config = odoo.config(name, db_replica_host=standby.socket, db_replica_port=5432)
        return _measure(odoo, config, name, script, "--standby", *rest)


def _measure(odoo, config, name, script, *words) -> int:
    argv = [odoo.python.python, script, "--odoo-config", config]
    argv += ["--odoo-database", name, *words]
    return process.follow(argv, env=odoo.environ(), cwd=places.REPOSITORY)
