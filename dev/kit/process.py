"""Processes: run a program quietly, keep its log, and explain its failure."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys

from kit import places
from kit.trouble import Trouble, explain

LIBC = ctypes.CDLL(None)


def die_with_parent(sign: int = signal.SIGTERM):
    """Return a hook that makes a child end when its parent is killed."""

    return lambda: LIBC.prctl(1, sign)  # 1 is PR_SET_PDEATHSIG


def run(
    argv, what, *, env=None, cwd=None, user=None, orphan=False, mirror=False
) -> None:
    """Run a program to its end; raise Trouble in one sentence when it fails.

    :param orphan: what it starts shall live on after us.
    :param mirror: it downloads, so its failure may be the network's.
    """
    log_path = places.log(what)
    with open(log_path, "wb") as log:
        hook = None if orphan else die_with_parent()
        status = _call(argv, log, env=env, cwd=cwd, preexec_fn=hook, **_drop(user))
    if status != 0:
        text = log_path.read_text(errors="replace")
        raise explain(what, text, log_path, mirror=mirror)
    log_path.unlink(missing_ok=True)


def _drop(user) -> dict:
    if not user:
        return {}
    group = pwd.getpwnam(user).pw_gid
    return {"user": user, "group": group, "extra_groups": []}


def _call(argv, log, **options) -> int:
    try:
        child = subprocess.Popen(
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            **options,
        )
    except FileNotFoundError as error:
        raise Trouble(f"The program {error.filename} is not installed.") from error
    try:
        return child.wait()
    except BaseException:
        child.terminate()
        child.wait()
        raise


def capture(argv, *, env=None, cwd=None, user=None) -> subprocess.CompletedProcess:
    """Run a program and return its outcome with what it printed."""
    return subprocess.run(
        [str(part) for part in argv],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=env,
        cwd=cwd or "/",
        check=False,
        **_drop(user),
    )


def output(argv, *, cwd=None, user=None) -> str:
    """Return what a program prints; empty when it fails or does not exist."""
    try:
        done = capture(argv, cwd=cwd, user=user, env=clean_environ())
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def clean_environ(**extra) -> dict:
    """Return this process's environment in a plain locale, with additions."""
    environ = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    environ.pop("PYTHONHOME", None)
    environ.update({name: str(value) for name, value in extra.items()})
    return environ


class Terminated(KeyboardInterrupt):
    """Somebody asked us to end (SIGTERM)."""


def follow(
    argv, *, env=None, cwd=None, sign: int = signal.SIGINT, interactive=False
) -> int:
    """Run a program on our own terminal and return its exit code."""
    on_terminal = sys.stdin is not None and sys.stdin.isatty()
    child = subprocess.Popen(
        [str(part) for part in argv],
        stdin=None if on_terminal or interactive else subprocess.DEVNULL,
        env=env,
        cwd=cwd,
        preexec_fn=die_with_parent(sign),
    )
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt as stop:
            if isinstance(stop, Terminated) or not on_terminal:
                child.send_signal(sign)  # from a terminal it had the signal already


def until_stopped(child: subprocess.Popen) -> None:
    """Wait until a server ends or somebody presses Ctrl-C."""
    try:
        child.wait()
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    else:
        raise Trouble("The server has ended by itself: its log is in the cache.")
