"""Odoo: its configuration, its programs, and scripts inside its registry."""

import os
import sys
from pathlib import Path

from kit import node_tools, odoo_source, places, process, python_env
from kit.cluster import Cluster


class Odoo:
    """An Odoo 19 that can be run against the databases of one cluster."""

    def __init__(self, cluster: Cluster, extra_addons: list[Path] | None = None):
        self.cluster = cluster
        self.source = odoo_source.find()
        self.python = python_env.find("Odoo", ["odoo.txt", "test.txt"])
        self.node = node_tools.find("styles", node_tools.RTL)
        self.extra_addons = extra_addons or []

    @property
    def addons_path(self) -> list[Path]:
        """Return every folder of modules, ours and other people's included."""
        return [*self.source.addons_path, places.REPOSITORY, *self.extra_addons]

    def environ(self, **extra) -> dict[str, str]:
        """Return the environment in which Odoo and its helpers are found."""
        path = [self.python.bin, self.node / "node_modules" / ".bin"]
        path += [self.cluster.programs, os.environ.get("PATH", os.defpath)]
        return process.clean_environ(
            PATH=os.pathsep.join(map(str, path)),
            PYTHONPATH=os.pathsep.join(map(str, [self.source.root, places.DEV])),
            **self.cluster.environ,
            **extra,
        )

    def config(self, name: str, **settings) -> Path:
        """Write the configuration file for one database and return its path."""
        values = {
            "addons_path": ",".join(map(str, self.addons_path)),
            "data_dir": places.folder(self.cluster.files),
            "db_host": self.cluster.socket,
            "db_port": 5432,
            "db_user": self.cluster.environ["PGUSER"],
            "db_name": name,
            "dbfilter": f"^{name}$",
            "http_interface": "127.0.0.1",
            "list_db": False,
            "max_cron_threads": 0,
            "log_level": "warn",
            "screenshots": places.logs() / "screenshots",
            **settings,
        }
        path = places.config(name)
        lines = [f"{key} = {value}\n" for key, value in values.items()]
        path.write_text("[options]\n" + "".join(lines))
        return path

    def install(self, name: str, modules, *, languages: str = "") -> None:
        """Install modules into a database."""
        argv = [self.python.python, "-m", "odoo", "-c", self.config(name)]
        argv += ["-d", name, "-i", ",".join(modules), "--stop-after-init", "--no-http"]
        if languages:
            argv.append(f"--load-language={languages}")
        # A half-made database is thrown away, so it need not reach the disk at once.
        hasty = self.environ(PGOPTIONS="-c synchronous_commit=off")
        process.run(argv, "Installing modules", env=hasty, cwd="/")

    def script(self, name: str, *call, what: str, show: bool = False) -> int:
        """Call a function of a module in dev/: `call` is MODULE FUNCTION [WORD …]."""
        argv = [self.python.python, places.DEV / "registry_script.py"]
        argv += [self.config(name), name, *call]
        if not show:
            process.run(argv, what, env=self.environ(), cwd=places.REPOSITORY)
            return 0
        return process.follow(argv, env=self.environ(), cwd=places.REPOSITORY)

    def identity(self) -> str:
        """Return what a template database depends on, besides its modules."""
        layout = 2  # raise it when a template must be made otherwise than before
        return places.digest(
            layout, self.source.identity(), self.cluster.major, sys.version_info[:2]
        )


# A provider that takes no money: web shop payments can be finished with it.
PLAYGROUND = ("payment_demo",)


def dependencies() -> list[str]:
    """Return the modules that ours depends on, and what lets a demo shopper pay."""
    return sorted({*odoo_source.read_manifest(places.MODULE)["depends"], *PLAYGROUND})


def module_digest() -> str:
    """Return a fingerprint of our module's files, tests and JS sources excluded.

    Those are read from disk at run time; the rest is stored at installation.
    """
    parts = []
    for path in sorted(places.MODULE.rglob("*")):
        inside = path.relative_to(places.MODULE)
        if _is_installed(inside) and path.is_file():
            parts += [inside, path.read_bytes().hex()]
    return places.digest(*parts)


def _is_installed(inside: Path) -> bool:
    if "__pycache__" in inside.parts or inside.suffix in (".pyc", ".pot"):
        return False
    if inside.name.startswith(".") or inside.name.endswith("~"):
        return False
    return inside.parts[0] != "tests" and inside.parts[:2] not in (
        ("static", "tests"),
        ("static", "src"),
        ("static", "description"),
    )
