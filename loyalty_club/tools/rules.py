"""What a cause earns under the rules of a club.

Pure arithmetic over :mod:`cause`: no database, no clock. The same cause, the same rules
and the same limits always give the same points.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from .cause import Cause, CauseLine
from .holder import Holder
from .rounding import exact, rounded, share_out, whole

ANYBODY = Holder()
PURCHASE_TRIGGERS = ("amount", "quantity", "order", "nth_order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One earning rule as it stood when it was frozen into a rulebook."""

    id: int
    trigger: str
    points: int
    name: dict
    per_amount: float = 1.0
    every: int = 0
    product_ids: frozenset = frozenset()
    category_ids: frozenset = frozenset()
    type_ids: frozenset = frozenset()
    tier_ids: frozenset = frozenset()
    min_amount: float = 0.0
    channels: frozenset = frozenset()
    date_from: date | None = None
    date_to: date | None = None
    weekdays: frozenset = frozenset(range(7))
    hour_from: float = 0.0
    hour_to: float = 24.0
    limit_per_order: int = 0
    limit_per_member: int = 0
    limit_period: str = "ever"
    # The one thing it is about, as one of many surveys; None: each of them.
    subject_id: int | None = None
    # What it gives in place of points; whoever knows rewards hands them out.
    reward_id: int | None = None

    @classmethod
    def from_json(cls, data: dict) -> "Rule":
        """The rule that a rulebook keeps."""
        sets = (
            *("product_ids", "category_ids", "type_ids", "tier_ids", "channels"),
            "weekdays",
        )
        days = ("date_from", "date_to")
        return cls(
            **{
                **data,
                **{name: frozenset(data[name]) for name in sets if name in data},
                **{
                    name: data[name] and date.fromisoformat(data[name]) for name in days
                },
            }
        )

    def is_about(self, cause: Cause) -> bool:
        """Whether such a thing is what it gives points for."""
        if cause.trigger == "purchase":
            return self.trigger in PURCHASE_TRIGGERS
        return self.trigger == cause.trigger and self.subject_id in (
            None,
            cause.subject_id,
        )

    def is_for(self, holder: Holder) -> bool:
        """Whether the rule is for such a member."""
        return (not self.type_ids or holder.type_id in self.type_ids) and (
            not self.tier_ids or holder.tier_id in self.tier_ids
        )

    def is_open(self, moment: datetime, channel: str) -> bool:
        """Whether the rule holds at this time on the club's clock, in this channel."""
        day, hour = moment.date(), moment.hour + moment.minute / 60
        if self.hour_from <= self.hour_to:
            in_hours = self.hour_from <= hour < self.hour_to
        else:  # over midnight
            in_hours = hour >= self.hour_from or hour < self.hour_to
        return (
            channel in self.channels
            and (not self.date_from or self.date_from <= day)
            and (not self.date_to or day <= self.date_to)
            and day.weekday() in self.weekdays
            and in_hours
        )

    def covers(self, line: CauseLine) -> bool:
        """Whether a line counts for this rule."""
        if line.refusal or line.is_free:
            return False
        if line.product_id in self.product_ids:
            return True
        if line.is_bundle or (self.product_ids and not self.category_ids):
            return False
        return not self.category_ids or not self.category_ids.isdisjoint(
            line.category_ids
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """What one rule gives for one line of a document, or why it gives nothing.

    ``line_id`` 0 is the document as a whole. ``charged`` was paid for the line,
    ``basis`` is what still counts after returns; ``cap`` the most that the rule could
    give here (None: no limit); ``every`` the stamps that fill a card. Where it
    ``is_coupon``, its ``points`` are coupons.
    """

    line_id: int
    verdict: str
    rule_id: int | None = None
    charged: Fraction = Fraction(0)
    basis: Fraction = Fraction(0)
    quantity: Fraction = Fraction(0)
    rate: Fraction = Fraction(0)
    cap: int | None = None
    every: int = 0
    points: int = 0
    is_coupon: bool = False


def evaluate(
    cause: Cause,
    rules: list[Rule],
    *,
    basis: str,
    moment: datetime,
    holder: Holder = ANYBODY,
    caps: dict[int, int] | None = None,
) -> list[Award]:
    """What each rule gives for this cause.

    :param basis: ``tax_included`` | ``tax_excluded``
    :param moment: when the cause occurred, on the club's clock
    :param holder: the member who earns
    :param caps: points a rule may still give to this member, by rule id
    """
    if cause.refusal:
        return [Award(line_id=0, verdict=cause.refusal)]
    awards = []
    for rule in rules:
        if not (rule.is_about(cause) and rule.is_for(holder)):
            continue
        if rule.is_open(moment, cause.channel) or cause.trigger != "purchase":
            cap = (caps or {}).get(rule.id)
            given = _apply(rule, cause, basis, _factor(rule, holder), cap)
            awards += [replace(each, is_coupon=bool(rule.reward_id)) for each in given]
    covered = {award.line_id for award in awards}
    awards += [
        Award(line_id=line.line_id, verdict=line.refusal or _unearned(line))
        for line in cause.lines
        if line.line_id not in covered
    ]
    return awards


def _factor(rule, holder):
    """Points are multiplied for some members; coupons are whole."""
    return Fraction(1) if rule.reward_id else holder.factor


def _unearned(line) -> str:
    return "gift" if line.is_free else "no_rule"


def _apply(rule, cause, basis, factor, remaining):
    if cause.trigger != "purchase":
        points = whole(rule.points * factor)
        return [_capped(rule, cause, points, _cap(rule, remaining))]
    # The head of a bundle costs nothing by itself; its parts may be free as well.
    lines = [] if cause.is_free else list(filter(rule.covers, cause.lines))
    charged = sum(line.charged(basis) for line in lines)
    if not lines or (cause.is_return and rule.trigger in ("order", "nth_order")):
        return []
    if abs(charged) < exact(rule.min_amount):
        return [Award(line_id=0, verdict="minimum", rule_id=rule.id, charged=charged)]
    if rule.trigger == "nth_order":
        return [_stamp(rule, lines, basis, charged, factor)]
    if rule.trigger == "order":
        kept = _kept(lines, basis)
        points = whole(rule.points * factor * (kept / charged if charged else 1))
        return [_capped(rule, cause, points, _cap(rule, remaining), charged, kept)]
    return _per_line(rule, lines, basis, factor, _cap(rule, remaining))


def _cap(rule, remaining) -> int | None:
    limits = [rule.limit_per_order or None, remaining]
    return min((limit for limit in limits if limit is not None), default=None)


def _kept(lines, basis):
    return sum(line.counted(basis) for line in lines)


def _capped(rule, cause, points, cap, charged=Fraction(0), kept=Fraction(0)):
    is_capped = cap is not None and points > cap
    return Award(
        line_id=0,
        verdict="capped" if is_capped else "earned",
        rule_id=rule.id,
        charged=charged,
        basis=rounded(kept),
        quantity=Fraction(1),
        rate=Fraction(rule.points),
        cap=cap,
        points=cap if is_capped else points,
    )


def _stamp(rule, lines, basis, charged, factor):
    """A stamp on the member's card; which stamps give points is decided over all."""
    is_kept = any(line.kept for line in lines)
    return Award(
        line_id=0,
        verdict="stamp",
        rule_id=rule.id,
        charged=charged,
        basis=rounded(_kept(lines, basis)),
        quantity=Fraction(int(is_kept)),
        rate=Fraction(whole(rule.points * factor)),
        every=rule.every,
    )


def _per_line(rule, lines, basis, factor, cap):
    """Points by money or by units: rounded once for the rule, then shared out."""
    if rule.trigger == "amount":
        rate = Fraction(rule.points) / exact(rule.per_amount)
        counts = [line.counted(basis) for line in lines]
    else:
        rate = Fraction(rule.points)
        counts = [line.counted_quantity() for line in lines]
    earned = whole(sum(counts) * rate * factor)
    points = earned if cap is None else min(earned, cap)
    verdict = "capped" if points < earned else "earned"
    parts, rate = share_out(points, counts), rounded(rate)
    return [
        Award(
            line_id=line.line_id,
            verdict=verdict,
            rule_id=rule.id,
            charged=line.charged(basis),
            basis=rounded(line.counted(basis)),
            quantity=rounded(line.counted_quantity()),
            rate=rate,
            cap=cap,
            points=part,
        )
        for line, part in zip(lines, parts, strict=True)
    ]
