"""Desk: what a till asks of a member who is served, to show what he has and can have.

Ours is one request: his card, what the receipt earns, his coupons and the rewards, each
with what keeps it from him. Beside it is Odoo's own till, which fetches one loyalty
card of a customer, and offers what that pays for by itself.
"""

from uuid import uuid4

import shop
from meter import environment, measure, side_by_side
from pos_order import Till
from report import Row, as_many_queries

_FEW, _MANY, _QUICK_MANY = 10, 100_000, 10_000
_RUNS, _WARM_UP = 50, 5
_REWARDS = 5


def run(database: str, quick: bool):
    """Look up both members, and a holder of a native card, in turns."""
    runs, many = (30, _QUICK_MANY) if quick else (_RUNS, _MANY)
    with environment(database) as env:
        club, till = shop.club(env), Till(env, database)
        rewards = _rewards(env, club)
        people = {
            number: _holder(shop.member_with_entries(env, club, number), rewards)
            for number in (_FEW, many)
        }
        programme = shop.native_programme(env)
        holder = shop.card_holders(env, programme, "Desk card holder", 1)
        wanted = programme.id, holder.id
    kinds = {number: _asking(till, person) for number, person in people.items()}
    costs = side_by_side({**kinds, "native": _fetching(till, *wanted)}, runs, _WARM_UP)
    native = costs.pop("native")
    what = "Look-up at the till"
    return [
        as_many_queries(what, costs),
        Row(
            f"{what}, {_REWARDS} rewards, {_REWARDS} coupons",
            f"{costs[_FEW].queries:.0f} queries, {costs[_FEW].total:.1f} ms",
            f"native, a card: {native.queries:.0f} queries, {native.total:.1f} ms",
            f"{costs[_FEW].total / native.total:.2f}",
        ),
    ]


def _rewards(env, club):
    return env["loyalty.club.reward"].create(
        [
            {"name": f"{index} off", "club_id": club.id, "discount": index, "points": 5}
            for index in range(1, _REWARDS + 1)
        ]
    )


def _holder(member, rewards) -> int:
    """The id of a member's contact, who has got each of these rewards."""
    for reward in rewards:
        member._redeem(reward, key=f"bench/{reward.id}")
    return member.partner_id.id


def _asking(till, partner_id):
    def ask(_turn):
        request = {"order_uuid": str(uuid4()), "partner_id": partner_id}
        lines = [
            {"product_id": product_id, "qty": 1, "price_unit": price, "tax_ids": []}
            for product_id, price in till.prices
        ]
        with till.request() as env:
            config = env["pos.session"].browse(till.session).config_id
            return measure(env, lambda: config.loyalty_club_offer(request, lines))

    return ask


def _fetching(till, programme_id, partner_id):
    domain = [("partner_id", "=", partner_id), ("program_id", "=", programme_id)]

    def fetch(_turn):
        with till.request() as env:
            cards = env["loyalty.card"]
            fields = cards._load_pos_data_fields(env["pos.config"])
            return measure(env, lambda: cards.search_read(domain, fields, limit=1))

    return fetch
