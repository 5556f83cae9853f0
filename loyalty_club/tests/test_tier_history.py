from psycopg2 import IntegrityError
from psycopg2.errors import RestrictViolation

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from .tier_common import TierCommon


class TestHistory(TierCommon):
    """Nobody writes a tier, and nobody rewrites how it came."""

    def test_no_role_writes_a_tier(self):
        manager = self.make_user("manager", "loyalty_club.group_manager")
        with self.assertRefused("by what they reach"):
            self.member.with_user(manager).tier_id = self.gold
        for values in (
            {"tier_id": self.gold.id},
            {"tier_value": 999},
            {"tier_since": "2020-01-01"},
            {"tier_until": "2040-01-01"},
        ):
            with self.assertRefused("by what they reach"):
                self.member.write(values)

    def test_defaults_of_a_request_make_no_tier(self):
        club = self.club.with_context(
            default_tier_id=self.gold.id, default_tier_value=900
        )
        member = club._enroll(self.make_partner("Sara"))
        self.assertTier(self.bronze, member)
        self.assertEqual(member.tier_value, 0)

    def test_moves_are_never_changed(self):
        move = self.member.tier_move_ids[0]
        for attempt in (
            lambda: move.write({"value": 5}),
            lambda: move.unlink(),
            lambda: move.create({"member_id": self.member.id}),
        ):
            with self.assertRefused("never edited"):
                attempt()
        for query in (
            "UPDATE loyalty_club_tier_move SET value = 5",
            "DELETE FROM loyalty_club_tier_move",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(RestrictViolation),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query)

    def test_member_and_tier_with_a_history_are_kept(self):
        with self.assertRefused("has been in a tier"):
            self.member.unlink()
        with self.assertRefused("Archive it instead"):
            self.bronze.unlink()
        self.gold.unlink()

    def test_audit_finds_a_tier_without_its_move(self):
        self.env.cr.execute(
            "UPDATE loyalty_club_member SET tier_id = %s WHERE id = %s",
            [self.gold.id, self.member.id],
        )
        self.env.invalidate_all()
        [finding] = self.env["loyalty.club.audit"]._find(self.member.ids)
        self.assertEqual(finding["check"], "tier_is_that_of_last_move")

    def test_tiers_that_make_no_sense_are_refused(self):
        for values in (
            {"threshold": 100},
            {"threshold": -1},
            {"factor": 0},
            {"factor": 101},
        ):
            with (
                self.subTest(**values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.gold.write(values)
                self.env.flush_all()
        other = self.make_club(name="Night Owls")
        with self.assertRefused("stays in its club"):
            self.gold.club_id = other

    def test_marketing_makes_tiers_and_agents_read_them(self):
        marketing = self.make_user("marketing", "loyalty_club.group_marketing")
        agent = self.make_user("agent", "loyalty_club.group_agent")
        tiers = self.env["loyalty.club.tier"].with_user(marketing)
        tier = tiers.create({"name": "Ruby", "threshold": 200, "club_id": self.club.id})
        self.assertEqual(tier.sequence, 3)
        tier.threshold = 250
        self.assertEqual(tier.with_user(agent).name, "Ruby")
        with self.assertRaises(AccessError):
            tier.with_user(agent).threshold = 1
        progress = self.member.with_user(agent)._tier_progress()
        self.assertEqual(progress["message"], "100 points to Silver")
