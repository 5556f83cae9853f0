"""Standby: the pages of a member, answered by a server that only follows another.

Run by `python3 dev bench --standby`, which makes both for it.
"""

from unittest.mock import patch

import shop
import visit
from kit import streaming
from meter import environment, side_by_side
from report import Row, within

from odoo.modules.registry import Registry

_ENTRIES, _QUICK_ENTRIES = 100_000, 10_000
_RUNS, _QUICK_RUNS, _WARM_UP = 50, 30, 5
_AREA, _HOME = "first view of his area", "/my/home"


def run(database: str, quick: bool):
    """Measure what pages cost, and show that the standby alone answers them."""
    paths = _world(database, _QUICK_ENTRIES if quick else _ENTRIES)
    primary, standby = streaming.servers()
    standby.catch_up()
    visitor = visit.Visitor(database, "visitor")
    return [
        *_costs(database, visitor, paths, _QUICK_RUNS if quick else _RUNS),
        _alone(visitor, primary, paths),
        _fresh(visitor, standby, paths["messages"]),
    ]


def _world(database, entries):
    """The pages of a member who has something on each of them."""
    with environment(database) as env:
        env["website"].search([]).domain = False
        club = shop.rich_club(env)
        member = shop.member_with_entries(env, club, entries)
        visit.customer(env, member.partner_id, "visitor")
        reward = club.reward_ids[0]
        coupon = member._redeem(reward)
        message = member._write_feedback("question", "Hours", "When are you open?")
        env.cr.commit()
        area = f"/my/club/{member.id}"
        return {
            _AREA: area,
            "card": f"{area}/card",
            "history": f"{area}/history",
            "rewards": f"{area}/rewards",
            "a reward": f"{area}/rewards/{reward.id}",
            "coupons": f"{area}/coupons",
            "a coupon": f"{area}/coupons/{coupon.id}",
            "surveys": f"{area}/surveys",
            "messages": f"{area}/messages",
            "a message": f"{area}/messages/{message.id}",
            "profile": f"{area}/profile",
            "consents": f"{area}/consents",
        }


def _costs(database, visitor, paths, runs):
    """Each page from the standby, beside itself from the primary and Odoo's portal."""
    registry = Registry(database)
    requests, astray = 0, 0

    def from_standby(path):
        nonlocal requests, astray
        cost = visitor.open(path)
        requests += 1
        astray += not visitor.was_answered_by_standby()
        return cost

    def from_primary(path):
        # As of an Odoo without `db_replica_host`.
        with patch.object(registry, "_db_readonly", None):
            return visitor.open(path)

    kinds = {_HOME: lambda _turn: visitor.open(_HOME)}
    for page, path in paths.items():
        kinds[page] = lambda _turn, path=path: from_standby(path)
        kinds[page, "primary"] = lambda _turn, path=path: from_primary(path)
    costs = side_by_side(kinds, runs, _WARM_UP)
    rows = [_row(page, costs) for page in paths]
    work = f"of {requests:,} pages read from a standby, answered by another server"
    return [*rows, _fact(work, astray, 0)]


def _row(page, costs):
    ours, same, home = costs[page], costs[page, "primary"], costs[_HOME]
    words = (
        f"from a standby, {page}",
        f"{ours.queries:.0f} queries, {ours.total:.1f} ms",
        f"from the primary: {same.queries:.0f} queries, {same.total:.1f} ms; "
        f"{_HOME}: {home.queries:.0f} queries, {home.total:.1f} ms",
    )
    ratio = ours.total / home.total
    if page == _AREA:
        return within(*words, ratio, 1.2)
    return Row(*words, f"{ratio:.2f}")


def _fresh(visitor, standby, messages):
    """Who has just written reads what he has written, though the standby is behind."""
    standby.sql("SELECT pg_wal_replay_pause()")
    try:
        page = visitor.send(
            f"{messages}/new", kind="question", name="Parking", body="Where do I park?"
        )
    finally:
        standby.sql("SELECT pg_wal_replay_resume()")
    return _fact(
        "messages shown to who has just sent one, while the standby is behind",
        page.count("Where do I park?"),
        1,
    )


def _alone(visitor, primary, paths):
    """The standby answers by itself when the primary has been stopped."""
    primary.stop()
    try:
        found = sum(visitor.finds(path) for path in paths.values())
    finally:
        primary.start()
    return _fact("pages that are there while the primary is stopped", found, len(paths))


def _fact(work, found, wanted):
    holds = "yes" if found == wanted else "NO"
    return Row(work, f"{found}", budget=f"{wanted}", holds=holds)
