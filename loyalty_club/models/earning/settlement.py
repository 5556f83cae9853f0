"""One earning on its way from what it was to what it should be."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from ...tools.cause import Cause
from ...tools.rounding import exact, whole
from ...tools.rules import Award, evaluate


def due_points(points: int, paid: float, available_on: date, today: date) -> int:
    """How many of ``points`` may be posted today."""
    return whole(exact(points * paid)) if available_on <= today else 0


@dataclass(slots=True, kw_only=True)
class Settlement:
    """A cause, the member it earns for, and what the two have come to.

    ``earning`` is empty while the cause has not earned this member anything yet;
    ``kept`` are the awards it holds now, ``awards`` those it should hold.
    """

    cause: Cause
    member: object
    partner: object
    earning: object
    rulebook: object
    is_backfill: bool = False
    kept: list[Award] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)

    @property
    def terms(self):
        """The rules of play in force when the cause first earned."""
        return self.rulebook._terms()

    @property
    def points(self) -> int:
        """What the cause is worth now."""
        return sum(award.points for award in self.awards)

    @property
    def day(self) -> date:
        """The day of the cause on the club's calendar."""
        return self.moment.date()

    @property
    def moment(self):
        """The time of the cause on the club's clock."""
        return self.member.club_id._local(self.cause.occurred_at)

    @property
    def is_void(self) -> bool:
        """Whether nothing is left of the cause."""
        charged = [line for line in self.cause.lines if line.total]
        all_returned = charged and not any(line.kept for line in charged)
        return self.cause.is_void or bool(all_returned)

    def evaluate(self, used: dict[int, int]):
        """Count what the rules give.

        :param used: points that rules with a limit have given to this member already
        """
        if self.cause.is_void:
            self.awards = []
            return
        caps = {award.rule_id: award.cap for award in self.kept if award.rule_id}
        if not self.earning:
            caps = {
                rule.id: max(rule.limit_per_member - used.get(rule.id, 0), 0)
                for rule in self.terms.rules
                if rule.limit_per_member
            }
        awards = evaluate(
            self.cause,
            self.terms.rules,
            basis=self.terms.basis,
            moment=self.moment,
            factor=exact(self.earning.factor) if self.earning else Fraction(1),
            caps={rule_id: cap for rule_id, cap in caps.items() if cap is not None},
        )
        self.awards = list(self._with_stamps(awards))

    def _with_stamps(self, awards: Iterable[Award]):
        """Leave the points of a stamp as they are: the whole card decides on them."""
        given = {award.rule_id: award.points for award in self.kept if award.every}
        for award in awards:
            if award.verdict == "stamp" and award.quantity:
                award = replace(award, points=given.get(award.rule_id, 0))
            yield award

    def values(self) -> dict:
        """What the earning is to keep of it, if it is not so already."""
        values = {
            "reference": self.cause.reference,
            "points": self.points,
            "paid": self.cause.share(self.terms.earn_on),
            "failure": False,
            "retry_at": False,
            "partner_id": self.partner.id,
        }
        if self.is_void:
            values["state"] = "void"
        elif self.earning.state in ("void", "failed"):
            values["state"] = "pending"
        if not self.earning.rulebook_id:
            values.update(self._birth())
        if not self.earning:
            return values
        kept = self.earning.read(list(values), load=False)[0]
        return {name: new for name, new in values.items() if kept[name] != new}

    def _birth(self) -> dict:
        """What an earning keeps from the first time it is counted."""
        hold_days = 0 if self.cause.is_return else self.terms.hold_days
        return {
            "member_id": self.member.id,
            "source_model": self.cause.source_model,
            "source_id": self.cause.source_id,
            "channel": self.cause.channel,
            "occurred_at": self.cause.occurred_at,
            "available_on": self.day + timedelta(days=hold_days),
            "rulebook_id": self.rulebook.id,
            "is_backfill": self.is_backfill,
        }
