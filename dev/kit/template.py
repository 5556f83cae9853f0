"""Templates: databases with the dependencies, and with our module on top."""

from kit import database, places, steps
from kit import odoo as odoo_kit
from kit.odoo import Odoo


def with_dependencies(odoo: Odoo, languages: str = "") -> str:
    """Return the template database that has everything but our module."""
    modules = odoo_kit.dependencies()
    key = places.digest(odoo.identity(), *modules, languages)

    def fill(name):
        places.require_space(odoo.cluster.home, 600, "A template database")
        odoo.install(name, modules, languages=languages)

    with steps.step(f"Database with {len(modules)} dependencies"):
        return database.template(odoo.cluster, "deps", key, fill)


def with_module(odoo: Odoo, languages: str = "") -> str:
    """Return the template database that has our module as it is on disk."""
    base = with_dependencies(odoo, languages)
    key = places.digest(base, odoo_kit.module_digest())
    with steps.step("Installing loyalty_club"):
        return database.template(
            odoo.cluster,
            "club",
            key,
            lambda name: odoo.install(name, ["loyalty_club"], languages=languages),
            base=base,
        )
