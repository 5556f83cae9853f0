"""The replay: sales, members, points for the past, expiry, audit; then a table."""

import time
from contextlib import contextmanager
from itertools import count

from odoo import Command

from real_purchases import purchases as file
from real_purchases.shop import Shop


def replay(env, path: str, customers: str = "0") -> None:
    """Replay the purchases of all customers, or of so many, and print the outcome."""
    purchases = file.read(path, int(customers))
    steps = Steps()
    shop = Shop(env)
    env = shop.env
    numbers = list(dict.fromkeys(purchase.customer for purchase in purchases))
    with steps.step(f"{len(numbers):,} contacts"):
        contacts = shop.greet(numbers)
    with steps.step(f"{len(purchases):,} confirmed orders"):
        shop.sell(purchases, contacts)
    club = _club(env)
    with steps.step("Everybody joins the club"):
        _enroll(env, club, contacts.values())
    backfill = env["loyalty.club.backfill"].create({"club_id": club.id})
    with steps.step("Preview: what points for past orders would come to"):
        backfill.action_count()
        backfill._cron_run()
    with steps.step("Points for past orders"):
        backfill.action_run()
        backfill._cron_run()
    with steps.step("Points that have run out expire"):
        env["loyalty.club.member"]._cron_expire()
    with steps.step("Everything is counted again"):
        env["loyalty.club.audit"]._cron_audit()
    _print_outcome(env, club, backfill, purchases)
    print(f"  {'Time taken':<20}{steps.minutes():.1f} minutes", flush=True)


class Steps:
    """Says how long each step has taken."""

    def __init__(self):
        self._numbers = count(1)
        self._start = time.monotonic()

    def minutes(self) -> float:
        """How long all of it has taken so far."""
        return (time.monotonic() - self._start) / 60

    @contextmanager
    def step(self, title: str):
        """One step, from its title to its time."""
        print(f"  {next(self._numbers)}. {title} …", end="", flush=True)
        start = time.monotonic()
        yield
        print(f" {time.monotonic() - start:.0f} s", flush=True)


def _club(env):
    rule = {"name": "1 point for each dollar", "trigger": "amount"}
    return env["loyalty.club"].create(
        {
            "name": "Compact Disc Club",
            "company_id": env.company.id,
            "tz": "UTC",
            "earn_on": "order",
            "expiry_policy": "rolling",
            "expiry_months": 12,
            "rule_ids": [Command.create(rule)],
        }
    )


def _enroll(env, club, contacts):
    for number, contact in enumerate(contacts, 1):
        club._enroll(contact, channel="import")
        if number % 1000 == 0:
            env.cr.commit()
            env.invalidate_all()
    env.cr.commit()


def _print_outcome(env, club, backfill, purchases):
    entry, audit = (
        env["loyalty.club.entry"],
        env["loyalty.club.audit"].search([], limit=1),
    )
    posted = dict(
        entry._read_group([("club_id", "=", club.id)], ["kind"], ["points:sum"])
    )
    members = env["loyalty.club.member"].search([("club_id", "=", club.id)])
    expected = sum(purchase.points for purchase in purchases)
    earned = posted.get("earn", 0)
    agrees = "as counted" if earned == expected else f"BUT {expected:,} were counted"
    verdict = dict(audit._fields["state"].selection)[audit.state]
    for what, figure in (
        ("Members", f"{len(members):,}"),
        ("Orders", f"{len(purchases):,}"),
        ("Points earned", f"{earned:,}, {agrees} from the file by itself"),
        ("… the preview said", f"{backfill.expected_points:,}"),
        ("Points expired", f"{-posted.get('expire', 0):,}"),
        ("Balances left", f"{sum(members.mapped('balance')):,}"),
        ("Audit", f"{verdict} ({audit.checked_members:,} members)"),
    ):
        print(f"  {what:<20}{figure}", flush=True)
