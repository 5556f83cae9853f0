import threading
from contextlib import contextmanager
from functools import partial

from odoo import SUPERUSER_ID, Command, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged

# Rows a scene leaves, from the leaves to the root. The {clubs}, their {members} and
# {programs} are its own.
_LEFTOVERS = (
    ("loyalty_club_residual", "member_id IN {members}"),
    (
        "loyalty_club_allocation",
        "entry_id IN (SELECT id FROM loyalty_club_entry WHERE club_id IN {clubs})",
    ),
    ("loyalty_club_adjustment", "member_id IN {members}"),
    ("loyalty_club_tier_move", "club_id IN {clubs}"),
    ("loyalty_club_entry", "club_id IN {clubs}"),
    ("loyalty_club_coupon", "club_id IN {clubs}"),
    ("loyalty_card", "program_id IN {programs}"),
    ("loyalty_club_earning", "club_id IN {clubs}"),
    ("loyalty_club_occasion", "club_id IN {clubs}"),
    ("loyalty_club_consent", "member_id IN {members}"),
    ("loyalty_club_survey_answer", "club_id IN {clubs}"),
    ("loyalty_club_member", "club_id IN {clubs}"),
    ("loyalty_club_tier", "club_id IN {clubs}"),
    (
        "loyalty_club_survey",
        "rule_id IN (SELECT id FROM loyalty_club_earning_rule"
        " WHERE club_id IN {clubs})",
    ),
    ("loyalty_club_earning_rule", "club_id IN {clubs}"),
    ("loyalty_program", "id IN {programs}"),
    ("loyalty_club_reward", "club_id IN {clubs}"),
    ("loyalty_club", "id IN {clubs}"),
)
_APPEND_ONLY = (
    *("loyalty_club_entry", "loyalty_club_allocation"),
    *("loyalty_club_tier_move", "loyalty_club_occasion", "loyalty_club_consent"),
)


@tagged("post_install", "-at_install")
class ConcurrencyCase(BaseCase):
    """A club that is really committed, and people who use it at the same moment.

    What a scene leaves is deleted when it is over; the ledger has to be unlocked for
    that, as only the owner of the database can.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.made = {}
        self.addCleanup(self.clean_up)
        with self.transaction() as env:
            club = env["loyalty.club"].create(
                {"name": "Crowded Club", "earn_on": "order", "tz": "UTC"}
            )
            rule = env["loyalty.club.earning.rule"].create(
                {"name": "1 point for each unit of money", "club_id": club.id}
            )
            partner = env["res.partner"].create({"name": "Busy Member"})
            product = env["product.product"].create(
                {
                    "name": "Coffee",
                    "list_price": 10.0,
                    "type": "service",
                    "taxes_id": False,
                }
            )
            member = club._enroll(partner)
            self.made = {
                record._name: record.id
                for record in (club, rule, partner, product, member)
            }

    # === TRANSACTIONS === #

    @contextmanager
    def transaction(self):
        """An environment of its own, committed at the end."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    @staticmethod
    def environment(cr):
        """An environment on a cursor, for a scene that does not commit."""
        return api.Environment(cr, SUPERUSER_ID, {})

    def at_once(self, *works):
        """Do several things in transactions that begin at the same moment.

        Each runs as a request does: Odoo repeats it after a serialization failure.

        :return: what each returned, or the exception it raised
        """
        barrier = threading.Barrier(len(works), timeout=60)
        results = [None] * len(works)

        def run(index, work):
            try:
                results[index] = self._request(work, barrier)
            except Exception as error:
                results[index] = error

        threads = [
            threading.Thread(target=run, args=(index, work))
            for index, work in enumerate(works)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
            self.assertFalse(thread.is_alive(), "a transaction hangs")
        return results

    def _request(self, work, barrier):
        met = []

        def attempt(env):
            # The first query fixes what the transaction sees.
            env.cr.execute("SELECT count(*) FROM loyalty_club_entry")
            if not met:
                met.append(True)
                barrier.wait()
            return work(env)

        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            return retrying(partial(attempt, env), env)

    # === SCENES === #

    def record(self, env, model):
        """The one record of this model that the scene began with."""
        return env[model].browse(self.made[model])

    def member(self, env):
        """The member."""
        return self.record(env, "loyalty.club.member")

    def post(self, kind, points, key):
        """A piece of work: post points for the member."""
        return lambda env: self.member(env)._post(kind, points, key).id

    def order(self, env, quantity=1):
        """A quotation for coffee."""
        return env["sale.order"].create(
            {
                "partner_id": self.made["res.partner"],
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.made["product.product"],
                            "product_uom_qty": quantity,
                        }
                    )
                ],
            }
        )

    def confirm(self, order_id):
        """A piece of work: confirm a quotation."""

        def work(env):
            env["sale.order"].browse(order_id).action_confirm()

        return work

    def orders(self, count, quantity=1):
        """The ids of committed quotations."""
        with self.transaction() as env:
            return [self.order(env, quantity).id for _each in range(count)]

    def assertBalance(self, points):
        """The committed balance, and that the whole ledger agrees with it."""
        with self.transaction() as env:
            member = self.member(env)
            self.assertEqual(member.balance, points)
            self.assertFalse(env["loyalty.club.audit"]._find(member.ids))

    # === CLEAN-UP === #

    def clean_up(self):
        """Delete all that the scene has committed."""
        if not self.made:
            return
        clubs = f"({self.made['loyalty.club']})"
        members = f"(SELECT id FROM loyalty_club_member WHERE club_id IN {clubs})"
        rewards = f"(SELECT id FROM loyalty_club_reward WHERE club_id IN {clubs})"
        programs = (
            "(SELECT id FROM loyalty_program"
            f" WHERE loyalty_club_reward_id IN {rewards})"
        )
        with self.transaction() as env:
            orders = env["sale.order"].search(
                [("partner_id", "=", self.made["res.partner"])]
            )
            orders._action_cancel()
            orders.unlink()
        with self.transaction() as env:
            # Rewards and their programmes name each other.
            env.cr.execute(
                "UPDATE loyalty_club_reward SET program_id = NULL"
                f" WHERE club_id IN {clubs}"
            )
            for table in _APPEND_ONLY:
                env.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for table, which in _LEFTOVERS:
                condition = which.format(
                    clubs=clubs, members=members, programs=programs
                )
                env.cr.execute(f"DELETE FROM {table} WHERE {condition}")
            for table in _APPEND_ONLY:
                env.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            env.invalidate_all()
            self.record(env, "res.partner").unlink()
            self.record(env, "product.product").unlink()
