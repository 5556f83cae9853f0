"""How much of an earning is due, and how much of that has reached the ledger."""

from dataclasses import dataclass
from datetime import date, datetime

from .rounding import exact, whole


@dataclass(slots=True)
class Purse:
    """What a member holds, and what he has ever earned, as postings are prepared.

    ``held`` are points of his purchases that wait for nothing but time.
    """

    balance: int
    lifetime: int
    held: int = 0

    def put(self, points: int):
        """Count points that will be posted."""
        self.balance += points
        self.lifetime += points


@dataclass(slots=True, kw_only=True)
class Standing:
    """Where an earning stands: what it is worth, and what was posted of that.

    ``posted - forgiven`` is what settling has brought it to: the club may forgive what
    should be taken back but has been spent. ``expired`` are those of its points that
    ran out unused. ``moved`` are the points to post now, and ``posting_count`` numbers
    the postings. A fresh one has no ``earning_id`` yet, but the ``settlement`` that is
    to become an earning.
    """

    member_id: int
    club_id: int
    occurred_at: datetime
    points: int
    paid: float
    available_on: date
    is_backfill: bool = False
    earning_id: int | None = None
    state: str = "pending"
    is_held: bool = False
    posted: int = 0
    forgiven: int = 0
    expired: int = 0
    posting_count: int = 0
    moved: int = 0
    # Whether the club takes no more than the member has.
    is_forgiven: bool = False
    settlement: object = None

    def sort_key(self):
        """The oldest first; what is not written yet after what is."""
        return self.occurred_at, self.earning_id or float("inf")

    def due(self, today: date) -> int:
        """How many points may be posted: those paid, once the window has passed."""
        return 0 if self.available_on > today else self._paid_points()

    def held(self, today: date) -> int:
        """How many points more will be due when the window has passed."""
        if self.available_on <= today:
            return 0
        return max(self._paid_points() - (self.posted - self.forgiven), 0)

    def _paid_points(self):
        return whole(exact(self.points * self.paid))

    def lives_from(self, today: date) -> date:
        """The day from which points live: past purchases long ago, others today."""
        return self.available_on if self.is_backfill else max(self.available_on, today)

    def bring_to_due(self, today: date, purse: Purse):
        """Bring what was posted, less what was forgiven, to what is due."""
        due = self.due(today)
        move = due - (self.posted - self.forgiven)
        if move > 0:
            # What was forgiven was never given back: it must not be given twice.
            forgiven = -min(self.forgiven, move)
        else:
            forgiven = -move - self._takeable(-move, due, purse)
        self.moved = move + forgiven
        self.forgiven += forgiven
        self.posted += self.moved
        self.posting_count += bool(self.moved)
        purse.put(self.moved)
        purse.held += self.held(today)
        self.is_held = self.available_on > today and self.points != due
        # What failed stays so until it is settled, and tried again until then.
        if self.state not in ("void", "failed"):
            self.state = "posted" if due == self.points else "pending"

    def _takeable(self, points, due, purse):
        # Nobody has had anything of what ran out: it is not taken a second time.
        points -= min(max(self.expired - self.forgiven, 0), points)
        if due < 0:
            # A return without its purchase: no more than was ever earned, or waits for
            # the end of its return window; that may be the very purchase.
            points = min(points, max(purse.lifetime, 0) + purse.held)
        if self.is_forgiven:
            held = purse.held if due < 0 else 0
            points = min(points, max(purse.balance, 0) + held)
        return points
