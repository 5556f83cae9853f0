"""Meter: what a piece of work costs Odoo."""

import gc
import time
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median
from unittest.mock import patch

import odoo.api
from odoo.modules.registry import Registry

# Where sales and the till call us.
_HOOKS = (
    ("sale.order", "_loyalty_club_touch"),
    ("pos.order", "_loyalty_club_touch_paid"),
    ("pos.order", "_loyalty_club_settle_at_once"),
)


@dataclass(slots=True)
class Cost:
    """Queries sent, and milliseconds: of the processor for Odoo alone, and in all."""

    queries: float = 0.0
    cpu: float = 0.0
    wall: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.queries + other.queries, self.cpu + other.cpu, self.wall + other.wall
        )

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(
            self.queries - other.queries, self.cpu - other.cpu, self.wall - other.wall
        )


@contextmanager
def environment(database: str, uid: int = odoo.api.SUPERUSER_ID, company_id: int = 1):
    """A transaction with nothing in its cache, as each request has."""
    with Registry(database).cursor() as cursor:
        context = {"allowed_company_ids": [company_id], "lang": "en_US", "tz": "UTC"}
        yield odoo.api.Environment(cursor, uid, context)


@contextmanager
def measured(env):
    """Fill the cost it lends with what the work inside costs, up to the commit."""
    cost = Cost()
    start = env.cr.sql_log_count, time.process_time(), time.perf_counter()
    yield cost
    env.cr.flush()  # writes what is pending and runs what waits for the commit
    cost.queries = env.cr.sql_log_count - start[0]
    cost.cpu = (time.process_time() - start[1]) * 1000
    cost.wall = (time.perf_counter() - start[2]) * 1000


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
    return {kind: _median(measured_costs) for kind, measured_costs in costs.items()}


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        median(cost.queries for cost in costs),
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
    )
