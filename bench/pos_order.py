"""Till receipt of five lines, as the browser sends it; extra over one without loyalty.

Native counts points in the browser and sends them in a second request, which is part of
what it costs. Ours are counted by the server in the first one.
"""

from uuid import uuid4

import shop
from meter import environment, measure, side_by_side, without_us
from report import extra_rows

from odoo import Command, fields

_LINES = 5
_RUNS, _WARM_UP = 50, 5


def run(database: str, quick: bool):
    """Sell to four kinds of customers, in turns."""
    runs = 30 if quick else _RUNS
    with environment(database) as env:
        kinds = _prepare(env, database, runs + _WARM_UP)
    costs = side_by_side(kinds, runs, _WARM_UP)
    return extra_rows("Till receipt of 5 lines", costs, queries=12, cpu=0.8)


def _prepare(env, database, number):
    club = shop.club(env)
    native = env(context={"allowed_company_ids": shop.second_company(env).ids})
    programme = shop.native_programme(native)
    holders = shop.card_holders(native, programme, "Till card holder", number)
    till, native_till = Till(env, database), Till(native, database)
    people = {
        "without": shop.customers(env, "Till customer", number),
        "stranger": shop.customers(env, "Till stranger", number),
        "ours": shop.members(env, club, "Till member", number),
    }
    return {
        "without": till.selling_without_us(people["without"].ids),
        "stranger": till.selling(people["stranger"].ids),
        "ours": till.selling(people["ours"].ids),
        "native": native_till.selling_with_native(programme, holders),
    }


class Till:
    """An open till in the company of ``env``, and what its browser sends."""

    def __init__(self, env, database):
        self.database = database
        self.cashier = shop.employee(env, "point_of_sale.group_pos_user").id
        self.company = env.company.id
        products = shop.services(env, _LINES)
        self.prices = [(each.id, each.list_price) for each in products]
        self.total = sum(products.mapped("list_price"))
        self.session, self.method = self._open(env)

    def _open(self, env):
        journal = env["account.journal"].create(
            {"name": "Till", "type": "cash", "code": "TILL"}
        )
        method = env["pos.payment.method"].create(
            {"name": "Cash", "journal_id": journal.id}
        )
        config = env["pos.config"].create(
            {"name": "Till", "payment_method_ids": [Command.set(method.ids)]}
        )
        config.with_user(self.cashier).open_ui()
        session = config.current_session_id
        session.set_opening_control(0, "")
        return session.id, method.id

    def selling(self, customer_ids):
        """Sell to the customer whose turn it is."""

        def sell(turn):
            ticket = self._ticket(customer_ids[turn])
            with self.request() as env:
                orders = env["pos.order"]
                return measure(env, lambda: orders.sync_from_ui([ticket]))

        return sell

    def selling_without_us(self, customer_ids):
        """The same where our add-on is not installed."""
        sell = self.selling(customer_ids)

        def sell_without_us(turn):
            with without_us(self.database):
                return sell(turn)

        return sell_without_us

    def selling_with_native(self, programme, customers):
        """The same, and the points in a second request."""
        sell = self.selling_without_us(customers.ids)
        cards = {card.partner_id.id: card.id for card in programme.coupon_ids}
        programme_id, customer_ids = programme.id, customers.ids

        def sell_with_native(turn):
            card, customer = cards[customer_ids[turn]], customer_ids[turn]
            first = sell(turn)
            change = {
                "points": self.total,
                "program_id": programme_id,
                "coupon_id": card,
                "barcode": False,
                "partner_id": customer,
            }
            with self.request() as env, without_us(self.database):
                order = env["pos.order"].search([("partner_id", "=", customer)])
                env.invalidate_all()
                points = {str(card): change}
                second = measure(env, lambda: order.confirm_coupon_programs(points))
            return first.plus(second)

        return sell_with_native

    def request(self):
        """A request of the cashier."""
        return environment(self.database, self.cashier, self.company)

    def _ticket(self, customer_id):
        payment = {"payment_method_id": self.method, "amount": self.total}
        return {
            "uuid": str(uuid4()),
            "session_id": self.session,
            "company_id": self.company,
            "partner_id": customer_id,
            "user_id": self.cashier,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "state": "paid",
            "lines": [Command.create(self._line(*each)) for each in self.prices],
            "payment_ids": [Command.create(payment)],
            "amount_total": self.total,
            "amount_tax": 0.0,
            "amount_paid": self.total,
            "amount_return": 0,
            "to_invoice": False,
        }

    def _line(self, product_id, price):
        return {
            "uuid": str(uuid4()),
            "product_id": product_id,
            "qty": 1,
            "price_unit": price,
            "price_subtotal": price,
            "price_subtotal_incl": price,
            "tax_ids": [Command.set([])],
        }
