"""How often properties are tried.

The examples are the same in every run. ``LOYALTY_CLUB_EXAMPLES`` asks for so many fresh
ones instead.
"""

import os

from hypothesis import settings
from hypothesis import strategies as st

_EXAMPLES = int(os.environ.get("LOYALTY_CLUB_EXAMPLES", "0"))
settings.register_profile(
    "loyalty_club",
    max_examples=_EXAMPLES or 60,
    derandomize=not _EXAMPLES,
    database=None,
    deadline=None,
)
settings.load_profile("loyalty_club")

# Amounts of money, and shares of something that came back.
CENTS = st.integers(0, 10**9).map(lambda cents: cents / 100)
SHARES = st.floats(0, 1) | st.sampled_from([0.0, 1 / 3, 2 / 3, 1.0])
