"""Node tools: rtlcss for right-to-left styles, prettier for the lint, axe for pages."""

import shutil
from pathlib import Path

from kit import debian, lock, places, process, steps

RTL = {"rtlcss": "4.3.0"}
AXE = {"axe-core": "4.10.3"}
FORMAT = {"prettier": "3.6.2", "@prettier/plugin-xml": "3.4.2"}


def find(purpose: str, packages: dict[str, str]) -> Path:
    """Return the folder whose `node_modules/.bin` holds the given tools."""
    pins = [f"{name}@{version}" for name, version in packages.items()]
    target = places.cache() / "node" / f"{purpose}-{places.digest(*pins)}"
    if not (target / ".complete").exists():
        with steps.step(f"Node tools for {purpose}"):
            places.folder(target.parent)
            lock.build(target, lambda folder: _fill(folder, pins))
    elif not shutil.which("node"):
        debian.need(["nodejs"], "Node.js")
    return target


def _fill(target: Path, pins: list[str]) -> None:
    if not (shutil.which("node") and shutil.which("npm")):
        missing = [] if shutil.which("node") else ["nodejs"]
        debian.need([*missing, "npm"], "Node.js")
    argv = ["npm", "install", "--prefix", target, "--no-save", "--ignore-scripts"]
    argv += ["--no-audit", "--no-fund", "--no-package-lock"]
    argv += ["--fetch-retries=1", "--fetch-retry-mintimeout=2000", *pins]
    process.run(argv, "Installing Node tools", cwd=target, mirror=True)
