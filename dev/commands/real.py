"""demo --real: real purchases, replayed through the add-on in their own database."""

import tempfile
import zipfile
from pathlib import Path

from kit import database, demo_database, places, process, steps, template
from kit.odoo import Odoo
from kit.trouble import Trouble

NAME = "loyalty_club_real"
WHEEL = "lifetimes==0.11.3"
MEMBER = "lifetimes/datasets/CDNOW_master.txt"
SCRIPT = "real_purchases"  # a package in dev/ with `replay(env, path, customers)`
FAREWELL = """
  {url}

  Log in as manager (password manager): the members are the customers of a record
  shop of the nineties, and each of their purchases went through the club.
"""


def run(odoo: Odoo, options) -> int:
    """Replay the purchases, unless that has been done, and serve the outcome."""
    from commands import demo

    sample = options.sample
    name = f"{NAME}_sample" if sample else NAME
    with demo_database.reserved(name):
        purchases = _purchases(odoo)
        if options.reset or sample or not database.exists(odoo.cluster, name):
            _replay(odoo, name, purchases, sample)
        if not options.no_serve:
            demo.serve(odoo, name, options.port, FAREWELL)
    return 0


def _replay(odoo: Odoo, name: str, purchases: Path, customers: int) -> None:
    server = odoo.cluster
    with database.scratch(server) as draft:
        with template.with_story(odoo) as base:
            database.create(server, draft, base)
        steps.say("  Replaying the purchases")
        call = [SCRIPT, "replay", purchases, customers]
        if odoo.script(draft, *call, what="Replaying the purchases", show=True):
            raise Trouble("The replay of the purchases failed: see above.")
        database.drop(server, name)
        database.rename(server, draft, name)


def _purchases(odoo: Odoo) -> Path:
    """Return the data file, read out of a published Python package."""
    target = places.cache() / "CDNOW_master.txt"
    if target.exists():
        return target
    with steps.step("Real purchases: download"):
        with tempfile.TemporaryDirectory(dir=places.cache()) as folder:
            pip = [odoo.python.python, "-m", "pip", "download", "--no-deps"]
            argv = [*pip, "--no-input", "--only-binary=:all:", "-d", folder, WHEEL]
            process.run(argv, "Downloading the purchases", mirror=True)
            wheel = next(Path(folder).glob("*.whl"))
            draft = Path(folder) / target.name
            with zipfile.ZipFile(wheel) as archive:
                draft.write_bytes(archive.read(MEMBER))
            draft.rename(target)
    return target
