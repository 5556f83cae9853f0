from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError
from psycopg2.errors import RestrictViolation

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .tier_common import TierCommon


class TestRising(TierCommon):
    """Members rise in the transaction of the purchase that takes them there."""

    def test_everybody_starts_in_the_tier_of_nothing(self):
        self.assertTier(self.bronze)
        self.assertTier(self.bronze, self.club._enroll(self.make_partner("Sara")))

    def test_a_purchase_lifts_at_once(self):
        self.buy("2025-02-01", 9)
        self.assertTier(self.bronze)
        self.buy("2025-02-02", 1)
        self.assertTier(self.silver)
        self.assertEqual(str(self.member.tier_since), "2025-02-02")
        move = self.member.tier_move_ids[0]
        self.assertEqual(
            (move.from_tier_id, move.to_tier_id, move.reason, move.value),
            (self.bronze, self.silver, "rose", 100),
        )
        self.assertEqual(str(move.moved_at), "2025-02-02 12:00:00")

    def test_a_large_purchase_skips_a_tier(self):
        self.buy("2025-02-01", 40)
        self.assertTier(self.gold)
        self.assertEqual(len(self.member.tier_move_ids), 2)

    def test_held_points_do_not_count_yet(self):
        self.club.hold_days = 14
        self.buy("2025-02-01", 10)
        self.assertTier(self.bronze)
        with freeze_time("2025-02-15 12:00:00"):
            self.env["loyalty.club.earning"]._release_due()
        self.assertTier(self.silver)

    def test_spent_and_adjusted_points_make_no_difference(self):
        self.buy("2025-02-01", 10)
        with freeze_time("2025-02-02 12:00:00"):
            self.member._post("spend", -80, "test/spend")
            self.member._post("adjust", 500, "test/gift")
        self.buy("2025-02-03", 1)
        self.assertEqual(self.member.tier_value, 110)
        self.assertTier(self.silver)

    def test_two_clubs_do_not_mix(self):
        other = self.make_club(name="Night Owls")
        self.make_rule(other, points=2)
        bright = self.make_tier("Bright", 150, other)
        member = other._enroll(self.partner)
        self.assertFalse(member.tier_id)
        member.joined_on = "2025-01-01"
        self.buy("2025-02-01", 8)
        self.assertTier(self.bronze)
        self.assertTier(bright, member)

    def test_club_without_tiers_moves_nobody(self):
        other = self.make_club(name="Night Owls")
        member = other._enroll(self.make_partner("Sara"))
        self.assertFalse(member.tier_id)
        self.assertEqual(member._tier_progress(), {})

    def test_new_tiers_take_in_the_members_there_are(self):
        self.buy("2025-02-01", 20)
        with freeze_time("2025-02-02 12:00:00"):
            between = self.make_tier("Ruby", 200)
        self.assertTier(self.silver)
        self.night("2025-02-02")
        self.assertTier(between)

    def test_archived_tier_holds_nobody(self):
        self.buy("2025-02-01", 30)
        self.gold.active = False
        self.night("2025-02-02")
        self.assertTier(self.silver)
        self.assertEqual(self.member.tier_move_ids[0].reason, "changed")
        (self.bronze | self.silver).active = False
        self.night("2025-02-02")
        self.assertTier(self.env["loyalty.club.tier"])

    def test_progress_in_words(self):
        self.buy("2025-02-01", 16)
        progress = self.member._tier_progress()
        self.assertEqual(progress["name"], "Silver")
        self.assertEqual(progress["next"], "Gold")
        self.assertEqual(progress["missing"], 140)
        self.assertEqual(progress["percent"], 30)
        self.assertEqual(progress["message"], "140 points to Gold")
        self.buy("2025-02-02", 20)
        progress = self.member._tier_progress()
        self.assertEqual(progress["message"], "The highest tier")
        self.assertEqual(progress["percent"], 100)

    def test_leaving_gives_the_tier_up_and_coming_back_gives_it_back(self):
        self.buy("2025-02-01", 10)
        with freeze_time("2025-03-01 12:00:00"):
            self.member.action_leave()
            self.assertTier(self.env["loyalty.club.tier"])
            self.assertEqual(self.member.tier_move_ids[0].reason, "left")
            self.club._enroll(self.partner)
        self.assertTier(self.silver)

    def test_merged_members_keep_the_better_tier_and_what_both_reached(self):
        other = self.club._enroll(self.make_partner("Mina R."))
        other.joined_on = "2025-01-01"
        self.buy("2025-02-01", 8)
        self.buy("2025-02-01", 25, partner=other.partner_id)
        with freeze_time("2025-02-02 12:00:00"):
            self.member._absorb(other)
        self.assertTier(self.gold)
        self.assertEqual(self.member.tier_value, 330)
        self.assertTier(self.env["loyalty.club.tier"], other)

    def test_tier_kept_for_a_while_survives_a_merge(self):
        self.club.tier_downgrade = "never"
        other = self.club._enroll(self.make_partner("Mina R."))
        other.joined_on = "2025-01-01"
        order = self.buy("2025-02-01", 30, partner=other.partner_id)
        self.cancel("2025-02-02", order)
        with freeze_time("2025-02-02 15:00:00"):
            self.member._absorb(other)
        self.assertTier(self.gold)
        self.assertEqual(self.member.tier_move_ids[0].reason, "merged")


class TestMeasures(TierCommon):
    """What counts is what the club says: points, money or purchases."""

    def test_money_counts_also_where_no_rule_gives_points(self):
        self.rule.active = False
        self.club.tier_measure = "amount"
        order = self.buy("2025-02-01", 12)
        self.assertTier(self.silver)
        self.assertEqual(self.member.tier_value, 120)
        self.assertBalance(0)
        self.assertIn("Silver", self.member.tier_move_ids[0].display_name)
        with freeze_time("2025-02-02 12:00:00"):
            self.credit(self.invoice(order), {self.coffee: 3})
        self.assertEqual(self.member.tier_value, 90)
        self.night("2025-02-03")
        self.assertTier(self.bronze)

    def test_money_counts_when_it_is_paid(self):
        self.club.write({"tier_measure": "amount", "earn_on": "payment"})
        order = self.buy("2025-02-01", 20)
        self.assertTier(self.bronze)
        with freeze_time("2025-02-02 12:00:00"):
            invoice = self.invoice(order)
            self.pay(invoice, 90)
            self.assertEqual(self.member.tier_value, 90)
            self.pay(invoice, 110)
        self.assertEqual(self.member.tier_value, 200)
        self.assertTier(self.silver)

    def test_money_counts_without_the_taxes_where_points_do(self):
        self.club.write({"tier_measure": "amount", "basis": "tax_excluded"})
        tax = self.env["account.tax"].create(
            {"name": "Half", "amount": 50, "price_include_override": "tax_excluded"}
        )
        self.coffee.taxes_id = tax
        self.buy("2025-02-01", 9)
        self.assertEqual(self.member.tier_value, 90)

    def test_purchases_count_one_by_one(self):
        self.club.tier_measure = "orders"
        self.silver.threshold, self.gold.threshold = 2, 3
        self.night("2025-01-02")
        first = self.buy("2025-02-01")
        self.assertTier(self.bronze)
        self.assertEqual(self.member.tier_message, "1 purchase to Silver")
        self.buy("2025-02-02")
        self.assertTier(self.silver)
        self.cancel("2025-02-03", first)
        self.assertEqual(self.member.tier_value, 1)
        self.night("2025-02-04")
        self.assertTier(self.bronze)

    def test_what_is_older_than_the_window_counts_no_more(self):
        self.buy("2025-02-10", 10)
        self.buy("2025-06-10", 1)
        self.night("2026-02-10")
        self.assertTier(self.silver)
        self.night("2026-02-11")
        self.assertEqual(self.member.tier_value, 10)
        self.assertTier(self.bronze)

    def test_window_of_purchases_is_on_the_calendar_of_the_club(self):
        """20:30 in UTC is the next day in Tehran."""
        self.club.write({"tier_measure": "amount", "tz": "Asia/Tehran"})
        with freeze_time("2025-02-10 20:31:00"):
            self.confirm((self.coffee, 10))
        self.night("2026-02-11")
        self.assertTier(self.silver)
        self.night("2026-02-12")
        self.assertTier(self.bronze)

    def test_lifetime_forgets_nothing(self):
        for measure in ("points", "amount"):
            self.club.write({"tier_measure": measure, "tier_window_months": 0})
            self.buy("2025-02-10", 10)
            self.night("2045-02-10")
            self.assertTier(self.silver)

    def test_measure_at_once_is_the_measure_at_night(self):
        for measure in ("points", "amount", "orders"):
            self.club.tier_measure = measure
            order = self.buy("2025-02-01", 7)
            self.buy("2025-02-02", 5)
            with freeze_time("2025-02-03 12:00:00"):
                self.credit(self.invoice(order), {self.coffee: 2})
            at_once = self.member.tier_value
            self.member.env.cr.execute("UPDATE loyalty_club_member SET tier_value = -1")
            self.env.invalidate_all()
            self.club.tiers_reviewed_on = False
            self.night("2025-02-03")
            self.assertEqual(self.member.tier_value, at_once)
            self.assertGreater(at_once, 0)


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

    def test_date_of_today_is_that_of_the_club(self):
        self.assertEqual(self.member.tier_since, date(2025, 1, 1))
        with self.assertRaises(UserError):
            self.member.tier_since = False
