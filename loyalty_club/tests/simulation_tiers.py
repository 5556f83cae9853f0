"""In which tier members must be, judged by other means than the add-on's.

Nothing of the add-on is imported here: the judge reads what the auditor was told.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Ladder:
    """How a club counts for its tiers: where each begins, and its factor."""

    measure: str
    months: int
    downgrade: str
    grace: int
    rungs: tuple

    def rung(self, reached) -> int:
        """The highest rung that begins here or lower."""
        return max(
            index
            for index, (start, _factor) in enumerate(self.rungs)
            if start <= max(reached, 0)
        )


LADDERS = (
    Ladder("points", 12, "immediate", 0, ((0, 1.0), (150, 1.5), (400, 2.0))),
    Ladder("amount", 6, "anniversary", 15, ((0, 1.0), (120, 1.1), (300, 1.25))),
    Ladder("orders", 0, "never", 0, ((0, 1.0), (2, 1.2), (4, 1.3))),
    Ladder("points", 0, "immediate", 30, ((0, 1.0), (100, 2.0), (250, 3.0))),
)


@dataclass
class Rank:
    """Where a member stands."""

    ladder: Ladder
    since: date
    rung: int = 0
    until: date | None = None
    judged_on: date | None = None

    def move(self, rung: int, today: date, until: date | None = None):
        """Stand on another rung from today on."""
        self.rung, self.since, self.until = rung, today, until


class Judge:
    """Follows the members up and down."""

    def __init__(self, auditor):
        self.auditor = auditor
        self.ranks: dict[object, Rank] = {}

    def join(self, member, ladder: Ladder, today: date):
        """Everybody begins on the lowest rung."""
        self.ranks[member] = Rank(ladder, today)

    def factor(self, member) -> Fraction:
        """What multiplies the next purchase."""
        rank = self.ranks[member]
        return Fraction(str(rank.ladder.rungs[rank.rung][1]))

    def earned(self, member, today: date) -> int:
        """The rung that he has reached."""
        ladder = self.ranks[member].ladder
        start = date.min
        if ladder.months:
            start = today - relativedelta(months=ladder.months)
        if ladder.measure == "points":
            history = self.auditor.accounts[member].earned
            return ladder.rung(sum(points for day, points in history if day >= start))
        sales = [
            sale
            for sale in self.auditor.sales
            if sale.member == member
            and not sale.is_cancelled
            and sale.moment.date() >= start
        ]
        if ladder.measure == "amount":
            worth = sum(sale.worth() * sale.paid_share() for sale in sales)
            return ladder.rung(round(worth, 2))
        return ladder.rung(
            sum(sale.worth() > 0 and sale.paid_share() >= 1 for sale in sales)
        )

    def rise(self, member, today: date):
        """Up at once; what was reached again is not lost any more."""
        rank, earned = self.ranks[member], self.earned(member, today)
        if earned > rank.rung:
            rank.move(earned, today)
        elif earned == rank.rung:
            rank.until = None

    def night(self, member, today: date):
        """Down, as the club has decided; once a day."""
        rank = self.ranks[member]
        if rank.judged_on == today:
            return
        rank.judged_on = today
        self.rise(member, today)
        earned = self.earned(member, today)
        if earned == rank.rung or rank.ladder.downgrade == "never":
            return
        if not rank.until:
            end = today
            if rank.ladder.downgrade == "anniversary":
                years = 1
                while rank.since + relativedelta(years=years) < today:
                    years += 1
                end = rank.since + relativedelta(years=years)
            rank.until = end + timedelta(days=rank.ladder.grace - 1)
        if rank.until < today:
            rank.move(earned, today)

    def merge(self, member, other, today: date):
        """The better of two ranks, and what both have reached."""
        rank, gone = self.ranks[member], self.ranks.pop(other)
        if gone.rung > rank.rung:
            rank.move(gone.rung, today, gone.until)
        self.rise(member, today)
