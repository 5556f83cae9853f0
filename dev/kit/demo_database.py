"""The demo's database: kept between starts, remade when the module changes."""

import contextlib

from kit import database, lock, steps, template
from kit.odoo import Odoo
from kit.trouble import Trouble

NAME = "loyalty_club_demo"


@contextlib.contextmanager
def reserved(name: str):
    """Hold a demo database for ourselves: two servers must not share it."""
    with lock.attempted(f"serve-{name}") as alone:
        if not alone:
            raise Trouble(
                f"Another `dev` command is using the database {name} just now: "
                "stop it first (Ctrl-C where it runs)."
            )
        yield


def ready(odoo: Odoo, *, reset: bool = False) -> bool:
    """Make the demo's database unless it is up to date; say whether it is new."""
    key = template.story_key(odoo)
    if not reset and _key(odoo) == key:
        return False
    if _key(odoo) and not reset:
        steps.note("The module has changed: the demo starts afresh.")
    with template.with_story(odoo) as base, steps.step("A fresh demo database"):
        replace(odoo, NAME, base, key)
    return True


def replace(odoo: Odoo, name: str, base: str, key: str) -> None:
    """Put a copy of a template in a database's place."""
    server = odoo.cluster
    with database.scratch(server) as draft:
        database.create(server, draft, base)
        server.sql(f"COMMENT ON DATABASE \"{draft}\" IS '{key}'")
        database.drop(server, name)
        database.rename(server, draft, name)


def _key(odoo: Odoo) -> str | None:
    """Return what the present demo database was made of."""
    rows = odoo.cluster.sql(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
        f"WHERE datname = '{NAME}'"
    )
    return rows[0] if rows else None
