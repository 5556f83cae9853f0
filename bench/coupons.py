"""Coupons: bought, used on an order, and given to many.

Buying is beside Odoo's own dialog that generates a coupon for one customer, using
beside a coupon of an ordinary programme. A campaign is beside bare SQL that writes the
same coupons and cards.
"""

import shop
from bare import Copies
from meter import environment, measure, side_by_side
from report import Row, bulk_rows, within
from stopwatch import Stopwatch

from odoo import Command

_RUNS, _WARM_UP = 50, 5
_BUDGET = 5
_SIZES, _QUICK_SIZES = (10_000, 30_000, 100_000), (1_000, 3_000, 10_000)
_TABLES = ("loyalty_card", "loyalty_club_coupon")


def run(database: str, quick: bool):
    """Single coupons in turns, then campaigns of more members each time."""
    return [*_single(database, 30 if quick else _RUNS), *_campaigns(database, quick)]


def _single(database, runs):
    with environment(database) as env:
        club = shop.club(env)
        reward = env["loyalty.club.reward"].create(
            {"name": "10 off", "club_id": club.id, "discount": 10, "points": 1}
        )
        people = shop.members(env, club, "Buyer", runs + _WARM_UP)
        members = club.member_ids
        for member in members:
            member._post("adjust", 10, f"bench/coupons/{member.id}")
        programme = _native_programme(env)
        orders = _orders(env, people), _orders(env, people)
        made = members.ids, reward.id, programme.id, *(each.ids for each in orders)
    buying = {
        "ours": lambda turn: _redeem(database, made, turn),
        "native": lambda turn: _generate(database, made, turn, people.ids),
    }
    using = {
        "ours": lambda turn: _use(database, made[3][turn], made[1], people.ids[turn]),
        "native": lambda turn: _use(database, made[4][turn], None, people.ids[turn]),
    }
    rows = _beside("Buy a coupon", side_by_side(buying, runs, _WARM_UP), 3)
    return rows + _beside("Use a coupon", side_by_side(using, runs, _WARM_UP), 1.5)


def _beside(work, costs, budget):
    ours, native = costs["ours"], costs["native"]
    return [
        Row(f"{work}: queries", f"{ours.queries:.0f}", f"native {native.queries:.0f}"),
        within(
            work,
            f"{ours.total:.1f} ms",
            f"native {native.total:.1f} ms",
            ours.total / native.total,
            budget,
        ),
    ]


def _native_programme(env):
    discount = {"discount": 10, "discount_mode": "percent", "required_points": 1}
    return env["loyalty.program"].create(
        {
            "name": "Native Coupons",
            "program_type": "coupons",
            "applies_on": "current",
            "trigger": "with_code",
            "company_id": env.company.id,
            "reward_ids": [Command.create(discount)],
        }
    )


def _orders(env, people):
    [product] = shop.services(env, 1)
    line = {"product_id": product.id, "product_uom_qty": 2}
    return env["sale.order"].create(
        [
            {"partner_id": person.id, "order_line": [Command.create(line)]}
            for person in people
        ]
    )


def _redeem(database, made, turn):
    with environment(database) as env:
        member = env["loyalty.club.member"].browse(made[0][turn])
        reward = env["loyalty.club.reward"].browse(made[1])
        return measure(env, lambda: member._redeem(reward, key="bench"))


def _generate(database, made, turn, people):
    with environment(database) as env:
        wizard = env["loyalty.generate.wizard"].create(
            {
                "program_id": made[2],
                "mode": "selected",
                "customer_ids": [Command.set([people[turn]])],
                "points_granted": 1,
            }
        )
        return measure(env, wizard.generate_coupons)


def _use(database, order_id, reward_id, partner_id):
    with environment(database) as env:
        order = env["sale.order"].browse(order_id)
        card = env["loyalty.card"].search(
            [
                ("partner_id", "=", partner_id),
                ("program_id.loyalty_club_reward_id", "=", reward_id or False),
            ],
            limit=1,
        )

        def use():
            for coupon, reward in order._try_apply_code(card.code).items():
                order._apply_program_reward(reward, coupon)
            order._update_programs_and_rewards()

        return measure(env, use)


def _campaigns(database, quick):
    done = []
    with environment(database) as env:
        for size in _QUICK_SIZES if quick else _SIZES:
            club = shop.club(env)
            reward = env["loyalty.club.reward"].create(
                {"name": "Present", "club_id": club.id}
            )
            shop.many_members(env, club, size)
            campaign = env["loyalty.club.campaign"].create(
                {"name": "Present", "club_id": club.id, "reward_id": reward.id}
            )
            env.cr.commit()
            watch = Stopwatch(env)
            campaign.action_start()
            campaign._cron_run()
            ours = watch.seconds()
            done.append((size, ours, _bare(env, club)))
    return bulk_rows("coupons given", done, budget=_BUDGET)


def _bare(env, club) -> float:
    with Copies(env, *_TABLES) as copies:
        return copies.seconds(
            f"""
            INSERT INTO bare_loyalty_card
                 SELECT card.*
                   FROM loyalty_card AS card
                   JOIN loyalty_club_coupon AS coupon ON coupon.card_id = card.id
                  WHERE coupon.club_id = {club.id}
            """,
            f"""
            INSERT INTO bare_loyalty_club_coupon
                 SELECT * FROM loyalty_club_coupon WHERE club_id = {club.id}
            """,
        )
