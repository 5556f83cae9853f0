"""Linters: each takes the tools, the files and whether to mend; returns its report."""

from pathlib import Path

from kit import node_tools, places, process, text_check, wheel_check
from kit.python_env import PythonEnv

MODULE_DISABLED = "prefer-readme-rst,weblate-component-too-long"
PO_DISABLED = "po-pretty-format"


def known_files() -> list[Path]:
    """Return the files git tracks, and new ones it does not ignore."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = process.capture(listing, cwd=places.REPOSITORY).stdout.split("\0")
    paths = [places.REPOSITORY / name for name in sorted(set(found)) if name]
    return [path for path in paths if path.is_file()]


def ruff(env: PythonEnv, paths: list[Path], fix: bool) -> str:
    """Check Python style and complexity."""
    mend = ["--fix"] if fix else []
    return _report([env.bin / "ruff", "check", "--quiet", *mend], _python(paths))


def ruff_format(env: PythonEnv, paths: list[Path], fix: bool) -> str:
    """Check or mend Python's layout."""
    look = [] if fix else ["--check"]
    return _report([env.bin / "ruff", "format", *look, "--quiet"], _python(paths), True)


def prettier(env: PythonEnv, paths: list[Path], fix: bool) -> str:
    """Check or mend the layout of XML, JavaScript and SCSS."""
    kinds = (".xml", ".js", ".scss")
    chosen = [path for path in _ours(paths) if path.suffix in kinds]
    if not chosen:
        return ""
    modules = node_tools.find("lint", node_tools.FORMAT) / "node_modules"
    plugin = modules / "@prettier" / "plugin-xml" / "src" / "plugin.js"
    argv = [modules / ".bin" / "prettier", f"--plugin={plugin}"]
    argv += ["--log-level=warn", "--write" if fix else "--check"]
    return _report(argv, chosen)


def pylint(env: PythonEnv, paths: list[Path], _fix: bool) -> str:
    """Check the rules for Odoo modules."""
    argv = [env.bin / "pylint", "--rcfile=.pylintrc", "-j", "2"]
    return _report(argv, _python(_ours(paths)))


def module(env: PythonEnv, _paths: list[Path], fix: bool) -> str:
    """Check or mend the module's XML, CSV and manifest."""
    mend = ["--fix"] if fix else []
    argv = [env.bin / "oca-checks-odoo-module", *mend, f"--disable={MODULE_DISABLED}"]
    return _report(argv, [places.MODULE])


def po(env: PythonEnv, paths: list[Path], _fix: bool) -> str:
    """Check the translations."""
    chosen = [path for path in _ours(paths) if path.suffix in (".po", ".pot")]
    argv = [env.bin / "oca-checks-po", f"--disable={PO_DISABLED}"]
    return _report(argv, chosen)


def tools(env: PythonEnv, _paths: list[Path], _fix: bool) -> str:
    """Run the tests of these tools themselves."""
    argv = [env.python, "-m", "unittest", "discover", "-q", "-t", "dev", "-s"]
    return _report(argv, [places.DEV / "tests"])


def _report(argv, paths: list[Path], names_only: bool = False) -> str:
    """Run a checker and return what it says; empty when it is content."""
    if not paths:
        return ""
    words = [*argv, *(path.relative_to(places.REPOSITORY) for path in paths)]
    done = process.capture(words, cwd=places.REPOSITORY, env=process.clean_environ())
    said = (done.stdout + done.stderr).strip()
    if done.returncode == 0:
        return ""
    if names_only and not said:
        return "some files would be laid out differently"
    return said or f"{argv[0]} failed with status {done.returncode}"


def _python(paths: list[Path]) -> list[Path]:
    return [path for path in paths if path.suffix == ".py"]


def _ours(paths: list[Path]) -> list[Path]:
    return [path for path in paths if places.MODULE in path.parents]


HOOKS = {
    "ruff": ruff,
    "ruff-format": ruff_format,
    "module": module,
    "prettier": prettier,
    "pylint": pylint,
    "po": po,
    "text": text_check.check,
    "wheel": wheel_check.check,
    "tools": tools,
}
