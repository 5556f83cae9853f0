from datetime import date

from odoo.tests import BaseCase, tagged

from ..tools.tiers import TierStanding, decide, next_anniversary
from .tier_common import TierCommon


class TestDowngrade(TierCommon):
    """Members fall at night, as the club has decided, and are told before."""

    def fall(self, **policy):
        """A member in Silver who has brought everything back on the 1st of March."""
        self.club.write(policy)
        order = self.buy("2025-02-01", 10)
        self.cancel("2025-03-01", order)
        self.assertEqual(self.member.tier_value, 0)
        self.assertTier(self.silver)

    def test_immediate_is_the_next_night(self):
        self.fall(tier_downgrade="immediate")
        self.night("2025-03-02")
        self.assertTier(self.bronze)
        self.assertEqual(self.member.tier_move_ids[0].reason, "fell")

    def test_grace_is_told_and_kept(self):
        self.fall(tier_downgrade="immediate", tier_grace_days=30)
        self.night("2025-03-02")
        self.assertTier(self.silver)
        self.assertEqual(str(self.member.tier_until), "2025-03-31")
        self.assertEqual(
            self.plain(self.member.tier_message),
            "Silver until Mar 31, 2025. 100 points more and it stays.",
        )
        self.night("2025-03-31")
        self.assertTier(self.silver)
        self.night("2025-04-01")
        self.assertTier(self.bronze)
        self.assertFalse(self.member.tier_until)

    def test_reached_again_within_grace_it_stays(self):
        self.fall(tier_downgrade="immediate", tier_grace_days=30)
        self.night("2025-03-02")
        self.buy("2025-03-20", 10)
        self.assertFalse(self.member.tier_until)
        self.night("2025-04-10")
        self.assertTier(self.silver)
        self.assertEqual(len(self.member.tier_move_ids), 2)

    def test_what_was_promised_holds_when_the_policy_changes(self):
        self.fall(tier_downgrade="immediate", tier_grace_days=30)
        self.night("2025-03-02")
        self.club.tier_grace_days = 0
        self.night("2025-03-03")
        self.assertTier(self.silver)
        self.assertEqual(str(self.member.tier_until), "2025-03-31")

    def test_anniversary_is_that_of_the_tier(self):
        self.fall(tier_downgrade="anniversary")
        self.night("2025-03-02")
        self.assertEqual(str(self.member.tier_until), "2026-01-31")
        self.night("2026-01-31")
        self.assertTier(self.silver)
        self.night("2026-02-01")
        self.assertTier(self.bronze)

    def test_anniversary_with_grace(self):
        self.fall(tier_downgrade="anniversary", tier_grace_days=10)
        self.night("2025-03-02")
        self.night("2026-02-10")
        self.assertTier(self.silver)
        self.night("2026-02-11")
        self.assertTier(self.bronze)

    def test_never(self):
        self.fall(tier_downgrade="never", tier_grace_days=10)
        self.night("2025-03-02")
        self.night("2045-03-02")
        self.assertTier(self.silver)
        self.assertFalse(self.member.tier_until)

    def test_nobody_falls_in_a_purchase(self):
        self.fall(tier_downgrade="immediate")
        self.buy("2025-03-01", 1)
        self.assertTier(self.silver)

    def test_raised_threshold_counts_for_those_who_are_in(self):
        self.buy("2025-02-01", 10)
        self.silver.threshold = 150
        self.night("2025-02-01")
        self.assertTier(self.bronze)

    def test_second_run_of_a_night_finds_nothing_to_do(self):
        self.buy("2025-02-01", 10)
        self.night("2025-02-02")
        self.assertEqual(str(self.review().done_on), "2025-02-02")
        self.env.cr.execute("UPDATE loyalty_club_member SET tier_value = 7")
        self.env.invalidate_all()
        self.night("2025-02-02")
        self.assertEqual(self.member.tier_value, 7)
        self.night("2025-02-03")
        self.assertEqual(self.member.tier_value, 100)

    def test_run_that_was_cut_off_goes_on_where_it_was(self):
        members = self.env["loyalty.club.member"]
        self.patch(type(members), "_REVIEW_BATCH", 2)
        for number in range(4):
            self.club._enroll(self.make_partner(f"Member {number}"))
        everybody = members.search([("club_id", "=", self.club.id)], order="id")
        self.club._review_tiers_again()
        self.assertEqual(members._review_next(), everybody[:2])
        self.assertEqual(members._review_next(), everybody[2:4])
        self.assertEqual(members._review_next(), everybody[4:])
        self.assertFalse(members._review_next())

    def test_job_does_it_all(self):
        self.buy("2025-02-01", 10)
        self.run_job("review_tiers")
        self.assertTier(self.bronze)
        self.assertEqual(self.review().done_on, self.club._today())


@tagged("post_install", "-at_install")
class TestDecisions(BaseCase):
    """The arithmetic of tiers, without a database."""

    def standing(self, **values):
        return TierStanding(
            **{
                "member_id": 1,
                "club_id": 1,
                "tier_id": 2,
                "threshold": 100,
                "earned_id": 1,
                "earned_threshold": 0,
                "value": 50,
                "since": date(2024, 2, 29),
                "until": None,
                "today": date(2025, 6, 1),
                **values,
            }
        )

    def test_anniversaries(self):
        for since, today, expected in (
            ((2025, 3, 1), (2025, 3, 1), (2026, 3, 1)),
            ((2025, 3, 1), (2026, 3, 1), (2026, 3, 1)),
            ((2025, 3, 1), (2026, 3, 2), (2027, 3, 1)),
            ((2024, 2, 29), (2025, 2, 1), (2025, 2, 28)),
            ((2024, 2, 29), (2028, 2, 29), (2028, 2, 29)),
        ):
            self.assertEqual(
                next_anniversary(date(*since), date(*today)), date(*expected)
            )

    def test_up_in_any_case_and_down_at_night_alone(self):
        higher = self.standing(earned_id=3, earned_threshold=300)
        for at_night in (True, False):
            step = decide(higher, "never", 0, at_night=at_night)
            self.assertEqual((step.tier_id, step.reason), (3, "rose"))
        lower = self.standing()
        self.assertFalse(decide(lower, "immediate", 0, at_night=False).is_change)
        step = decide(lower, "immediate", 0, at_night=True)
        self.assertEqual((step.tier_id, step.reason), (1, "fell"))

    def test_below_the_first_tier_is_no_tier(self):
        step = decide(
            self.standing(earned_id=None, earned_threshold=None),
            *("immediate", 0),
            at_night=True,
        )
        self.assertEqual((step.tier_id, step.reason), (None, "fell"))

    def test_tier_that_is_not_given_any_more_is_left_at_once(self):
        step = decide(self.standing(threshold=None), "never", 0, at_night=False)
        self.assertEqual((step.tier_id, step.reason), (1, "changed"))
