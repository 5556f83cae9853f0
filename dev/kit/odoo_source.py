"""Odoo's source: the developer's own (ODOO_SOURCE), or Debian's package unpacked."""

import ast
import os
import re
from pathlib import Path

from kit import lock, places, process, steps
from kit.trouble import Trouble

PACKAGE = "odoo-19"
# Odoo's package links these out of its own tree. They come from the machine's own
# suite, where their file names are the ones Odoo expects, except the last one.
LINKED = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-font-awesome",
    "fonts-roboto-unhinted",
    "fonts-inconsolata",
    "fonts-ocr-b",
)
LINKED_UNSTABLE = ("fonts-montserrat",)
# Removed from the package as non-free; a 404 on it is a console error, which
# fails every back-end tour.
EMPTY_FILES = ("addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js",)


class OdooSource:
    """A readable Odoo 19 source folder: the one that contains `odoo/`."""

    def __init__(self, root: Path):
        self.root = root
        release = root / "odoo" / "release.py"
        if not release.exists():
            raise Trouble(
                f"ODOO_SOURCE={root} holds no Odoo: point it at the folder that "
                "contains odoo/release.py."
            )
        match = re.search(
            r"^version_info = \((\d+), (\d+)", release.read_text(), re.MULTILINE
        )
        if not match or match.groups() != ("19", "0"):
            raise Trouble(f"The Odoo in {root} is not 19.0, which this module needs.")

    @property
    def addons(self) -> Path:
        """Return the folder of Odoo's community add-ons."""
        inside = self.root / "odoo" / "addons"
        return inside if (inside / "sale").is_dir() else self.root / "addons"

    @property
    def addons_path(self) -> list[Path]:
        """Return every add-ons folder, `base` included."""
        return list(dict.fromkeys([self.root / "odoo" / "addons", self.addons]))

    def identity(self) -> str:
        """Return what distinguishes this Odoo from another build of it."""
        stamp = self.root.parents[3] / ".complete" if len(self.root.parts) > 4 else None
        if stamp and stamp.exists():
            return stamp.read_text()
        commit = process.output(["git", "rev-parse", "HEAD"], cwd=self.root)
        changed = (self.root / "odoo" / "release.py").stat().st_mtime_ns
        return f"{self.root} {commit or changed}"


def find() -> OdooSource:
    """Return Odoo's source, downloading it if nobody has one."""
    own = os.environ.get("ODOO_SOURCE")
    if own:
        return OdooSource(Path(own).expanduser().resolve())
    target = places.cache() / "odoo"
    if not (target / ".complete").exists():
        with steps.step("Odoo 19: download and unpack"):
            lock.build(target, _unpack)
    return OdooSource(target / "usr" / "lib" / "python3" / "dist-packages")


def _unpack(target: Path) -> str:
    places.require_space(target, 1800, "Unpacking Odoo")
    apt = places.folder(target / "apt")
    options = _private_apt(apt)
    apt_get = ["apt-get", *options]
    process.run([*apt_get, "update"], "Reading the package index", cwd=apt, mirror=True)
    suite = _suite()
    own = [f"{name}/{suite}" for name in LINKED]
    wanted = [f"{PACKAGE}/sid", *own, *(f"{name}/sid" for name in LINKED_UNSTABLE)]
    download = [*apt_get, "download", *wanted]
    process.run(download, "Downloading Odoo", cwd=apt, mirror=True)
    archives = sorted(apt.glob("*.deb"))
    for archive in archives:
        process.run(["dpkg", "-x", archive, target], "Unpacking Odoo")
        archive.unlink()
    source = target / "usr" / "lib" / "python3" / "dist-packages" / "odoo"
    for name in EMPTY_FILES:
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return next(path.name for path in archives if path.name.startswith(PACKAGE))


def _suite() -> str:
    text = Path("/etc/os-release").read_text()
    match = re.search(r"^VERSION_CODENAME=(\w+)", text, re.MULTILINE)
    return match.group(1) if match else "stable"


def _private_apt(apt: Path) -> list[str]:
    """Describe Debian unstable beside the machine's suite, for one download only."""
    query = ["Created-By: Packages", "Component: main", "Label: Debian"]
    found = process.output(
        ["apt-get", "indextargets", "--format", "$(REPO_URI)", *query]
    )
    if not found:
        raise Trouble(
            "This machine has no Debian package mirror to take Odoo 19 from: set "
            "ODOO_SOURCE to the source folder of an Odoo 19 you already have."
        )
    mirror = found.splitlines()[0]
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    sources = apt / "sources.list"
    suites = dict.fromkeys([_suite(), "sid"])
    lines = [f"deb [signed-by={keyring}] {mirror} {suite} main\n" for suite in suites]
    sources.write_text("".join(lines))
    places.folder(apt / "lists" / "partial")
    places.folder(apt / "cache" / "archives" / "partial")
    # A mirror may lag behind; what it serves is still signed by Debian.
    settings = {
        "Acquire::Check-Valid-Until": "false",
        "Dir::Etc::SourceList": sources,
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State::Lists": apt / "lists",
        "Dir::Cache": apt / "cache",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
        "APT::Get::List-Cleanup": "false",
        "APT::Update::Error-Mode": "any",
    }
    if places.is_root():
        settings["APT::Sandbox::User"] = "root"
    return [
        part for key, value in settings.items() for part in ("-o", f"{key}={value}")
    ]


def read_manifest(module: Path) -> dict:
    """Return a module's manifest as a dictionary."""
    path = module / "__manifest__.py"
    if not path.exists():
        raise Trouble(f"{module} is not an Odoo module: it has no __manifest__.py.")
    return ast.literal_eval(path.read_text())
