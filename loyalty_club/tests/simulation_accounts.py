"""What members hold, in plain lists. Nothing of the add-on is imported here."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from .simulation_facts import Terms

_SERIAL = count(1)


@dataclass(eq=False)
class Lot:
    """Points of one source that run out together; of equals, the oldest go first."""

    points: int
    expires_on: date
    source: object = None
    number: int = field(default_factory=_SERIAL.__next__)

    def part(self, points: int):
        """Some of these points, known to be of this lot."""
        return Lot(points, self.expires_on, self.source, self.number)


@dataclass(eq=False)
class Debt:
    """Points that were taken though nothing was left, and the coupon they paid."""

    points: int
    coupon: object = None


@dataclass
class Account:
    """What a member holds."""

    terms: Terms
    lots: list = field(default_factory=list)
    debts: list = field(default_factory=list)
    active_on: date | None = None
    # What was earned and taken back, day by day.
    earned: list = field(default_factory=list)

    @property
    def debt(self) -> int:
        """What he owes."""
        return sum(debt.points for debt in self.debts)

    @property
    def balance(self) -> int:
        """What he can spend, or owes."""
        return sum(lot.points for lot in self.lots) - self.debt

    def give(self, points: int, expires_on: date, source=None):
        """Add a lot; debts are paid first."""
        self.put(Lot(points, expires_on, source))

    def put(self, lot: Lot):
        """Add a lot, or put back what was taken from one; debts are paid first."""
        for debt in self.debts:
            paid = min(lot.points, debt.points)
            debt.points -= paid
            lot.points -= paid
            if paid and debt.coupon:
                debt.coupon.spent.append(lot.part(paid))
        self.debts = [debt for debt in self.debts if debt.points]
        if lot.points:
            self.lots.append(lot)

    def take(self, points: int, source=None, coupon=None):
        """Use up lots: those of the source, then the soonest to run out.

        A coupon that they pay remembers them.
        """
        order = sorted(
            self.lots,
            key=lambda lot: (
                source is None or lot.source is not source,
                lot.expires_on,
                lot.number,
            ),
        )
        for lot in order:
            used = min(points, lot.points)
            lot.points -= used
            points -= used
            if used and coupon:
                coupon.spent.append(lot.part(used))
        self.lots = [lot for lot in self.lots if lot.points]
        if points:
            self.debts.append(Debt(points, coupon))

    def give_back(self, points: int, coupon, today: date):
        """Give back what a coupon was bought with, the longest-lived points first.

        What has run out since, or was another membership's, comes back in lots of its
        own that end when it did.
        """
        coming = {}
        coupon.spent.sort(key=lambda part: (part.expires_on, part.number))
        for part in reversed(coupon.spent):
            back = min(points, part.points)
            part.points -= back
            points -= back
            if part.expires_on < today or part.number in coupon.foreign:
                lots = coming.setdefault(part.expires_on, [Lot(0, part.expires_on)])
                lots[0].points += back
            else:
                coming.setdefault("own", []).append(part.part(back))
        coupon.spent = [part for part in coupon.spent if part.points]
        coming.setdefault(date.max, [Lot(0, date.max)])[0].points += points
        for lots in coming.values():
            for lot in lots:
                self.put(lot)
