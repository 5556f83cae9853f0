"""Which tier a member is in, by what he has reached and by the policy of his club.

Pure arithmetic on days and figures: up at once, down at night and with grace.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class TierStanding:
    """A member, the tier he is in, and the one that his measure has earned.

    Without a tier, or where the tier is not given any more, there is no ``threshold``;
    below the first tier there is no ``earned_id``. ``since`` is the day on which he
    came into his tier, ``until`` the last day on which he keeps one he has fallen
    below, ``today`` the day of the club.
    """

    member_id: int
    club_id: int
    tier_id: int | None
    threshold: float | None
    earned_id: int | None
    earned_threshold: float | None
    value: float
    since: date
    until: date | None
    today: date

    @property
    def is_below(self) -> bool:
        """Whether he has a tier, and has reached less."""
        if self.threshold is None:
            return False
        return self.earned_id is None or self.earned_threshold < self.threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class TierStep:
    """What becomes of a member's tier; without a ``reason``, he stays in it."""

    standing: TierStanding
    tier_id: int | None
    reason: str | None = None
    until: date | None = None

    @property
    def is_change(self) -> bool:
        """Whether there is anything to write down."""
        return bool(self.reason) or self.until != self.standing.until


def decide(
    standing: TierStanding, downgrade: str, grace_days: int, *, at_night: bool
) -> TierStep:
    """What becomes of the tier of a member now.

    :param downgrade: ``immediate`` | ``anniversary`` | ``never``
    :param grace_days: days for which he keeps a tier that he has fallen below
    :param at_night: whether members may go down now
    """
    earned = standing.earned_id
    if not standing.is_below:
        reason = None
        if earned != standing.tier_id:
            reason = "started" if not standing.tier_id else "rose"
            if standing.tier_id and standing.threshold is None:
                reason = "changed"
        return TierStep(standing=standing, tier_id=earned, reason=reason)
    until = standing.until
    if at_night:
        until = _last_day(standing, downgrade, grace_days)
        if until and until < standing.today:
            return TierStep(standing=standing, tier_id=earned, reason="fell")
    return TierStep(standing=standing, tier_id=standing.tier_id, until=until)


def _last_day(standing, downgrade, grace_days) -> date | None:
    """The last day with a tier that he has fallen below; None: he keeps it."""
    if downgrade == "never":
        return None
    # What he has been told holds, also when the club changes its policy.
    if standing.until:
        return standing.until
    leaves_on = standing.today
    if downgrade == "anniversary":
        leaves_on = next_anniversary(standing.since, standing.today)
    return leaves_on + timedelta(days=grace_days - 1)


def next_anniversary(since: date, today: date) -> date:
    """The first anniversary of ``since`` that is not over yet."""
    years = max(today.year - since.year, 1)
    if since + relativedelta(years=years) < today:
        years += 1
    return since + relativedelta(years=years)
