"""Backfill: past orders of three lines earn, beside bare SQL.

By the steps of the job that runs in the background. Bare SQL adds up the lines of the
orders, and writes the same earnings, lines, entries, lots and balances.
"""

import past_orders
import shop
from bare import Copies
from meter import environment
from report import bulk_rows
from stopwatch import Stopwatch

_SIZES, _QUICK_SIZES = (10_000, 30_000, 100_000), (1_000, 3_000, 10_000)
_ORDERS_EACH = 20
_TABLES = (
    *("loyalty_club_earning", "loyalty_club_earning_line", "loyalty_club_entry"),
    *("loyalty_club_residual", "loyalty_club_member"),
)


def run(database: str, quick: bool):
    """Give points for the orders of new members, more each time."""
    done = []
    with environment(database) as env:
        for size in _QUICK_SIZES if quick else _SIZES:
            club = shop.club(env)
            members = shop.many_members(env, club, size // _ORDERS_EACH)
            past_orders.make(env, members.partner_id, size)
            with Copies(env, *_TABLES) as copies:
                copies.fill("loyalty_club_member", members.ids)
                done.append((size, _backfill(env, club), _backfill_bare(copies, club)))
    return bulk_rows("past orders backfilled", done, budget=5)


def _backfill(env, club) -> float:
    backfill = env["loyalty.club.backfill"].create({"club_id": club.id})
    backfill.state = "counted"  # what it would come to is known
    env.cr.commit()
    watch = Stopwatch(env)
    backfill.action_run()
    backfill._cron_run()
    return watch.seconds()


def _backfill_bare(copies, club) -> float:
    return copies.seconds(
        f"""
        INSERT INTO bare_loyalty_club_earning
             SELECT earning.*
               FROM loyalty_club_earning AS earning
               JOIN (SELECT order_id, sum(price_total) AS total
                       FROM sale_order_line GROUP BY order_id) AS bought
                 ON bought.order_id = earning.source_id
                AND earning.points = floor(bought.total)
              WHERE earning.source_model = 'sale.order' AND club_id = {club.id}
        """,
        """
        INSERT INTO bare_loyalty_club_earning_line
             SELECT line.*
               FROM loyalty_club_earning_line AS line
               JOIN bare_loyalty_club_earning AS earning ON earning.id = line.earning_id
        """,
        """
        INSERT INTO bare_loyalty_club_entry
             SELECT entry.*
               FROM loyalty_club_entry AS entry
               JOIN bare_loyalty_club_earning AS earning
                 ON earning.id = entry.earning_id
        """,
        """
        INSERT INTO bare_loyalty_club_residual
             SELECT lot.*
               FROM loyalty_club_residual AS lot
               JOIN bare_loyalty_club_entry AS entry ON entry.id = lot.entry_id
        """,
        """
        UPDATE bare_loyalty_club_member AS member
           SET balance = posted.points, lifetime_points = posted.points
          FROM (SELECT member_id, sum(points) AS points FROM bare_loyalty_club_entry
              GROUP BY member_id) AS posted
         WHERE posted.member_id = member.id
        """,
    )
