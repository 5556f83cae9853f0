"""Lots: what a spend costs a member with ten lots, and one with ten thousand."""

from datetime import date, timedelta

import shop
from meter import environment, measure, side_by_side
from report import within

from odoo.addons.loyalty_club.tools.posting import Posting

_FEW, _MANY = 10, 10_000
_RUNS, _WARM_UP = 50, 5


def run(database: str, quick: bool):
    """Spend from both, in turns."""
    with environment(database) as env:
        club = shop.club(env)
        member_ids = {number: _member(env, club, number).id for number in (_FEW, _MANY)}
    kinds = {number: _spending(database, id_) for number, id_ in member_ids.items()}
    costs = side_by_side(kinds, 30 if quick else _RUNS, _WARM_UP)
    few, many = costs[_FEW], costs[_MANY]
    return [
        within(
            f"spend from one of {_MANY:,} lots",
            f"{many.queries:.0f} queries, {many.total:.1f} ms",
            f"{_FEW} lots: {few.queries:.0f} queries, {few.total:.1f} ms",
            many.total / few.total,
            2,
        )
    ]


def _member(env, club, number):
    member = shop.many_members(env, club, 1)
    env["loyalty.club.entry"]._append(
        [
            Posting(
                *(member.id, "earn", 1000, f"lots/{member.id}/{index}"),
                expires_on=date.today() + timedelta(days=1 + index),
            )
            for index in range(number)
        ]
    )
    return member


def _spending(database, member_id):
    def spend(turn):
        with environment(database) as env:
            member = env["loyalty.club.member"].browse(member_id)
            key = f"spend/{member_id}/{turn}"
            return measure(env, lambda: member._post("spend", -5, key))

    return spend
