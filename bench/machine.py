"""Machine: what the figures were measured on."""

import os
import platform
from pathlib import Path

from meter import environment

from odoo.release import version


def describe(database: str) -> str:
    """The processor, the memory and the programs that did the work, a line each."""
    with environment(database) as env:
        return "\n".join(
            (
                f"{_processor()}, {os.cpu_count()} cores, {_memory()} GB of memory",
                f"Python {platform.python_version()}, Odoo {version}",
                f"PostgreSQL {_setting(env, 'server_version')} on the same machine, "
                f"fsync {_setting(env, 'fsync')}, "
                f"synchronous_commit {_setting(env, 'synchronous_commit')}, "
                f"shared_buffers {_setting(env, 'shared_buffers')}",
            )
        )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.split(":")[1].strip() for line in lines if "model name" in line]
    return names[0] if names else platform.machine()


def _memory() -> int:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return round(pages * size / 2**30)


def _setting(env, name) -> str:
    env.cr.execute("SELECT current_setting(%s)", [name])
    return env.cr.fetchone()[0].split(" (")[0]
