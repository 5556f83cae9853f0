"""What a member may earn for, told in plain figures.

A channel translates its document into a cause, and the rules read nothing else: the
same purchase earns the same points at the till, in the shop and on an order.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction

from .rounding import exact

# Shares are quotients of floats; below this, nothing is left.
_NOTHING = 1e-9
# Of shares of amounts up to ten million units, or cents.
_DENOMINATOR = 10**7
_CENT = 0.005
# What has happened once and for all: nobody returns a birthday.
_FINAL = ("birthday", "profile", "survey")


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseLine:
    """One line of a document, in the currency of its company.

    ``untaxed`` and ``total`` are what was charged before anything was returned;
    ``returned`` is the share of it, from 0 to 1, that has been given back since.
    ``refusal`` says why a line earns nothing (``delivery``, ``tip``, ``top_up``,
    ``down_payment``, ``gift``), ``is_bundle`` marks the head of a combo, whose money
    stands on its parts.
    """

    line_id: int
    product_id: int = 0
    category_ids: tuple[int, ...] = ()
    quantity: float = 0.0
    untaxed: float = 0.0
    total: float = 0.0
    returned: float = 0.0
    refusal: str | None = None
    is_bundle: bool = False

    def charged(self, basis: str) -> Fraction:
        """What was charged: ``tax_included`` or ``tax_excluded``."""
        return exact(self._amount(basis))

    def counted(self, basis: str) -> Fraction:
        """What was charged and has not come back."""
        return exact(self._amount(basis)) * self._kept_share()

    def counted_quantity(self) -> Fraction:
        """The units that have not come back."""
        return exact(self.quantity) * self._kept_share()

    def with_returned(self, share: float) -> "CauseLine":
        """The same line, of which this share came back."""
        return replace(self, returned=share)

    @property
    def kept(self) -> float:
        """The share that has not come back, from 0 to 1."""
        kept = 1 - min(max(self.returned, 0.0), 1.0)
        return kept if kept > _NOTHING else 0.0

    @property
    def is_free(self) -> bool:
        """Whether it costs nothing, or nothing any more after discounts."""
        return not self.is_bundle and abs(self.total) < _CENT

    def _kept_share(self) -> Fraction:
        # The quotient that the float stands for: the lines of a purchase of which a
        # third came back must add up to two thirds, not to a millionth less.
        if self.kept == 1:
            return Fraction(1)
        return Fraction(self.kept).limit_denominator(_DENOMINATOR)

    def _amount(self, basis):
        return self.total if basis == "tax_included" else self.untaxed


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A purchase, or another thing that earns points.

    ``occurred_at`` is in UTC. ``paid`` is the share, from 0 to 1, of what is still
    charged that the customer has really paid; ``covered`` the share he has paid or
    promised to pay. A cause that ``is_void`` earns nothing any more: its document was
    cancelled or deleted. One that ``is_moved`` is, at least in part, counted as another
    cause by now. ``subject_id`` is what a rule may be about, as the survey that was
    answered; ``refusal`` says why nothing is earned, whatever the rules are.
    """

    source_model: str
    source_id: int
    occurred_at: datetime
    reference: str = ""
    trigger: str = "purchase"
    channel: str = "sale"
    paid: float = 1.0
    covered: float = 1.0
    is_void: bool = False
    is_moved: bool = False
    subject_id: int | None = None
    refusal: str | None = None
    lines: tuple[CauseLine, ...] = field(default_factory=tuple)

    def share(self, earn_on: str) -> float:
        """The share of the points that is due when points come on ``earn_on``."""
        share = self.paid if earn_on == "payment" else self.covered
        return min(max(share, 0.0), 1.0)

    def categories(self) -> dict[str, list[int]]:
        """The categories of the lines, by line id, in values that JSON can hold."""
        return {str(line.line_id): list(line.category_ids) for line in self.lines}

    def in_categories(self, categories: dict[str, list[int]]) -> "Cause":
        """The same cause, its lines in the categories they were in once."""
        lines = (
            replace(line, category_ids=tuple(categories[str(line.line_id)]))
            if str(line.line_id) in categories
            else line
            for line in self.lines
        )
        return replace(self, lines=tuple(lines))

    def voided(self) -> "Cause":
        """The same cause, worth nothing."""
        return replace(self, is_void=True)

    @property
    def is_free(self) -> bool:
        """Whether none of the goods costs anything."""
        goods = [line for line in self.lines if not line.refusal]
        return all(abs(line.total) < _CENT for line in goods)

    def worth(self, basis: str) -> Fraction:
        """What was charged for goods that count, and has not come back."""
        if self.is_void:
            return Fraction(0)
        goods = (line for line in self.lines if not line.refusal)
        return sum((line.counted(basis) for line in goods), Fraction(0))

    @property
    def may_come_back(self) -> bool:
        """Whether it waits for the end of a return window."""
        return not self.is_return and self.trigger not in _FINAL

    @property
    def is_return(self) -> bool:
        """Whether money flows back to the customer without a purchase it belongs to."""
        return sum(line.total for line in self.lines) < 0
