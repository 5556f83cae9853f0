"""Pages: what staff, and members themselves, read of a member with ten entries, and of
one with very many."""

import shop
import visit
from meter import environment, measure, side_by_side
from report import as_many_queries, within

_FEW, _MANY, _QUICK_MANY = 10, 100_000, 10_000
_RUNS, _WARM_UP = 50, 5
_PAGE = 40


def run(database: str, quick: bool):
    """Read both, in turns."""
    many = _QUICK_MANY if quick else _MANY
    with environment(database) as env:
        club = shop.club(env)
        clerk = shop.employee(env, "loyalty_club.group_agent").id
        member_ids = {
            number: shop.member_with_entries(env, club, number).id
            for number in (_FEW, many)
        }
    rows = []
    for what, read in _PAGES.items():
        kinds = {
            number: _reading(database, clerk, read, id_)
            for number, id_ in member_ids.items()
        }
        rows.append(
            as_many_queries(what, side_by_side(kinds, 30 if quick else _RUNS, _WARM_UP))
        )
    return rows + _visits(database, many, 30 if quick else _RUNS)


def _visits(database, many, runs):
    """The first view of a membership, beside the first page of Odoo's own portal."""
    paths, people = {}, {}
    with environment(database) as env:
        env["website"].search([]).domain = False
        club = shop.rich_club(env)
        for number in (_FEW, many):
            member = shop.member_with_entries(env, club, number)
            people[number] = f"visitor{number}"
            visit.customer(env, member.partner_id, people[number])
            paths[number] = f"/my/club/{member.id}"
        env.cr.commit()
    visitors = {
        number: visit.Visitor(database, login) for number, login in people.items()
    }
    kinds = {
        number: lambda _turn, number=number: visitors[number].open(paths[number])
        for number in paths
    }
    kinds["portal"] = lambda _turn: visitors[_FEW].open("/my/home")
    costs = side_by_side(kinds, runs, _WARM_UP)
    ours, theirs = costs[many], costs["portal"]
    return [
        as_many_queries(
            "first view of his area", {_FEW: costs[_FEW], many: costs[many]}
        ),
        within(
            "first view of his area, beside that of the portal",
            f"{ours.queries:.0f} queries, {ours.total:.1f} ms",
            f"/my/home: {theirs.queries:.0f} queries, {theirs.total:.1f} ms",
            ours.total / theirs.total,
            1.2,
        ),
    ]


def _read_balance(member):
    return member.balance, member.lifetime_points


def _read_pending(member):
    return member.pending_points


def _read_expiring(member):
    return member.expiring_points, member.expiring_on


def _read_history(member):
    entries = member.env["loyalty.club.entry"].search(
        [("member_id", "=", member.id)], limit=_PAGE
    )
    return entries.read(["posted_at", "description", "points", "balance_after"])


_PAGES = {
    "balance": _read_balance,
    "pending points": _read_pending,
    "expiring points": _read_expiring,
    "history page": _read_history,
}


def _reading(database, clerk, read, member_id):
    def do(_turn):
        with environment(database, clerk) as env:
            member = env["loyalty.club.member"].browse(member_id)
            return measure(env, lambda: read(member))

    return do
