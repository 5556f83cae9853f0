"""One earning on its way from what it was to what it should be."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from ...tools.cause import Cause
from ...tools.holder import Holder
from ...tools.rounding import rounded
from ...tools.rules import Award, evaluate
from ...tools.standing import Standing


@dataclass(slots=True, kw_only=True)
class Settlement:
    """A cause, the member it earns for, and what the two have come to.

    ``earning`` is empty while the cause has not earned this member anything yet;
    ``kept`` are the awards it holds now, ``awards`` those it should hold. ``terms`` are
    the rules of play in force when the cause was counted first, ``holder`` is the
    member as he stood then, ``moment`` is when that was on the club's clock; it
    ``is_new`` when that is now.
    """

    cause: Cause
    member: object
    partner: object
    earning: object
    is_backfill: bool = False
    kept: list[Award] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    is_new: bool = field(init=False)
    rulebook: object = field(init=False)
    terms: object = field(init=False)
    moment: datetime = field(init=False)
    holder: Holder = field(init=False)

    def __post_init__(self):
        club = self.member.club_id
        self.is_new = self._is_counted_first()
        first = self.cause if self.is_new else self.earning
        self.rulebook = club._current_rulebook() if self.is_new else first.rulebook_id
        self.terms = self.rulebook._terms()
        self.holder = self.member._holder() if self.is_new else first._holder()
        self.moment = club._local(first.occurred_at, self.terms.tz)
        if not self.is_new and self.earning.categories:
            self.cause = self.cause.in_categories(self.earning.categories)

    def _is_counted_first(self) -> bool:
        """Whether the cause is counted for the first time, or as if it were."""
        return not self.earning.rulebook_id or self.is_made_again

    @property
    def is_made_again(self) -> bool:
        """Whether an order that was cancelled is confirmed again later.

        That is a new purchase: at the rules of that day, and with a return window of
        its own.
        """
        was_cancelled = self.earning.state == "void" and not self.kept
        is_later = self.cause.occurred_at != self.earning.occurred_at
        return was_cancelled and is_later and not self.cause.is_void

    @property
    def points(self) -> int:
        """What the cause is worth now."""
        return sum(award.points for award in self.awards if not award.is_coupon)

    @property
    def day(self) -> date:
        """The day of the cause on the club's calendar."""
        return self.moment.date()

    @property
    def has_stamps(self) -> bool:
        """Whether its points depend on a stamp card."""
        return any(award.every for award in self.awards)

    @property
    def is_growing(self) -> bool:
        """Whether a rule with a limit gives more than it has given already."""
        return not self.cause.is_void and any(
            self.given(rule.id, self.awards) > self.given(rule.id, self.kept)
            for rule in self.terms.rules
            if rule.limit_per_member
        )

    @property
    def is_void(self) -> bool:
        """Whether nothing is left of the cause."""
        charged = [line for line in self.cause.lines if line.total]
        all_returned = charged and not any(line.kept for line in charged)
        return self.cause.is_void or bool(all_returned)

    @staticmethod
    def given(rule_id: int, awards: list[Award]) -> int:
        """What a rule gives here."""
        return sum(award.points for award in awards if award.rule_id == rule_id)

    def evaluate(self, used: dict[int, int] | None = None):
        """Count what the rules give.

        What a rule could still give when the cause was counted is kept with it, so
        that counting again finds the same. Only what grows must look at the others.

        :param used: points that rules with a limit have given to this member already,
            those of this cause among them
        """
        if self.cause.is_void:
            self.awards = []
            return
        caps = {award.rule_id: award.cap for award in self.kept if award.rule_id}
        for rule_id, points in (used or {}).items():
            limit = self.terms.rule(rule_id).limit_per_member
            room = self.given(rule_id, self.kept) + max(limit - points, 0)
            cap = caps.get(rule_id)
            caps[rule_id] = room if cap is None else min(cap, room)
        awards = evaluate(
            self.cause,
            self.terms.rules,
            basis=self.terms.basis,
            moment=self.moment,
            holder=self.holder,
            caps={rule_id: cap for rule_id, cap in caps.items() if cap is not None},
        )
        self.awards = list(self._with_stamps(awards))

    def _with_stamps(self, awards: Iterable[Award]):
        """Leave the points of a stamp as they are: the whole card decides on them.

        A purchase that is not paid, or not any more, is no stamp.
        """
        given = {award.rule_id: award.points for award in self.kept if award.every}
        is_paid = self.cause.share(self.terms.earn_on) >= 1
        for award in awards:
            if award.verdict == "stamp" and award.quantity and is_paid:
                award = replace(award, points=given.get(award.rule_id, 0))
            yield award

    # === FIGURES === #

    def changes(self) -> dict:
        """What the earning is to keep of it, where it is not so already."""
        values = {**self._figures(), "failure": False, "retry_at": False}
        if self.is_void:
            values["state"] = "void"
        elif self.earning.state in ("void", "failed"):
            values["state"] = "pending"
        if self.is_new:
            values.update(self._origin())
        kept = self.earning.read(list(values), load=False)[0]
        return {name: new for name, new in values.items() if kept[name] != new}

    def first_values(self) -> dict:
        """What a fresh earning keeps of it."""
        categories = self._categories()
        return {
            **self._figures(),
            **self._origin(),
            "categories": json.dumps(categories) if categories else None,
            "club_id": self.member.club_id.id,
            "company_id": self.member.company_id.id,
        }

    def standing(self) -> Standing:
        """Where a fresh earning stands."""
        return Standing(
            settlement=self,
            member_id=self.member.id,
            club_id=self.member.club_id.id,
            occurred_at=self.cause.occurred_at,
            points=self.points,
            paid=self.cause.share(self.terms.earn_on),
            available_on=self._available_on(),
            state="void" if self.is_void else "pending",
            is_backfill=self.is_backfill,
        )

    def _figures(self):
        """What an earning keeps of the last time it was counted."""
        return {
            "reference": self.cause.reference,
            "points": self.points,
            "amount": float(rounded(self.cause.worth(self.terms.basis))),
            "paid": self.cause.share(self.terms.earn_on),
            "partner_id": self.partner.id,
            "categories": self._categories(),
        }

    def _categories(self):
        """What is to be remembered of the goods, where a rule looks at it."""
        is_asked = any(rule.category_ids for rule in self.terms.rules)
        return self.cause.categories() if is_asked else False

    def _origin(self):
        """What an earning keeps from the first time it was counted."""
        return {
            "member_id": self.member.id,
            "source_model": self.cause.source_model,
            "source_id": self.cause.source_id,
            "channel": self.cause.channel,
            "occurred_at": self.cause.occurred_at,
            "available_on": self._available_on(),
            "rulebook_id": self.rulebook.id,
            "is_backfill": self.is_backfill,
            "factor": float(self.holder.factor),
            "type_id": self.holder.type_id,
            "tier_id": self.holder.tier_id,
        }

    def _available_on(self):
        hold_days = self.terms.hold_days if self.cause.may_come_back else 0
        return self.day + timedelta(days=hold_days)
