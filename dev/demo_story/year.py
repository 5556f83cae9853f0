"""A year of purchases: who buys what, when, and what becomes of it."""

from datetime import timedelta

from demo_story import office, till, web
from demo_story.clock import utc
from demo_story.habits import HABITS
from demo_story.members import joined_at

_DAYS = 400


def plan(shop, people, tastes, weekend) -> None:
    """Put a year of purchases on the timeline.

    :param weekend: the days of the week on which books, or gifts, sell best
    """
    for person in people:
        habit = HABITS[person.habit]
        for kind in ("till", "web", "orders", "invoices"):
            for _ in range(_times(shop, person, habit, getattr(habit, kind))):
                day = _day(shop, person, habit)
                basket = _basket(shop, kind, tastes, day.weekday() in weekend)
                moment = utc(day, 9 + shop.chance.random() * 9, shop.tz)
                shop.timeline.at(moment, _PURCHASES[kind], shop, person, basket)
    _keep_the_till(shop)


def _times(shop, person, habit, per_year) -> int:
    """How many purchases of a kind somebody makes, by how long he is here."""
    if not per_year:
        return 0
    days = min((person.joined or 12) * 30.44, 365) + habit.starts_before - habit.until
    expected = per_year * days / 365
    return int(expected + shop.chance.random())


def _day(shop, person, habit):
    """A day between joining and now, or before that for who joined late."""
    today = shop.clock.start.date()
    joined = joined_at(shop, person).date() if person.joined else today
    first = joined - timedelta(days=habit.starts_before or -1)
    if person.joined is None:
        first = today - timedelta(days=300)
    last = today - timedelta(days=habit.until)
    if habit.starts_before:
        last = joined - timedelta(days=10)
    span = max((last - first).days, 1)
    return first + timedelta(days=shop.chance.randrange(span))


def _basket(shop, kind, tastes, is_weekend):
    kind = "orders" if kind == "invoices" else kind
    basket = dict(shop.chance.choice(tastes[kind]))
    if kind == "till" and is_weekend and shop.chance.random() < 0.6:
        basket[shop.chance.choice(tastes["weekend"])] = 1
    return basket


# === PURCHASES === #


def _at_the_till(shop, person, basket):
    method = "cash" if shop.chance.random() < 0.4 else "bank"
    if person.habit == "regular" and shop.chance.random() < 0.02:
        method = "pay_later"
    discount = 10.0 if shop.chance.random() < 0.05 else 0.0
    partner = shop.partners[person.key]
    receipt = till.sell(shop, partner, basket, method=method, discount=discount)
    fate = shop.chance.random()
    if fate < 0.05:
        share = 1.0 if fate < 0.02 else 0.5
        shop.timeline.later(till.refund, shop, receipt, share, days=2, hours=1)


def _on_the_web(shop, person, basket):
    partner = shop.partners[person.key]
    if shop.chance.random() < 0.06:
        web.fill_cart(shop, partner, basket)
        return
    cart = web.buy(shop, partner, basket)
    if shop.chance.random() < 0.04:
        shop.timeline.later(web.refund, cart, days=5)


def _by_order(shop, person, basket):
    partner = shop.partners[person.key]
    fate = shop.chance.random()
    if fate < 0.06:
        office.quotation(shop, partner, basket)
        return
    order = office.order(shop, partner, basket)
    if fate < 0.12:
        shop.timeline.later(office.cancel, order, days=1)
    else:
        shop.timeline.later(_invoice_order, shop, order, fate, days=2)


def _invoice_order(shop, order, fate):
    _collect(shop, office.invoice(order), fate)


def _by_invoice(shop, person, basket):
    move = office.direct_invoice(shop, shop.partners[person.key], basket)
    _collect(shop, move, shop.chance.random())


def _collect(shop, move, fate) -> None:
    """Most customers pay in the end."""
    days = shop.chance.randrange(3, 24)
    if fate < 0.22:
        shop.timeline.later(office.pay, move, 0.5, days=days)
    elif fate < 0.30:
        shop.timeline.later(_credit, shop, move, days=days)
    elif fate < 0.93:
        shop.timeline.later(office.pay, move, days=days)


def _credit(shop, move) -> None:
    """Something comes back, of an invoice that has been paid."""
    office.pay(move)
    line = move.invoice_line_ids[:1]
    note = office.credit(move, line.product_id, max(line.quantity // 3, 1))
    office.pay(note)


_PURCHASES = {
    "till": _at_the_till,
    "web": _on_the_web,
    "orders": _by_order,
    "invoices": _by_invoice,
}


def _keep_the_till(shop) -> None:
    """Close the till from time to time. It opens with the first customer."""
    today = shop.clock.start.date()
    for number in range(_DAYS // 28 + 1):
        day = today - timedelta(days=1 + 28 * number)
        shop.timeline.at(utc(day, 21, shop.tz), till.close, shop)
