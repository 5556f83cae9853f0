"""How people like to buy: how often, where, and what."""

from typing import NamedTuple


class Habit(NamedTuple):
    """Purchases in a whole year, by channel, and when they stop."""

    till: int = 0
    web: int = 0
    orders: int = 0
    invoices: int = 0
    until: int = 0  # days ago
    starts_before: int = 0  # days before he joins


HABITS = {
    "regular": Habit(till=9, web=1),
    "reader": Habit(till=4, web=2, orders=1),
    "web": Habit(web=5),
    "rare": Habit(till=2),
    "office": Habit(orders=4, invoices=1),
    "lapsed": Habit(till=6, web=1, until=240),
    "old": Habit(till=4, orders=3, starts_before=210),
}

GOLESTAN = {
    "till": [
        {"espresso": 1},
        {"cappuccino": 1, "croissant": 1},
        {"cappuccino": 2, "pie": 1},
        {"mint": 1, "roll": 1},
        {"espresso": 1, "muffin": 1},
        {"cappuccino": 1, "saadi": 1},
        {"espresso": 2, "owl": 1, "fish": 1},
        {"nights": 1},
        {"cappuccino": 1, "tote": 1},
    ],
    "web": [
        {"saadi": 1, "birds": 1},
        {"kitchen": 1, "beans": 1},
        {"trains": 1, "owl": 1},
        {"nights": 1, "fish": 2},
        {"atlas": 1, "kitchen": 1},
        {"hamper": 1, "beans": 1},
        {"beans": 2},
    ],
    "orders": [
        {"hamper": 4},
        {"fish": 25, "saadi": 10},
        {"kitchen": 2, "beans": 6},
        {"atlas": 3, "nights": 2},
        {"birds": 12},
        {"trains": 4, "tote": 4},
    ],
    "weekend": ["saadi", "birds", "owl", "kitchen", "trains", "fish", "nights"],
}

ZAFARAN = {
    "till": [
        {"espresso": 1},
        {"cappuccino": 1, "croissant": 1},
        {"tea": 2, "cake": 2},
        {"herbal": 1, "cake": 1},
        {"espresso": 2, "croissant": 1},
        {"tea": 1, "nabat": 1},
        {"cappuccino": 2, "chickpea": 1},
        {"gram": 1},
        {"sohan": 2},
    ],
    "web": [
        {"gram": 2, "nabat": 1},
        {"mesghal": 1},
        {"sohan": 2, "chickpea": 1},
        {"gram": 1, "sohan": 1},
        {"nowruz": 1},
    ],
    "orders": [
        {"nowruz": 6},
        {"chickpea": 8, "sohan": 4},
        {"nabat": 20},
        {"mesghal": 3, "chickpea": 2},
        {"cake": 30, "tea": 30},
    ],
    "weekend": ["cake", "gram", "sohan", "chickpea"],
}
