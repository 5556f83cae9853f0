"""Exact arithmetic on money and points.

Money reaches us as binary floats. ``0.29 * 100`` is 28.999… there, and a member would
lose a point to it, so every product is taken over decimal fractions.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

_DIGITS = 6


@lru_cache(maxsize=10_000)  # a shop has the same prices and quantities all day
def exact(value: float) -> Fraction:
    """The decimal number that a float of at most six decimals stands for."""
    return Fraction(Decimal(str(round(value, _DIGITS))))


def rounded(value: Fraction) -> Fraction:
    """A figure as it is kept and shown: of six decimals."""
    return round(Fraction(value), _DIGITS)


def whole(value: Fraction) -> int:
    """Whole points: rounded towards zero, so nobody gets or owes a part of a point."""
    return int(value)


def share_out(total: int, weights: Sequence[Fraction]) -> list[int]:
    """Share ``total`` whole points in proportion to ``weights``.

    The parts add up to ``total``; what flooring leaves over goes to the largest
    remainders (Hamilton's method), the earlier line first.
    """
    weight = sum(weights)
    if not weight:
        return [0] * len(weights)
    if len(weights) == 1:
        return [total]
    quotas = [total * each / weight for each in weights]
    parts = [quota.__floor__() for quota in quotas]
    by_remainder = sorted(
        range(len(quotas)), key=lambda index: parts[index] - quotas[index]
    )
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts
