"""What the bookshop tells its members by e-mail, and who wants to hear it."""

from datetime import timedelta

from demo_story.clock import utc

_DAYS = 30
_OCCASIONS = ("welcome", "earned", "tier", "points_expire", "birthday")
# They get enough letters.
_SILENT = ("piotr", "noor")


def begin(shop) -> None:
    """Have a club write to its members, since a month ago."""
    today = shop.clock.start.date()
    shop.timeline.at(shop.clock.start - timedelta(days=_DAYS), _switch_on, shop)
    for days in range(0, _DAYS, 2):
        moment = utc(today - timedelta(days=days), 10, shop.tz)
        shop.timeline.at(moment, shop.env["loyalty.club.message"]._cron_tell)


def _switch_on(shop) -> None:
    willing = shop.env["loyalty.club.member"].union(
        *(member for key, member in shop.members.items() if key not in _SILENT)
    )
    shop.env["loyalty.club.consent"]._record(
        willing, ["email"], is_given=True, channel="website"
    )
    messages = shop.club.sudo().member_message_ids
    messages.filtered(lambda each: each.kind in _OCCASIONS).is_emailed = True
