"""Stamp cards: every so many purchases give points."""

from fractions import Fraction
from typing import NamedTuple


class Stamp(NamedTuple):
    """One purchase on a card. ``every`` stamps of its kind fill a card."""

    line_id: int
    earning_id: int
    every: int
    reward: int
    points: int
    is_coupon: bool = False


def decide(stamps: list[Stamp]) -> list[tuple[Stamp, int]]:
    """Which stamps must get or lose the points of a full card.

    Each stamp fills one part in ``every`` of a card, as the rule was when it was given;
    so many cards are full, so many stamps hold points. The stamp that made a card full
    gets them, and as little as possible changes when an older purchase is returned.

    :param stamps: the stamps that count, oldest first
    :return: the stamps to change, with their new points
    """
    filled, completing = Fraction(0), []
    for stamp in stamps:
        before = int(filled)
        filled += Fraction(1, stamp.every)
        if int(filled) > before:
            completing.append(stamp)
    rewarded = [stamp for stamp in stamps if stamp.points]
    surplus = len(rewarded) - int(filled)
    if surplus > 0:
        return [(stamp, 0) for stamp in rewarded[-surplus:]]
    due = [stamp for stamp in completing if not stamp.points]
    due += [
        stamp for stamp in reversed(stamps) if not stamp.points and stamp not in due
    ]
    return [(stamp, stamp.reward) for stamp in due[:-surplus]] if surplus else []
