"""Locks: one builder at a time; the kernel frees a killed process's locks."""

import contextlib
import fcntl
import os
import secrets
import shutil
from pathlib import Path

from kit import places, steps


@contextlib.contextmanager
def held(name: str, *, shared: bool = False):
    """Hold the named lock, waiting for whoever holds it now."""
    mode = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    handle = _take(name, mode | fcntl.LOCK_NB)
    if not handle:
        steps.note("waiting for another run that is doing the same …")
        handle = _take(name, mode)
    with handle:
        yield


@contextlib.contextmanager
def attempted(name: str):
    """Try the named lock; yield whether it was free."""
    handle = _take(name, fcntl.LOCK_EX | fcntl.LOCK_NB)
    if not handle:
        yield False
        return
    with handle:
        yield True


def _take(name: str, mode: int):
    """Return the locked file, or nothing when it is taken and we may not wait."""
    path = _path(name)
    while True:
        handle = open(path, "a")  # noqa: SIM115
        try:
            fcntl.flock(handle, mode)
            if path.exists() and os.path.samestat(
                os.fstat(handle.fileno()), path.stat()
            ):
                return handle
        except BlockingIOError:
            handle.close()
            return None
        except FileNotFoundError:
            pass
        handle.close()  # it was forgotten just before we had it: take the new one


def _path(name: str) -> Path:
    return places.locks() / f"{name}.lock"


def build(target: Path, make) -> Path:
    """Make a folder once: `make(target)` runs until it has finished completely.

    The stamp (with what `make` returns) appears last and at once, so a half-made
    folder is thrown away, never used.
    """
    stamp = target / ".complete"
    if stamp.exists():
        return target
    with held(f"build-{target.name}"):
        if not stamp.exists():
            _set_aside(target)
            places.folder(target)
            content = make(target)
            draft = target / ".draft"
            draft.write_text(content or "")
            draft.rename(stamp)
    return target


def _set_aside(target: Path) -> None:
    """Remove half-made work, even if somebody's last child still writes there."""
    if target.exists():
        aside = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
        target.rename(aside)
    for path in target.parent.glob(f".{target.name}-*"):
        shutil.rmtree(path, ignore_errors=True)


def forget(name: str) -> None:
    """Remove the file of a lock whose name will never be used again."""
    _path(name).unlink(missing_ok=True)
