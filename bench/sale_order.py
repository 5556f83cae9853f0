"""Sale order: confirm one of five services; extra over one without loyalty."""

from contextlib import nullcontext

import shop
from meter import environment, measure, side_by_side, without_us
from report import extra_rows

from odoo import Command

_LINES = 5
_RUNS, _WARM_UP = 50, 5


def run(database: str, quick: bool):
    """Confirm orders of four kinds of customers, in turns."""
    runs = 30 if quick else _RUNS
    with environment(database) as env:
        kinds = {
            kind: _confirming(database, kind, orders)
            for kind, orders in _prepare(env, runs + _WARM_UP).items()
        }
    costs = side_by_side(kinds, runs, _WARM_UP)
    return extra_rows("Confirm a sale order of 5 lines", costs, queries=12, cpu=0.6)


def _prepare(env, number):
    """Quotations of customers without loyalty, of strangers and members of our club,
    and, in another company, of customers with a native loyalty card."""
    club = shop.club(env)
    native = env(context={"allowed_company_ids": shop.second_company(env).ids})
    programme = shop.native_programme(native)
    return {
        "without": _orders(env, shop.customers(env, "Customer", number)),
        "stranger": _orders(env, shop.customers(env, "Stranger", number)),
        "ours": _orders(env, shop.members(env, club, "Member", number)),
        "native": _orders(
            native, shop.card_holders(native, programme, "Card holder", number)
        ),
    }


def _orders(env, customers):
    seller = shop.employee(env, "sales_team.group_sale_salesman_all_leads")
    products = shop.services(env, _LINES)
    return env["sale.order"].create(
        [
            {
                "partner_id": customer.id,
                "user_id": seller.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": 2})
                    for product in products
                ],
            }
            for customer in customers
        ]
    )


def _confirming(database, kind, orders):
    seller, company, ids = orders.user_id.id, orders.company_id.id, orders.ids
    is_ours = kind in ("stranger", "ours")

    def confirm(turn):
        with nullcontext() if is_ours else without_us(database):
            with environment(database, seller, company) as env:
                order = env["sale.order"].browse(ids[turn])
                return measure(env, order.action_confirm)

    return confirm
