"""Streaming: a PostgreSQL and a standby that follows it, made for one run."""

import contextlib
import time

from kit import cluster, lock, process, steps
from kit.cluster import ROLE, Cluster
from kit.trouble import Trouble

_LOCK = "streaming"


class Standby(Cluster):
    """A copy of a running server that follows all that is written there."""

    def __init__(self, primary: Cluster):
        super().__init__("standby", primary.programs)
        self.primary = primary

    def _make(self) -> None:
        argv = [self.programs / "pg_basebackup", "-D", self.data, "-R", "-X", "stream"]
        argv += ["-h", self.primary.socket, "-U", ROLE, "-c", "fast", "--no-sync"]
        environ = process.clean_environ()
        process.run(argv, "Making a standby", user=self.user, env=environ)
        self._set({})

    def catch_up(self, timeout: float = 60) -> None:
        """Wait until all that was written so far can be read here too.

        :param timeout: seconds
        """
        [written] = self.primary.sql("SELECT pg_current_wal_insert_lsn()")
        deadline = time.monotonic() + timeout
        while self.sql(f"SELECT pg_last_wal_replay_lsn() < '{written}'") != ["f"]:
            if time.monotonic() > deadline:
                raise Trouble("The standby does not follow its primary.")
            time.sleep(0.05)


def servers() -> tuple[Cluster, Standby]:
    """Return both, running or not."""
    primary = Cluster("primary", cluster.programs())
    return primary, Standby(primary)


@contextlib.contextmanager
def following():
    """Lend a fresh server with a standby; both are gone afterwards."""
    with lock.held(_LOCK):
        primary, standby = servers()
        try:
            with steps.step("PostgreSQL and a standby"):
                _remove(primary, standby)
                primary.start()
                standby.start()
            yield primary, standby
        finally:
            _remove(primary, standby)


def sweep() -> None:
    """Remove what a killed run left behind."""
    with lock.attempted(_LOCK) as alone:
        if alone:
            _remove(*servers())


def _remove(primary: Cluster, standby: Standby) -> None:
    standby.remove()
    primary.remove()
