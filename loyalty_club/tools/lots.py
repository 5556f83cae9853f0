"""Matching points: which lot pays for what.

Every entry of the ledger leaves something open: a positive one a *lot* that can still
be spent, a negative one that no lot could pay a *debt*. The open items of a member
always add up to his balance, and never hold lots and debts at the same time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Allocation(NamedTuple):
    """``points`` of the lot that ``entry_id`` used."""

    lot_id: int
    entry_id: int
    points: int


@dataclass(slots=True)
class OpenItem:
    """What is left of an entry: positive of a lot, negative of a debt."""

    entry_id: int
    points_left: int
    expires_on: date | None = None
    earning_id: int | None = None

    def sort_key(self):
        """Soonest expiry first, points that never expire last, then the oldest."""
        return self.expires_on or date.max, self.entry_id

    def outlasts(self, other) -> bool:
        """Whether it can be spent when the other one, if that ends, has run out."""
        return not other.expires_on or (self.expires_on or date.max) > other.expires_on


class Book:
    """The open items of one member, as far as they are needed.

    ``changed`` collects the items that were touched, so that the caller can keep them.
    """

    def __init__(self, items: Iterable[OpenItem] = ()):
        self._items = {item.entry_id: item for item in items}
        self._spent: dict[int, dict[int, int]] = {}
        self.changed: dict[int, OpenItem] = {}

    @property
    def balance(self) -> int:
        """The sum of what is open."""
        return sum(item.points_left for item in self._items.values())

    def add(self, item: OpenItem) -> list[Allocation]:
        """Add a lot. It pays the debts first."""
        self._items[item.entry_id] = item
        self.changed[item.entry_id] = item
        return self._pay_debts(item)

    def take(
        self, entry_id: int, points: int, earning_id: int | None = None
    ) -> list[Allocation]:
        """Take ``points`` for an entry; what no lot can pay is left as its debt.

        The lots of ``earning_id`` go first: points that are taken back must not eat
        others, which may expire later than they do.
        """
        lots = sorted(
            (item for item in self._items.values() if item.points_left > 0),
            key=lambda item: (
                not earning_id or item.earning_id != earning_id,
                item.sort_key(),
            ),
        )
        allocations = []
        for lot in lots:
            if not points:
                break
            points -= self._use(
                lot, entry_id, min(points, lot.points_left), allocations
            )
        if points:
            debt = OpenItem(entry_id, -points)
            self._items[entry_id] = self.changed[entry_id] = debt
        return allocations

    def knows_spent(self, coupon_id: int, item: OpenItem, points: int):
        """Take note of a lot, open or used up, of which a coupon was bought."""
        self._items.setdefault(item.entry_id, item)
        self._spent.setdefault(coupon_id, {})[item.entry_id] = points

    def give_back(self, entry: OpenItem, coupon_id: int) -> list[Allocation]:
        """Give points back to the lots a coupon was bought with, longest-lived first.

        They keep their expiry, and pay debts before. What these lots have not spent is
        a lot of its own, and so is what came of lots that have run out.

        :param entry: the entry that gives back, with its points; its expiry, if any, is
            that of the last lot that has run out
        """
        spent, allocations = self._spent.get(coupon_id, {}), []
        lots = sorted(map(self._items.get, spent), key=OpenItem.sort_key, reverse=True)
        for lot in lots:
            points = min(spent[lot.entry_id], entry.points_left)
            if points and lot.outlasts(entry):
                spent[lot.entry_id] -= points
                entry.points_left -= points
                self._use(lot, entry.entry_id, -points, allocations)
                allocations += self._pay_debts(lot)
        return allocations + (self.add(entry) if entry.points_left else [])

    def _pay_debts(self, lot: OpenItem) -> list[Allocation]:
        allocations = []
        debts = (item for item in self._items.values() if item.points_left < 0)
        for debt in sorted(debts, key=lambda item: item.entry_id):
            paid = min(lot.points_left, -debt.points_left)
            if paid:
                self._use(lot, debt.entry_id, paid, allocations)
                debt.points_left += paid
                self.changed[debt.entry_id] = debt
        return allocations

    def _use(self, lot, entry_id, points, allocations) -> int:
        lot.points_left -= points
        self.changed[lot.entry_id] = lot
        allocations.append(Allocation(lot.entry_id, entry_id, points))
        return points
