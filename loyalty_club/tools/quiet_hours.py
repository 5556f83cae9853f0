"""When nobody is to be disturbed, in the time zone of who would be."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_UTC = ZoneInfo("UTC")


def known_zone(*names: str | None) -> str:
    """The first of some time zones that this system knows; UTC if it knows none."""
    for name in filter(None, names):
        try:
            return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return "UTC"


def end_of_quiet(
    moment: datetime, tz: str, quiet_from: float, quiet_to: float
) -> datetime | None:
    """When the quiet hours end in which a moment lies; None where it lies in none.

    Hours from one to another, such as 21.5 to 9.0, over midnight or not; from an hour
    to itself are none.

    :param moment: in UTC, as is the answer
    :param tz: the name of a time zone
    """
    moment = moment.replace(tzinfo=_UTC)
    local = moment.astimezone(ZoneInfo(tz))
    hour = local.hour + local.minute / 60 + local.second / 3600
    is_over_midnight = quiet_from > quiet_to
    if is_over_midnight:
        is_quiet = hour >= quiet_from or hour < quiet_to
    else:
        is_quiet = quiet_from <= hour < quiet_to
    if not is_quiet:
        return None
    day = local.date()
    if is_over_midnight and hour >= quiet_from:
        day += timedelta(days=1)
    end = datetime.combine(day, time.min, local.tzinfo) + timedelta(hours=quiet_to)
    # A wall clock of that day: an hour that summer time skips or repeats moves it by
    # that hour, and no further. Of two such hours, the one that is still to come.
    ends = (end.replace(fold=fold).astimezone(_UTC) for fold in (0, 1))
    return next(each for each in ends if each > moment).replace(tzinfo=None)
