"""Browser: the Chromium that runs the tours and draws the pictures."""

import shutil
from pathlib import Path

from kit import debian, steps

NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def need() -> str:
    """Return the path of a Chromium, installing it when there is none."""
    missing = []
    if not _find():
        missing.append("chromium")
    if not any(Path("/usr/share/fonts").rglob("NotoSansArabic*")):
        missing.append("fonts-noto-core")  # Persian letters
    if missing:
        with steps.step("Chromium and fonts"):
            debian.need(missing, "Chromium with fonts")
    return _find()


def _find() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)
