"""Debian packages: install with root or sudo, or say exactly what to install."""

import os
import shutil

from kit import lock, places, process
from kit.trouble import Trouble


def need(packages: list[str], why: str) -> None:
    """Install Debian packages, or tell the developer the one command to run."""
    wish = " ".join(packages)
    if not shutil.which("apt-get"):
        raise Trouble(f"{why} is missing: install what Debian calls: {wish}.")
    prefix = _privilege()
    if prefix is None:
        raise Trouble(
            f"{why} is missing and this user has no password-free sudo. Run once:\n"
            f"    sudo apt-get install {wish}"
        )
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    apt += ["-y", "-o", "DPkg::Lock::Timeout=300"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    with lock.held("apt"):
        try:
            process.run(install, f"Installing {why}", mirror=True)
        except Trouble:  # the package lists are missing or old
            process.run([*apt, "update"], "Updating package lists", mirror=True)
            process.run(install, f"Installing {why}", mirror=True)


def _privilege() -> list[str] | None:
    if places.is_root():
        return []
    if shutil.which("sudo") and _sudo_is_free():
        return ["sudo", "-n"]
    return None


def _sudo_is_free() -> bool:
    return bool(process.output(["sudo", "-n", "id"]))


def architecture_folder() -> str:
    """Return the machine's name as Debian spells it (amd64, arm64)."""
    return process.output(["dpkg", "--print-architecture"]) or os.uname().machine
