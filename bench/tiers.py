"""Tiers: the nightly review of all members of a club, beside bare SQL.

By the steps of the nightly job: first when a club has just been given tiers, so that
everybody moves, then on an ordinary night, when one in a hundred falls. Bare SQL adds
up the same entries and writes the same rows.
"""

import shop
from bare import Copies
from meter import environment
from report import bulk_rows
from stopwatch import Stopwatch

from odoo import Command

_SIZES, _QUICK_SIZES = (10_000, 100_000, 1_000_000), (1_000, 10_000, 100_000)
_ENTRIES = 5
_FALLING = 100  # one in so many
_TABLES = ("loyalty_club_member", "loyalty_club_tier_move")


def run(database: str, quick: bool):
    """Review more members each time, twice."""
    first, ordinary = [], []
    with environment(database) as env:
        for size in _QUICK_SIZES if quick else _SIZES:
            club = shop.club(env)
            members = shop.many_members(env, club, size)
            _earn(env, club, "earn", _ENTRIES, "TRUE")
            club.tier_ids = [
                Command.create({"name": name, "threshold": threshold})
                for name, threshold in (("Bronze", 0), ("Silver", 25), ("Gold", 100))
            ]
            env.cr.commit()
            first.append((size, *_night(env, club, members)))
            _earn(env, club, "take_back", 1, f"mod(id, {_FALLING}) = 0")
            ordinary.append((size, *_night(env, club, members)))
    return [
        *bulk_rows("members given a first tier", first, budget=5),
        *bulk_rows("members reviewed on an ordinary night", ordinary, budget=5),
    ]


def _earn(env, club, kind, number, chosen):
    """Have members earned, or given back, by SQL: that is not what is measured."""
    env.cr.execute(
        f"""
        INSERT INTO loyalty_club_entry (member_id, club_id, company_id, kind, points,
                                        balance_after, key, posted_at)
             SELECT id, club_id, company_id, %(kind)s, %(points)s, 0,
                    %(kind)s || '/' || id || '/' || serial,
                    now() AT TIME ZONE 'UTC' - serial * interval '1 month'
               FROM loyalty_club_member, generate_series(1, %(number)s) AS serial
              WHERE club_id = %(club)s AND {chosen}
        """,
        {
            "kind": kind,
            "points": 10 if kind == "earn" else -30,
            "number": number,
            "club": club.id,
        },
    )
    env.cr.commit()
    env.cr.execute("ANALYZE loyalty_club_entry")
    env.cr.commit()


def _night(env, club, members) -> tuple[float, float]:
    """Seconds of the review, and of bare SQL."""
    with Copies(env, *_TABLES) as copies:
        copies.fill("loyalty_club_member", members.ids)
        last_move_id = _last_move_id(env)
        ours = _review(env, club)
        return ours, _review_bare(copies, club, last_move_id)


def _review(env, club) -> float:
    club._review_tiers_again()
    env.cr.commit()
    watch = Stopwatch(env)
    env["loyalty.club.member"]._cron_review_tiers()
    return watch.seconds()


def _last_move_id(env) -> int:
    env.cr.execute("SELECT COALESCE(max(id), 0) FROM loyalty_club_tier_move")
    return env.cr.fetchone()[0]


def _review_bare(copies, club, last_move_id) -> float:
    """Add up the entries, and write what the last review has written."""
    return copies.seconds(
        f"""
        UPDATE bare_loyalty_club_member AS copy
           SET tier_value = measured.points, tier_id = member.tier_id,
               tier_since = member.tier_since
          FROM (SELECT member_id, sum(points) AS points
                  FROM loyalty_club_entry
                 WHERE club_id = {club.id} AND kind IN ('earn', 'take_back')
                   AND posted_at >= now() - interval '12 months'
              GROUP BY member_id) AS measured
          JOIN loyalty_club_member AS member ON member.id = measured.member_id
         WHERE copy.id = measured.member_id
           AND (copy.tier_value IS DISTINCT FROM measured.points
                OR copy.tier_id IS DISTINCT FROM member.tier_id)
        """,
        f"""
        INSERT INTO bare_loyalty_club_tier_move
             SELECT * FROM loyalty_club_tier_move WHERE id > {last_move_id}
        """,
    )
