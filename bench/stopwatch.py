"""Stopwatch: seconds of processor time, of Odoo and its PostgreSQL process together.

Not the clock on the wall, which would also measure what others do on the machine.
"""

import time
from pathlib import Path


class Stopwatch:
    """Runs since it was made.

    PostgreSQL must be on this machine, as it is when `dev` has made it.
    """

    def __init__(self, env):
        pid = env.cr.connection.get_backend_pid()
        self._postgres = Path(f"/proc/{pid}/schedstat")
        self._start = self._now()

    def seconds(self) -> float:
        """What has been used so far."""
        return self._now() - self._start

    def _now(self):
        in_postgres = int(self._postgres.read_text().split()[0])
        return time.process_time() + in_postgres / 1e9
