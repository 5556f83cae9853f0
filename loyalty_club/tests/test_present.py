from odoo.exceptions import ValidationError
from odoo.tests import freeze_time

from .reward_common import RewardCommon


class TestPresent(RewardCommon):
    """Presents cost nothing and come once."""

    def test_who_joins_is_welcomed_once(self):
        self.club.welcome_reward_ids = self.coffee_free
        member = self.club._enroll(self.make_partner("Sara"))
        self.assertEqual(member.coupon_ids.mapped("origin"), ["welcome"])
        self.assertBalance(0, member)
        member.action_leave()
        self.club._enroll(member.partner_id)
        self.assertEqual(len(member.coupon_ids), 1)

    def test_a_closed_club_welcomes_with_nothing(self):
        self.club.enrollment = "closed"
        self.club.welcome_reward_ids = self.coffee_free
        partner = self.make_partner("Sara")
        self.confirm(self.cake, partner=partner)
        self.assertFalse(self.club._enroll(partner).coupon_ids)

    def test_a_tier_brings_presents_once_a_year(self):
        tier = self.env["loyalty.club.tier"].create(
            {
                "name": "Gold",
                "club_id": self.club.id,
                "threshold": 20,
                "reward_ids": self.coffee_free.ids,
            }
        )
        self.confirm(self.cake)
        self.assertEqual(self.member.tier_id, tier)
        self.assertEqual(self.member.coupon_ids.mapped("origin"), ["tier"])
        event = f"tier/{tier.id}/{self.club._today().year}"
        self.assertFalse(self.member._present(self.coffee_free, "tier", event))

    def test_presents_are_of_the_same_club(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self.make_reward(
            "Theirs", club_id=self.make_club(company_id=other.id).id
        )
        tier = self.env["loyalty.club.tier"].create(
            {"name": "Gold", "club_id": self.club.id, "threshold": 20}
        )
        for reward in (theirs, self.points_off):
            with self.assertRefused("same club", ValidationError):
                self.club.welcome_reward_ids = reward
            with self.assertRefused("same club", ValidationError):
                tier.reward_ids = reward

    def test_presents_run_out_without_giving_points(self):
        self.club.gives_back_expired = True
        coupon = self.member._present(self.coffee_free, "manual", "thanks")
        with freeze_time("2100-01-01"):
            self.env["loyalty.club.coupon"]._expire_next()
        self.assertEqual(coupon.state, "expired")
        self.assertBalance(1000)
