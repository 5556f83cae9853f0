"""Night: the jobs that release held points and recount all members."""

import past_orders
import shop
from meter import environment
from report import Row
from stopwatch import Stopwatch

_ORDERS, _QUICK_ORDERS = 100_000, 10_000
_ORDERS_EACH = 10


def run(database: str, quick: bool):
    """Hold the points of many orders back, release them, and have all recounted."""
    number = _QUICK_ORDERS if quick else _ORDERS
    with environment(database) as env:
        club = shop.club(env, hold_days=1000)
        members = shop.many_members(env, club, number // _ORDERS_EACH)
        past_orders.make(env, members.partner_id, number)
        backfill = env["loyalty.club.backfill"].create({"club_id": club.id})
        backfill.state = "counted"
        backfill.action_run()
        backfill._cron_run()
        env.cr.execute(
            "UPDATE loyalty_club_earning SET available_on = available_on - 1000"
            " WHERE club_id = %s",
            [club.id],
        )
        env.cr.commit()
        env.invalidate_all()
        return [
            _row(env, "held points released", number, _release),
            _row(env, "members audited", _everybody(env), _audit),
        ]


def _row(env, what, number, job):
    watch = Stopwatch(env)
    job(env)
    seconds = watch.seconds()
    return Row(
        f"{number:,} {what}",
        f"{seconds:.2f} s, {seconds / number * 1e5:.1f} s per 100,000",
    )


def _everybody(env) -> int:
    """All members there are: the audit leaves nobody out."""
    members = env["loyalty.club.member"].with_context(active_test=False)
    return members.search_count([])


def _release(env):
    env["loyalty.club.earning"]._cron_release()


def _audit(env):
    env["loyalty.club.audit"]._cron_audit()
