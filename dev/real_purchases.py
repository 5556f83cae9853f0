"""Replay real purchases through the add-on: one line of the file is one purchase."""

from collections import Counter
from pathlib import Path


def replay(env, path: str) -> None:
    """Read `customer date units dollars` lines and count them, for now."""
    lines = Path(path).read_text().split("\n")[1:]  # the first names the columns
    customers = Counter(line.split()[0] for line in lines if line.strip())
    print(f"{sum(customers.values())} purchases of {len(customers)} customers")
