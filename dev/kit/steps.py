"""Steps: a list of what is being done, each with its time."""

import contextlib
import sys
import threading
import time

_state = {"open": None}


def _paint(text: str, code: str) -> str:
    return f"\033[{code}m{text}\033[0m" if sys.stdout.isatty() else text


def _tick(title: str, start: float, stop: threading.Event) -> None:
    """Show that the step goes on: seconds on a terminal, one line in a log."""
    if not sys.stdout.isatty():
        if not stop.wait(5):
            print(f"  … {title}", flush=True)
        return
    print(f"  … {title}", end="", flush=True)
    while not stop.wait(1):
        seconds = time.monotonic() - start
        print(f"\r  … {title}  {seconds:.0f} s", end="", flush=True)
    print("\r\033[K", end="", flush=True)


@contextlib.contextmanager
def step(title: str):
    """Show one step while it runs, then how long it took."""
    if _state["open"]:  # a step inside a step: the outer one already shows
        yield
        return
    _state["open"] = title
    start = time.monotonic()
    stop = threading.Event()
    ticker = threading.Thread(target=_tick, args=(title, start, stop), daemon=True)
    ticker.start()
    mark = _paint("✗", "31")
    try:
        yield
        mark = _paint("✓", "32")
    finally:
        _state["open"] = None
        stop.set()
        ticker.join()
        print(f"  {mark} {title:<58} {time.monotonic() - start:6.1f} s", flush=True)


def note(text: str) -> None:
    """Print one line beneath the step that is running."""
    start = "\r\033[K" if sys.stdout.isatty() and _state["open"] else ""
    print(f"{start}    {text}", flush=True)


def title(text: str) -> None:
    """Print the headline of a command."""
    print(_paint(text, "1"), flush=True)


def say(text: str) -> None:
    """Print one line of information."""
    print(text, flush=True)
