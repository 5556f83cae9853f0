"""Server: one Odoo served on the loopback address until somebody stops it."""

import contextlib
import socket
import subprocess
import time
import urllib.error
import urllib.request

from kit import places, process
from kit.odoo import Odoo
from kit.trouble import Trouble, explain

HOST = "127.0.0.1"


def require_port(port: int) -> None:
    """Refuse a port that somebody else is using."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Trouble(
                f"Port {port} is busy: choose another one with --port {port + 1}."
            ) from error


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(odoo: Odoo, name: str, port: int):
    """Serve a database; yield the running server and its address."""
    url = f"http://{HOST}:{port}"
    _tell_port(odoo, name, url, port)
    log_path = places.log(f"server-{name}")
    settings = {"http_port": port, "max_cron_threads": 1, "log_level": "info"}
    # A slow machine may need minutes for its first page; Odoo would start itself anew.
    settings |= {"limit_time_real": 0, "limit_memory_soft": 0}
    argv = [odoo.python.python, "-m", "odoo", "-c", odoo.config(name, **settings)]
    with open(log_path, "wb") as log:
        child = subprocess.Popen(
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=odoo.environ(),
            cwd="/",
            preexec_fn=process.die_with_parent(),
        )
    try:
        _wait(child, url, log_path)
        yield child, url
    finally:
        _stop(child)


def _tell_port(odoo: Odoo, name: str, url: str, port: int) -> None:
    """Let the database know where it is served, and each of its websites."""
    sql = odoo.cluster.sql
    sql(
        f"UPDATE ir_config_parameter SET value = '{url}' WHERE key = 'web.base.url'",
        name,
    )
    sql(
        "UPDATE website SET domain = regexp_replace(domain, ':[0-9]+$', '') "
        f"|| ':{port}' WHERE domain <> ''",
        name,
    )


def _wait(child: subprocess.Popen, url: str, log_path) -> None:
    deadline = time.monotonic() + 120
    while child.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError, urllib.error.URLError):
            with urllib.request.urlopen(f"{url}/web/login", timeout=60):
                return
        time.sleep(0.2)
    text = log_path.read_text(errors="replace")
    raise explain("Starting Odoo", text, log_path, mirror=False)


def _stop(child: subprocess.Popen) -> None:
    child.terminate()
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
