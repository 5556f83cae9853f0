"""Databases: templates made once, copies made per run, leftovers swept away."""

import contextlib
import os
import secrets
import shutil

from kit import lock, places, process
from kit.cluster import Cluster

TEMPLATE = "lc_template_"
SCRATCH = "lc_run_"
TEMPLATES_KEPT = 3
KEPT = "loyalty_club_kept"


def filestore(cluster: Cluster, name: str):
    """Return the folder of a database's attachments."""
    return cluster.files / "filestore" / name


def exists(cluster: Cluster, name: str) -> bool:
    """Say whether a database exists."""
    return bool(cluster.sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def create(cluster: Cluster, name: str, template: str | None = None) -> None:
    """Create a database, empty or as a copy with its attachments."""
    if template is None:
        cluster.sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return
    fast = " STRATEGY = FILE_COPY" if int(cluster.major) >= 15 else ""
    cluster.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{fast}')
    _link_files(filestore(cluster, template), filestore(cluster, name))


def _link_files(source, target) -> None:
    shutil.rmtree(target, ignore_errors=True)
    if source.exists():  # attachments never change: a second name is enough
        shutil.copytree(source, target, copy_function=os.link)


def copy(source: Cluster, target: Cluster, name: str) -> None:
    """Copy a database with its attachments to another server."""
    dump = target.home / f"{name}.dump"
    argv = [source.programs / "pg_dump", "-Fc", "-Z0", "-f", dump, name]
    process.run(argv, "Reading a database", env=process.clean_environ(**source.environ))
    create(target, name)
    argv = [target.programs / "pg_restore", "-d", name, "-j", "2", dump]
    process.run(argv, "Copying a database", env=process.clean_environ(**target.environ))
    dump.unlink()
    _link_files(filestore(source, name), filestore(target, name))


def drop(cluster: Cluster, name: str) -> None:
    """Drop a database and its attachments."""
    cluster.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(filestore(cluster, name), ignore_errors=True)
    places.config(name).unlink(missing_ok=True)


def rename(cluster: Cluster, old: str, new: str) -> None:
    """Rename a database; its new name appears only when all is in place."""
    source, target = filestore(cluster, old), filestore(cluster, new)
    shutil.rmtree(target, ignore_errors=True)
    if source.exists():
        source.rename(target)
    cluster.sql(f'ALTER DATABASE "{old}" RENAME TO "{new}"')


@contextlib.contextmanager
def scratch(cluster: Cluster, *, keep: bool = False):
    """Lend a fresh database name; what bears it afterwards is dropped, or kept."""
    name = f"{SCRATCH}{secrets.token_hex(4)}"
    with lock.held(name):
        try:
            yield name
        finally:
            if keep and exists(cluster, name):
                drop(cluster, KEPT)
                rename(cluster, name, KEPT)
            drop(cluster, name)
            lock.forget(name)


def sweep(cluster: Cluster) -> None:
    """Drop the databases of killed runs, and templates no longer of use."""
    for name in _scratch_names(cluster):
        _drop_if_unused(cluster, name)
    by_kind: dict[str, list[str]] = {}
    for name in _names(cluster, TEMPLATE):  # oldest first
        by_kind.setdefault(name.rsplit("_", 1)[0], []).append(name)
    for names in by_kind.values():
        for name in names[:-TEMPLATES_KEPT]:
            _drop_if_unused(cluster, name)


def _drop_if_unused(cluster: Cluster, name: str) -> None:
    with lock.attempted(name) as alone:
        if alone:
            drop(cluster, name)
            lock.forget(name)


def _scratch_names(cluster: Cluster) -> set[str]:
    """Return every run that left a database, attachments or a lock behind."""
    stores = (cluster.files / "filestore").glob(f"{SCRATCH}*")
    locks = (path.stem for path in places.locks().glob(f"{SCRATCH}*.lock"))
    return {*_names(cluster, SCRATCH), *(path.name for path in stores), *locks}


def _names(cluster: Cluster, prefix: str) -> list[str]:
    pattern = prefix.replace("_", r"\_")
    return cluster.sql(
        f"SELECT datname FROM pg_database WHERE datname LIKE '{pattern}%' ORDER BY oid"
    )


@contextlib.contextmanager
def template(cluster: Cluster, kind: str, key: str, fill, base=None):
    """Lend the template database of this kind and key, filling it if missing.

    `fill(name)` works on a copy of the template `base` (a context manager) under
    another name, so a killed run never leaves a half-filled template behind.
    """
    name = f"{TEMPLATE}{kind}_{key}"
    with lock.held(name, shared=True):  # nobody sweeps it away meanwhile
        if not exists(cluster, name):
            with lock.held(f"fill-{name}"):
                if not exists(cluster, name):
                    _fill(cluster, name, fill, base)
        yield name


def _fill(cluster: Cluster, name: str, fill, base) -> None:
    with scratch(cluster) as draft:
        with base if base else contextlib.nullcontext() as source:
            create(cluster, draft, source)
        fill(draft)
        rename(cluster, draft, name)
