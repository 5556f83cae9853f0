"""Python environments: one virtual environment for each set of pinned packages."""

import importlib.util
import sys
from pathlib import Path

from kit import debian, lock, places, process, steps

REQUIREMENTS = places.DEV / "requirements"


class PythonEnv:
    """A virtual environment whose programs can be run."""

    def __init__(self, root: Path):
        self.root = root
        self.bin = root / "bin"
        self.python = self.bin / "python"


def find(purpose: str, files: list[str]) -> PythonEnv:
    """Return the environment with exactly these requirement files installed."""
    paths = [REQUIREMENTS / name for name in files]
    version = ".".join(map(str, sys.version_info[:3]))
    key = places.digest(version, sys.executable, *(path.read_text() for path in paths))
    target = places.cache() / "python" / f"{purpose}-{key}"
    if not (target / ".complete").exists():
        with steps.step(f"Python packages for {purpose}"):
            places.folder(target.parent)
            lock.build(target, lambda folder: _fill(folder, paths))
    return PythonEnv(target)


def _fill(target: Path, requirements: list[Path]) -> None:
    places.require_space(target, 500, "Installing Python packages")
    if not importlib.util.find_spec("ensurepip"):
        debian.need(["python3-venv"], "Python's venv")
    process.run([sys.executable, "-m", "venv", target], "Making a Python environment")
    argv = [target / "bin" / "python", "-m", "pip", "install", "--no-input"]
    argv += ["--disable-pip-version-check", "--prefer-binary"]
    for path in requirements:
        argv += ["-r", path]
    process.run(argv, "Installing Python packages", mirror=True)
