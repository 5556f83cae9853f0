"""What members must have, counted by other means than the add-on's.

Nothing of the add-on is imported here. The auditor is told what happened, keeps its own
lots in plain lists, and says what the balance of each member must be.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

_NEVER = date.max


@dataclass
class Terms:
    """How a club plays."""

    earn_on: str = "order"
    debt_policy: str = "debt"
    hold_days: int = 0
    expiry: str = "never"
    months: int = 12

    def expires_on(self, day: date) -> date:
        """The last day of points that start to live on ``day``."""
        later = day + relativedelta(months=self.months)
        if self.expiry == "rolling":
            return later
        if self.expiry == "year_end":
            return date(later.year, 12, 31)
        return _NEVER


@dataclass
class Lot:
    """Points of one source that run out together."""

    points: int
    expires_on: date
    source: object = None


@dataclass
class Sale:
    """An order as the simulation has left it."""

    member: object
    day: date
    rate: int
    lines: list  # [quantity, price, returned quantity]
    received: Decimal = Decimal(0)
    is_cancelled: bool = False
    posted: int = 0
    forgiven: int = 0
    expired: int = 0

    def charged(self) -> Decimal:
        """Money for what was not returned."""
        return sum(
            (price * (quantity - returned) for quantity, price, returned in self.lines),
            Decimal(0),
        )

    def points(self) -> int:
        """What it is worth now."""
        return 0 if self.is_cancelled else int(self.charged() * self.rate)


@dataclass
class Account:
    """What a member holds."""

    terms: Terms
    lots: list = field(default_factory=list)
    debt: int = 0
    active_on: date | None = None

    @property
    def balance(self) -> int:
        """What he can spend, or owes."""
        return sum(lot.points for lot in self.lots) - self.debt

    def give(self, points: int, expires_on: date, source=None):
        """Add a lot; debts are paid first."""
        paid = min(points, self.debt)
        self.debt -= paid
        if points > paid:
            self.lots.append(Lot(points - paid, expires_on, source))

    def take(self, points: int, source=None):
        """Use up lots: those of the source, then the soonest to run out."""
        order = sorted(
            self.lots,
            key=lambda lot: (
                source is None or lot.source is not source,
                lot.expires_on,
            ),
        )
        for lot in order:
            used = min(points, lot.points)
            lot.points -= used
            points -= used
        self.lots = [lot for lot in self.lots if lot.points]
        self.debt += points


class Auditor:
    """Follows the life of the members."""

    def __init__(self):
        self.accounts: dict[object, Account] = {}

    def join(self, member, terms: Terms):
        """A member begins with nothing."""
        self.accounts[member] = Account(terms)

    def settle(self, sale: Sale, today: date):
        """Bring a sale to what it is worth today."""
        account = self.accounts[sale.member]
        move = self._due(sale, account.terms, today) - (sale.posted - sale.forgiven)
        if move > 0:
            undone = min(sale.forgiven, move)
            sale.forgiven -= undone
            move -= undone
            if move:
                opened = sale.day + relativedelta(days=account.terms.hold_days)
                start = max(opened, today)
                account.give(move, account.terms.expires_on(start), sale)
                account.active_on = today
        elif move < 0:
            # What ran out unused is not taken a second time.
            wanted = -move - min(max(sale.expired - sale.forgiven, 0), -move)
            if account.terms.debt_policy == "forgive":
                wanted = min(wanted, max(account.balance, 0))
            sale.forgiven += -move - wanted
            account.take(wanted, sale)
            move = -wanted
        sale.posted += move

    @staticmethod
    def _due(sale, terms, today):
        if today < sale.day + relativedelta(days=terms.hold_days):
            return 0
        points = sale.points()
        if terms.earn_on == "order" or not points:
            return points
        charged = sale.charged()
        if charged <= 0:
            return points
        return int(points * min(max(sale.received, Decimal(0)) / charged, Decimal(1)))

    def expire(self, member, today: date):
        """Points that have run out are gone."""
        account = self.accounts[member]
        is_idle = (
            account.terms.expiry == "inactivity"
            and account.active_on
            and account.active_on + relativedelta(months=account.terms.months) < today
        )
        for lot in account.lots:
            if (is_idle or lot.expires_on < today) and lot.source:
                lot.source.expired += lot.points
        account.lots = [
            lot for lot in account.lots if not is_idle and lot.expires_on >= today
        ]

    def adjust(self, member, points: int, today: date):
        """Points given or taken by hand."""
        account = self.accounts[member]
        if points > 0:
            account.give(points, account.terms.expires_on(today))
            account.active_on = today
        else:
            account.take(-points)

    def spend(self, member, points: int, today: date):
        """Points spent."""
        self.accounts[member].take(points)
        self.accounts[member].active_on = today

    def merge(self, member, other, today: date):
        """The lots and debts of another membership move here, soonest first."""
        account, gone = self.accounts[member], self.accounts.pop(other)
        groups = {}
        for lot in gone.lots:
            groups[lot.expires_on] = groups.get(lot.expires_on, 0) + lot.points
        for expires_on, points in sorted(groups.items()):
            account.give(points, expires_on)
            account.active_on = today
        if gone.debt:
            account.take(gone.debt)
