"""A request to the ledger."""

from datetime import date
from typing import NamedTuple


class Posting(NamedTuple):
    """One entry to append.

    ``key`` names the event, so that the same event is never posted twice; ``points``
    are whole and signed; ``expires_on`` is the last day on which they can be spent.
    """

    member_id: int
    kind: str
    points: int
    key: str
    earning_id: int | None = None
    expires_on: date | None = None
    reason: str | None = None
    coupon_id: int | None = None

    def content(self) -> tuple:
        """What a repeated key must not change."""
        return self.member_id, self.kind, self.points
