"""Places: every folder the tools read or write, and who may enter it."""

import contextlib
import hashlib
import os
import re
import shutil
import time
from pathlib import Path

from kit.trouble import Trouble

REPOSITORY = Path(__file__).resolve().parents[2]
DEV = REPOSITORY / "dev"
MODULE = REPOSITORY / "loyalty_club"


def is_root() -> bool:
    """Say whether the tools run as root (PostgreSQL then needs another user)."""
    return os.geteuid() == 0


def cache() -> Path:
    """Return the cache folder, made if missing: everything built lives here."""
    chosen = os.environ.get("LOYALTY_CLUB_CACHE")
    if not chosen:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        chosen = Path(base) / "loyalty_club"
    return folder(Path(chosen).expanduser().absolute())


def folder(path: Path) -> Path:
    """Make a folder if it is missing, and return it."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"The folder {path} cannot be made ({error.strerror}): set "
            "LOYALTY_CLUB_CACHE to a folder you may write in."
        ) from error
    return path


def locks() -> Path:
    """Return the folder of lock files."""
    return folder(cache() / "locks")


def logs() -> Path:
    """Return the folder of logs."""
    return folder(cache() / "logs")


def log(what: str) -> Path:
    """Return this run's log file for a piece of work; old logs are removed."""
    old = time.time() - 7 * 24 * 3600
    for path in logs().glob("*.log"):
        with contextlib.suppress(OSError):  # another run may remove it too
            if path.stat().st_mtime < old:
                path.unlink()
    return logs() / f"{re.sub(r'[^a-z0-9]+', '-', what.lower())}-{os.getpid()}.log"


def config(name: str) -> Path:
    """Return the path of a database's Odoo configuration file."""
    return folder(cache() / "config") / f"{name}.conf"


def digest(*parts) -> str:
    """Return a short fingerprint of the given texts."""
    text = "\0".join(str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def cluster_base() -> Path:
    """Return where PostgreSQL clusters live: a folder their owner may enter.

    Root runs PostgreSQL as somebody else, to whom root's home is closed.
    """
    inside = cache() / "postgres"
    if not is_root():
        return folder(inside)
    if all(parent.stat().st_mode & 0o001 for parent in (cache(), *cache().parents)):
        return folder(inside)
    return folder(Path("/var/lib/loyalty_club_dev") / digest(cache()))


def require_space(path: Path, megabytes: int, what: str) -> None:
    """Refuse to start work that the disk cannot hold."""
    free = shutil.disk_usage(path).free // 2**20
    if free < megabytes:
        raise Trouble(
            f"{what} needs {megabytes} MB of disk space but {path} has only {free} MB "
            "left: free some, or set LOYALTY_CLUB_CACHE to a folder on a larger disk."
        )
