"""Four clubs to start from: what they ask, what they give, and in which words."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# What a typical purchase is taken for, before anything was sold: in currencies with
# cents, and in those without.
TYPICAL_AMOUNTS = (120.0, 1_200_000.0)
# How many points a typical purchase gives, where points come with money.
POINTS_OF_TYPICAL = 12

_MEMBER_TEXT = _lt(
    "Collect points with every purchase, see them in your account, and be the first to "
    "hear what is new."
)

# Tiers begin after so many typical purchases, or after so many visits.
_BRONZE_TO_GOLD = (
    (_lt("Bronze"), 0, 1.0, "#A97142"),
    (_lt("Silver"), 10, 1.25, "#8A9BA8"),
    (_lt("Gold"), 30, 1.5, "#C9A227"),
)

STARTING_POINTS = {
    "shop": {
        "name": _lt("Customer Club"),
        "description": _MEMBER_TEXT,
        "answers": {
            "enrollment": "open",
            "accepts": "individual",
            "trigger": "amount",
            "points": 1,
            "earn_on": "payment",
            "hold_days": 14,
            "expiry_policy": "rolling",
            "expiry_months": 12,
        },
        "types": (),
        "tier_measure": "amount",
        "tiers": _BRONZE_TO_GOLD,
    },
    "restaurant": {
        "name": _lt("Stamp Card"),
        "description": _lt(
            "Every visit is a stamp, and a full card is a treat. No paper: we keep the "
            "card for you."
        ),
        "answers": {
            "enrollment": "open",
            "accepts": "individual",
            "trigger": "nth_order",
            "points": 100,
            "every": 10,
            "earn_on": "order",
            "hold_days": 0,
            "expiry_policy": "inactivity",
            "expiry_months": 12,
        },
        "types": (),
        "tier_measure": "orders",
        "tiers": (
            (_lt("Guest"), 0, 1.0, "#A97142"),
            (_lt("Regular"), 10, 1.0, "#8A9BA8"),
            (_lt("Friend of the House"), 30, 1.5, "#C9A227"),
        ),
    },
    "employees": {
        "name": _lt("Partner Organisations Club"),
        "description": _lt(
            "For the people of our partner organisations: who works there is a member, "
            "from the first day on."
        ),
        "answers": {
            "enrollment": "corporate",
            "accepts": "both",
            "trigger": "amount",
            "points": 1,
            "earn_on": "payment",
            "hold_days": 14,
            "expiry_policy": "year_end",
            "expiry_months": 12,
        },
        "types": ((_lt("Employee"), 1.0), (_lt("Manager"), 1.5)),
        "tier_measure": "amount",
        "tiers": _BRONZE_TO_GOLD,
    },
    "regulars": {
        "name": _lt("Regulars’ Club"),
        "description": _lt(
            "A thank-you to those who come back: more with every purchase, for "
            "regular customers only."
        ),
        "answers": {
            "enrollment": "closed",
            "accepts": "both",
            "trigger": "amount",
            "points": 1,
            "earn_on": "payment",
            "hold_days": 14,
            "expiry_policy": "never",
            "expiry_months": 12,
        },
        "types": (),
        "tier_measure": "amount",
        "tiers": (
            (_lt("Silver"), 0, 1.0, "#8A9BA8"),
            (_lt("Gold"), 20, 1.25, "#C9A227"),
            (_lt("Platinum"), 50, 1.5, "#5B6C7D"),
        ),
    },
}

TERMS = _lt(
    "Membership is free and personal. Points have no cash value and can be spent on "
    "rewards only. When something is returned, the points it gave are taken back. You "
    "may end your membership at any time. We keep your purchases to count your points."
)
