"""Ledger: entries in bulk, and their expiry, beside bare SQL.

Entries come through the door that all of them come through, ten thousand at a time, and
expire by the steps of the nightly job. Each member has ten of them.
"""

from datetime import date, timedelta

import shop
from bare import Copies
from meter import environment
from report import bulk_rows
from stopwatch import Stopwatch

from odoo.tools import split_every

from odoo.addons.loyalty_club.tools.posting import Posting

_SIZES, _QUICK_SIZES = (10_000, 100_000, 1_000_000), (1_000, 10_000, 100_000)
_BATCH = 10_000
_LOTS = 10
_TABLES = (
    *("loyalty_club_entry", "loyalty_club_residual", "loyalty_club_allocation"),
    "loyalty_club_member",
)


def run(database: str, quick: bool):
    """Append and expire entries of new members, more each time."""
    appended, expired = [], []
    with environment(database) as env:
        club = shop.club(env)
        for size in _QUICK_SIZES if quick else _SIZES:
            members = shop.many_members(env, club, size // _LOTS)
            with Copies(env, *_TABLES) as copies:
                copies.fill("loyalty_club_member", members.ids)
                appended.append((size, _append(env, members), _append_bare(copies)))
                expired.append((size, _expire(env), _expire_bare(copies)))
    return [
        *bulk_rows("ledger entries appended", appended, budget=5),
        *bulk_rows("ledger entries expired", expired, budget=5),
    ]


def _append(env, members) -> float:
    """Give points that ran out ten days ago, and the days before."""
    last_day = date.today() - timedelta(days=10)
    postings = [
        Posting(
            *(member_id, "earn", 10, f"bench/{member_id}/{number}"),
            expires_on=last_day - timedelta(days=number),
            reason="Bench",
        )
        for number in range(_LOTS)
        for member_id in members.ids
    ]
    watch = Stopwatch(env)
    for batch in split_every(_BATCH, postings, list):
        env["loyalty.club.entry"]._append(batch)
        env.cr.commit()
    return watch.seconds()


def _append_bare(copies) -> float:
    members = "SELECT id FROM bare_loyalty_club_member"
    return copies.seconds(
        f"""
        INSERT INTO bare_loyalty_club_entry SELECT * FROM loyalty_club_entry
              WHERE member_id IN ({members})
        """,
        f"""
        INSERT INTO bare_loyalty_club_residual SELECT * FROM loyalty_club_residual
              WHERE member_id IN ({members})
        """,
        """
        UPDATE bare_loyalty_club_member AS member
           SET balance = posted.points, lifetime_points = posted.points
          FROM (SELECT member_id, sum(points) AS points FROM bare_loyalty_club_entry
              GROUP BY member_id) AS posted
         WHERE posted.member_id = member.id
        """,
    )


def _expire(env) -> float:
    watch = Stopwatch(env)
    env["loyalty.club.member"]._cron_expire()
    return watch.seconds()


def _expire_bare(copies) -> float:
    """Write what the job wrote, found by adding up what is left of the lots."""
    return copies.seconds(
        """
        INSERT INTO bare_loyalty_club_entry
             SELECT entry.*
               FROM loyalty_club_entry AS entry
               JOIN (SELECT member_id, sum(points) AS points
                       FROM bare_loyalty_club_residual GROUP BY member_id) AS due
                 ON due.member_id = entry.member_id AND due.points = -entry.points
              WHERE entry.kind = 'expire'
        """,
        """
        INSERT INTO bare_loyalty_club_allocation
             SELECT used.*
               FROM loyalty_club_allocation AS used
               JOIN bare_loyalty_club_entry AS entry ON entry.id = used.entry_id
              WHERE entry.kind = 'expire'
        """,
        """
        UPDATE bare_loyalty_club_member AS member
           SET balance = member.balance + entry.points
          FROM bare_loyalty_club_entry AS entry
         WHERE entry.kind = 'expire' AND entry.member_id = member.id
        """,
        "DELETE FROM bare_loyalty_club_residual WHERE expires_on < now()",
    )
