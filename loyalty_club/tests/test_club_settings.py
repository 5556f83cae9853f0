from psycopg2 import IntegrityError

from odoo.tools import mute_logger

from .common import ClubCommon


class TestClubSettings(ClubCommon):
    """What may be set, and who is known to have set it."""

    def assertImpossible(self, record, **values):
        with (
            self.subTest(**values),
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            record.write(values)
            self.env.flush_all()

    def test_no_club_counts_days_beyond_the_calendar(self):
        """Jobs look at all clubs at once: one must not stop the others."""
        largest = 2**31 - 1
        self.assertImpossible(self.club, expiry_months=1201)
        self.assertImpossible(self.club, expiry_months=-largest)
        self.assertImpossible(
            self.club, expiry_policy="inactivity", expiry_months=largest
        )
        self.assertImpossible(self.club, hold_days=3651)
        self.assertImpossible(self.club, adjustment_limit=largest)
        self.assertImpossible(self.club, tier_window_months=1201)
        self.assertImpossible(self.club, tier_grace_days=-1)
        self.assertImpossible(self.club, birthday_after_days=-1)
        self.assertImpossible(self.club, birthday_after_days=36501)

    def test_no_rule_gives_more_than_a_balance_holds(self):
        for name in ("points", "every", "limit_per_order", "limit_per_member"):
            self.assertImpossible(self.rule, **{name: 2**31 - 1})

    def messages(self):
        """What the club tells, once the transaction is over."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        return self.club.message_ids

    def test_whoever_raises_a_limit_leaves_a_trace(self):
        self.messages()
        manager = self.make_user("manager", "loyalty_club.group_manager")
        # Tests turn tracking off to save time.
        club = self.club.with_user(manager).with_context(tracking_disable=False)
        club.with_context(mail_notrack=False).adjustment_limit = 5000
        message = self.messages()[0]
        self.assertEqual(message.author_id, manager.partner_id)
        traced = message.tracking_value_ids
        self.assertEqual(traced.field_id.name, "adjustment_limit")
        self.assertEqual(
            (traced.old_value_integer, traced.new_value_integer), (1000, 5000)
        )

    def test_whoever_changes_a_rule_leaves_a_trace(self):
        marketing = self.make_user("marketing", "loyalty_club.group_marketing")
        rules = self.env["loyalty.club.earning.rule"].with_user(marketing)
        rule = rules.create({"name": "Nights", "club_id": self.club.id})
        rule.points = 5
        rule.sequence = 3
        rule.unlink()
        told = self.club.message_ids[:3]
        self.assertEqual(told.author_id, marketing.partner_id)
        for message, event in zip(told, ("deleted", "changed", "added"), strict=True):
            self.assertIn(f"Earning rule {event}: Nights", message.body)

    def test_whoever_changes_a_tier_leaves_a_trace(self):
        marketing = self.make_user("marketing", "loyalty_club.group_marketing")
        tiers = self.env["loyalty.club.tier"].with_user(marketing)
        tier = tiers.create({"name": "Gold", "club_id": self.club.id})
        tier.threshold = 5
        tier.unlink()
        told = self.club.message_ids[:3]
        self.assertEqual(told.author_id, marketing.partner_id)
        for message, event in zip(told, ("deleted", "changed", "added"), strict=True):
            self.assertIn(f"Tier {event}: Gold", message.body)
