"""Cluster: a private PostgreSQL on a Unix socket, stopped when its last user goes."""

import contextlib
import os
import pwd
import shutil
from pathlib import Path

from kit import debian, lock, places, process, steps
from kit.trouble import Trouble

ROLE = "odoo"  # Odoo refuses to work as the role `postgres`
COMMON = {
    "listen_addresses": "",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "log_min_messages": "fatal",
    "timezone": "UTC",
}
# Test data may be lost in a power cut: it can be made again. The demo's may not.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "30min",
}
FOLLOWED = {"wal_level": "replica", "max_wal_senders": "4"}
# What each kind of server has besides.
SETTINGS = {
    "demo": {},
    "test": FORGETFUL,
    "primary": FORGETFUL | FOLLOWED,
}


class Cluster:
    """One PostgreSQL server and the folder that belongs to it."""

    def __init__(self, kind: str, programs: Path):
        self.kind = kind
        self.programs = programs
        self.user = _owner()
        major = process.output([programs / "postgres", "--version"]).split()[2]
        self.major = major.split(".")[0]
        self.home = places.cluster_base() / f"{kind}-{self.major}"
        self.data = self.home / "data"
        self.files = self.home.with_name(f"{self.home.name}-files")  # attachments
        self.socket = self._socket_folder()

    def _socket_folder(self) -> Path:
        """Return a folder for the socket: its path may have 107 characters."""
        if len(str(self.home)) < 80:
            return self.home
        return Path("/tmp") / f"loyalty-club-{os.getuid()}-{places.digest(self.home)}"

    @property
    def environ(self) -> dict[str, str]:
        """Return the variables with which PostgreSQL's programs find this server."""
        return {"PGHOST": str(self.socket), "PGUSER": ROLE, "PGPORT": "5432"}

    def sql(self, statement: str, database: str = "postgres") -> list[str]:
        """Run one statement and return its rows as text."""
        argv = [self.programs / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1"]
        argv += ["-h", self.socket, "-U", ROLE, "-d", database, "-c", statement]
        done = process.capture(argv, env=process.clean_environ())
        if done.returncode:
            raise Trouble(f"PostgreSQL refused: {done.stderr.strip()}")
        return done.stdout.split("\n")[:-1]

    def start(self) -> None:
        """Start the server unless it runs; make it first if it is not there."""
        with lock.held(f"cluster-{self.kind}"):
            if self._runs():
                return
            if self._is_doubtful():
                self._wipe()
            if not (self.home / ".complete").exists():
                self._make_anew()
            try:
                self._pg_ctl("start", "-l", self.home / "server.log")
            except Trouble:
                if self.kind != "test":
                    raise
                self._make_anew()
                self._pg_ctl("start", "-l", self.home / "server.log")
            (self.home / "booted").write_text(_boot())

    def stop(self) -> None:
        """Stop the server."""
        if self._runs():
            self._pg_ctl("stop", "-m", "fast")

    def remove(self) -> None:
        """Stop the server, and throw away all that belongs to it."""
        self.stop()
        self._wipe()
        if self.socket != self.home:
            shutil.rmtree(self.socket, ignore_errors=True)

    def _runs(self) -> bool:
        return bool(self._status())

    def _status(self) -> str:
        argv = [self.programs / "pg_ctl", "-D", self.data, "status"]
        return process.output(argv, user=self.user)

    def _is_doubtful(self) -> bool:
        """Say whether a test server was cut off by a power failure."""
        booted = self.home / "booted"
        cut_off = (self.data / "postmaster.pid").exists()
        known = booted.read_text() if booted.exists() else ""
        return self.kind == "test" and cut_off and known != _boot()

    def _make_anew(self) -> None:
        places.require_space(places.cluster_base(), 700, "A PostgreSQL cluster")
        self._wipe()
        for path in dict.fromkeys([self.home, self.socket]):
            _private_folder(path, self.user)
        self._make()
        (self.home / ".complete").touch()

    def _make(self) -> None:
        argv = [self.programs / "initdb", "-D", self.data, "-U", ROLE]
        argv += ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        environ = process.clean_environ()
        process.run(argv, "Making a PostgreSQL cluster", user=self.user, env=environ)
        self._set(COMMON | SETTINGS[self.kind])

    def _set(self, settings: dict[str, str]) -> None:
        settings = {**settings, "unix_socket_directories": self.socket}
        lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
        with open(self.data / "postgresql.conf", "a") as config:
            config.writelines(lines)

    def _wipe(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.files, ignore_errors=True)

    def _pg_ctl(self, *verb) -> None:
        if self.socket != self.home:
            _private_folder(self.socket, self.user)
        argv = [self.programs / "pg_ctl", "-D", self.data, "-w", "-t", "60", *verb]
        process.run(argv, f"PostgreSQL {verb[0]}", user=self.user, orphan=True)


@contextlib.contextmanager
def using(kind: str):
    """Lend the running cluster of this kind; its last user stops it."""
    with contextlib.ExitStack() as stack:
        with steps.step("PostgreSQL"):
            cluster = Cluster(kind, programs())
            stack.callback(_stop_if_alone, cluster)
            stack.enter_context(lock.held(f"users-{kind}", shared=True))
            cluster.start()
        yield cluster


def _stop_if_alone(cluster: Cluster) -> None:
    with lock.attempted(f"users-{cluster.kind}") as alone:
        if alone:
            cluster.stop()


def programs() -> Path:
    """Return the folder of PostgreSQL's programs, installed if they are missing."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]),
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    debian.need(["postgresql"], "PostgreSQL")
    return programs()


def _owner() -> str | None:
    """Return who runs the server when we are root, which PostgreSQL refuses."""
    if not places.is_root():
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise Trouble("PostgreSQL refuses to run as root and there is no other user.")


def _private_folder(path: Path, user: str | None) -> None:
    places.folder(path)
    owner = pwd.getpwnam(user).pw_uid if user else os.getuid()
    if user:
        shutil.chown(path, user)
    if path.stat().st_uid != owner:
        raise Trouble(f"The folder {path} belongs to somebody else: remove it.")
    path.chmod(0o700)


def _boot() -> str:
    path = Path("/proc/sys/kernel/random/boot_id")
    return path.read_text() if path.exists() else ""
