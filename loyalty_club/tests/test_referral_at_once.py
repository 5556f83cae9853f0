from odoo.tools import mute_logger

from .concurrency_common import ConcurrencyCase


class TestReferralAtOnce(ConcurrencyCase):
    """A newcomer who buys twice at the same moment is thanked for once."""

    def setUp(self):
        self.addCleanup(self.forget)  # when all that names him has gone
        super().setUp()
        with self.transaction() as env:
            club = self.record(env, "loyalty.club")
            for trigger, points in (("referral", 200), ("referred", 100)):
                env["loyalty.club.earning.rule"].create(
                    {
                        "name": trigger,
                        "club_id": club.id,
                        "trigger": trigger,
                        "points": points,
                    }
                )
            partner = env["res.partner"].create({"name": "Friend"})
            friend = club._enroll(partner)
            self.partner_id = partner.id
            self.friend_id = friend.id
            self.member(env).referrer_id = friend
        self.addCleanup(self.part)

    def forget(self):
        with self.transaction() as env:
            env["res.partner"].browse(self.partner_id).unlink()

    def part(self):
        with self.transaction() as env:
            self.member(env).referrer_id = False

    @mute_logger("odoo.sql_db")
    def test_two_first_purchases(self):
        self.at_once(*map(self.confirm, self.orders(2)))
        self.assertBalance(120)
        with self.transaction() as env:
            friend = env["loyalty.club.member"].browse(self.friend_id)
            self.assertEqual(friend.balance, 200)
            occasions = env["loyalty.club.occasion"].search(
                [("club_id", "=", self.made["loyalty.club"])]
            )
            self.assertEqual(
                sorted(occasions.mapped("trigger")), ["referral", "referred"]
            )

    @mute_logger("odoo.sql_db")
    def test_two_friends_within_a_limit(self):
        with self.transaction() as env:
            rules = self.record(env, "loyalty.club").rule_ids
            rules.filtered(lambda rule: rule.trigger == "referral").write(
                {"limit_per_member": 200}
            )
            other = env["res.partner"].create({"name": "Another Friend"})
            self.record(env, "loyalty.club")._enroll(
                other, referrer=env["loyalty.club.member"].browse(self.friend_id)
            )
            self.other_id = other.id
        self.addCleanup(self.forget_other)
        # What is added last is cleaned up first; he goes when his membership has.
        self._cleanups.insert(0, self._cleanups.pop())
        self.addCleanup(self.cancel_his)
        mine, his = self.orders(2)
        with self.transaction() as env:
            env["sale.order"].browse(his).partner_id = other.id
        self.at_once(self.confirm(mine), self.confirm(his))
        with self.transaction() as env:
            friend = env["loyalty.club.member"].browse(self.friend_id)
            self.assertEqual((friend.balance, friend.referral_count), (200, 2))
            self.assertFalse(env["loyalty.club.audit"]._find(friend.ids))

    def cancel_his(self):
        with self.transaction() as env:
            orders = env["sale.order"].search([("partner_id", "=", self.other_id)])
            orders._action_cancel()
            orders.unlink()

    def forget_other(self):
        with self.transaction() as env:
            env["res.partner"].browse(self.other_id).unlink()

    @mute_logger("odoo.sql_db")
    def test_a_code_is_made_once(self):
        def code(env):
            return self.member(env)._referral_code()

        first, second = self.at_once(code, code)
        self.assertEqual(first, second)

    @mute_logger("odoo.sql_db")
    def test_the_birthday_job_beside_itself(self):
        with self.transaction() as env:
            club, member = self.record(env, "loyalty.club"), self.member(env)
            env["loyalty.club.earning.rule"].create(
                {"name": "B", "club_id": club.id, "trigger": "birthday", "points": 50}
            )
            member.joined_on = "2020-01-01"
            today = club._today()
            member._tell(
                {"birth_date": today.replace(year=1992, day=min(today.day, 28))},
                channel="backend",
            )

        def celebrate(env):
            env["loyalty.club.occasion"]._birthdays_next(self.record(env, club._name))

        self.at_once(celebrate, celebrate)
        self.assertBalance(50)
