"""Templates: a database with the dependencies, our module on top, the demo on top."""

import contextlib

from kit import database, places, steps
from kit.odoo import Odoo, dependencies, module_digest

# What the demo has besides: of its languages, people start with the first one.
DEMO = {"languages": "en_US,fa_IR", "extra": ("payment_demo",)}
STORY = "demo_story"  # a module or package in dev/ with a function `tell(env)`


@contextlib.contextmanager
def with_dependencies(odoo: Odoo, languages: str = "", extra: tuple = ()):
    """Lend the template database that has everything but our module."""
    modules = [*dependencies(), *extra]
    key = places.digest(odoo.identity(), *modules, languages)

    def fill(name):
        places.require_space(odoo.cluster.home, 500, "A template database")
        with steps.step(f"Installing {len(modules)} modules that ours needs"):
            odoo.install(name, modules, languages=languages)

    with database.template(odoo.cluster, "deps", key, fill) as name:
        yield name


@contextlib.contextmanager
def with_module(odoo: Odoo, languages: str = "", extra: tuple = ()):
    """Lend the template database that has our module as it is on disk."""
    identity = (odoo.identity(), *dependencies(), *extra, languages)
    key = places.digest(*identity, module_digest())

    def fill(name):
        with steps.step("Installing loyalty_club"):
            odoo.install(name, ["loyalty_club"], languages=languages)

    base = with_dependencies(odoo, languages, extra)
    with database.template(odoo.cluster, "club", key, fill, base) as name:
        yield name


@contextlib.contextmanager
def with_story(odoo: Odoo):
    """Lend the template database that has the demo's shop, members and points."""
    key = story_key(odoo)

    def fill(name):
        with steps.step("Telling the demo's story"):
            odoo.script(name, STORY, "tell", what="Telling the demo's story")

    base = with_module(odoo, **DEMO)
    with database.template(odoo.cluster, "story", key, fill, base) as name:
        yield name


def story_key(odoo: Odoo) -> str:
    """Return the fingerprint of all that the demo's database is made of."""
    identity = (odoo.identity(), *dependencies(), DEMO)
    return places.digest(*identity, module_digest(), *_story_texts())


def _story_texts() -> list[str]:
    files = [places.DEV / f"{STORY}.py", *sorted((places.DEV / STORY).rglob("*.py"))]
    return [path.read_text() for path in files if path.exists()]
