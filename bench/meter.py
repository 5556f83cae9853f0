"""Meter: what a piece of work costs Odoo."""

import gc
import time
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from statistics import median
from typing import NamedTuple
from unittest.mock import patch

from stopwatch import Stopwatch

import odoo.api
from odoo.modules.registry import Registry

# Where sales and the till call us.
_HOOKS = (
    ("sale.order", "_loyalty_club_touch"),
    ("pos.order", "_loyalty_club_touch_paid"),
    ("pos.order", "_loyalty_club_settle_at_once"),
)


class Cost(NamedTuple):
    """Queries, and milliseconds of processor time: of Odoo, and with PostgreSQL's."""

    queries: float
    cpu: float
    total: float

    def plus(self, other: "Cost") -> "Cost":
        """Both, one after the other."""
        return Cost(*(mine + its for mine, its in zip(self, other, strict=True)))

    def over(self, other: "Cost") -> "Cost":
        """What this costs more."""
        return Cost(*(mine - its for mine, its in zip(self, other, strict=True)))


@contextmanager
def environment(database: str, uid: int = odoo.api.SUPERUSER_ID, company_id: int = 1):
    """A transaction with nothing in its cache, as each request has."""
    with Registry(database).cursor() as cursor:
        context = {"allowed_company_ids": [company_id], "lang": "en_US", "tz": "UTC"}
        yield odoo.api.Environment(cursor, uid, context)


def measure(env, work: Callable) -> Cost:
    """What ``work()`` costs, and all that is done for it before the commit."""
    queries, cpu, watch = env.cr.sql_log_count, time.process_time(), Stopwatch(env)
    work()
    env.cr.flush()  # writes what is pending and runs what waits for the commit
    return Cost(
        env.cr.sql_log_count - queries,
        (time.process_time() - cpu) * 1000,
        watch.seconds() * 1000,
    )


@contextmanager
def without_us(database: str):
    """Work as if our add-on were not there."""
    registry = Registry(database)
    with ExitStack() as stack:
        for model, verb in _HOOKS:
            stack.enter_context(patch.object(registry[model], verb, lambda self: None))
        yield


def side_by_side(kinds: dict[str, Callable[[int], Cost]], runs: int, warm_up: int):
    """Measure several kinds of work in turns, and return the median of each.

    Turns, because the machine may be slower a minute later; medians, because somebody
    else may need it just now.
    """
    for turn in range(warm_up):
        for work in kinds.values():
            work(turn)
    gc.collect()
    gc.freeze()
    costs = {kind: [] for kind in kinds}
    for turn in range(warm_up, warm_up + runs):
        for kind, work in kinds.items():
            costs[kind].append(work(turn))
    gc.unfreeze()
    return {
        kind: Cost(*(median(figures) for figures in zip(*of_kind, strict=True)))
        for kind, of_kind in costs.items()
    }
