from unittest.mock import patch

from freezegun import freeze_time

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
            self.settle()
        self.assertTier(self.silver)

    def test_points_that_move_from_an_order_to_another_document_count_once(self):
        """What one document earns before another gives it up lifts nobody."""
        order = self.buy("2025-02-01", 8)
        with freeze_time("2025-02-02 12:00:00"):
            bought = self.order((self.coffee, 8))
            bought.action_confirm()
            self.env["loyalty.club.earning"]._settle(bought)
            self.assertEqual(self.member.balance, 160)
            order._action_cancel()
            self.settle()
        self.assertBalance(80)
        self.assertTier(self.bronze)

    def test_tier_that_can_not_be_given_stands_in_no_way(self):
        """Prices that another add-on refuses, say: the sale and its points are kept."""
        self.silver.pricelist_id = self.env["product.pricelist"].create(
            {"name": "Cheap"}
        )
        partners = type(self.env["res.partner"])

        def refuse(_self, _vals):
            raise ValueError(_self)

        with (
            patch.object(partners, "write", refuse),
            mute_logger("odoo.addons.loyalty_club.models.earning"),
        ):
            self.buy("2025-02-01", 10)
        self.assertBalance(100)
        self.assertTier(self.bronze)
        self.night("2025-02-02")
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
