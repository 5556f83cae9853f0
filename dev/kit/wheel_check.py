"""Wheel check: the add-on builds as a wheel that installs as odoo.addons."""

import shutil
import sys
import tempfile
import venv
from pathlib import Path

from kit import places, process
from kit.python_env import PythonEnv

INSIDE = Path("odoo") / "addons" / "loyalty_club"


def check(env: PythonEnv, _paths: list[Path], _fix: bool) -> str:
    """Build the wheel, install it in an empty environment, compare the files."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        source = _copy(work / places.MODULE.name)
        build = [env.python, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
        build += ["--no-index", "-w", work, source]
        done = process.capture(build, env=process.clean_environ())
        if done.returncode:
            return done.stdout + done.stderr
        wheel = next(work.glob("*.whl"))
        return _install(env, wheel, work / "empty")


def _copy(target: Path) -> Path:
    """Copy what git knows of the module, whether committed yet or not."""
    for path in _expected():
        copy = target / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(places.MODULE / path, copy)
    return target


def _install(env: PythonEnv, wheel: Path, target: Path) -> str:
    venv.create(target, with_pip=False)
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    packages = target / "lib" / version / "site-packages"
    install = [env.python, "-m", "pip", "install", "--no-deps", "--no-index"]
    install += ["--target", packages, wheel]
    done = process.capture(install, env=process.clean_environ())
    if done.returncode:
        return done.stdout + done.stderr
    missing = [
        str(path)
        for path in _expected()
        if path.name != "pyproject.toml" and not (packages / INSIDE / path).is_file()
    ]
    shutil.rmtree(target)
    return f"{wheel.name} lacks {', '.join(missing)}" if missing else ""


def _expected() -> list[Path]:
    from kit import linters

    inside = [path for path in linters.known_files() if places.MODULE in path.parents]
    return [path.relative_to(places.MODULE) for path in inside]
