"""Who earns, as far as rules ask."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A member as he stood when a cause was counted first.

    ``factor`` multiplies all that he earns; the rest says which rules are for him.
    """

    factor: Fraction = Fraction(1)
    type_id: int | None = None
    tier_id: int | None = None
