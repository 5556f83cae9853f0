from odoo import models


class LoyaltyClubEarning(models.Model):
    """Purchases give coupons, where a rule says so, and take them back."""

    _inherit = "loyalty.club.earning"

    def _post_due(self, accounts, fresh=(), moved_ids=()):
        """Give the coupons that are due, too."""
        super()._post_due(accounts, fresh, moved_ids)
        settled = self.union(*(settlement.earning for settlement in fresh))
        for line in (self | settled).line_ids.filtered("is_coupon"):
            line.earning_id._give_coupons(line)

    def _give_coupons(self, line):
        """Bring the coupons of a purchase to what a rule gives for it now.

        What was used stays used. Purchases made before joining give none.
        """
        rule = self.rulebook_id._terms().rule(line.rule_id)
        reward = self.env["loyalty.club.reward"].browse(rule.reward_id).exists()
        if not reward or self.is_backfill:
            return
        event = f"purchase/{self.id}/{line.rule_id}"
        is_due = self.paid >= 1 and self.state != "void"
        due = line.points if is_due else 0
        coupons = self.env["loyalty.club.coupon"].search(
            [("key", "=like", f"{event}/%")], order="id"
        )
        for count in range(len(coupons), due):
            self.member_id._present(reward, "purchase", f"{event}/{count}")
        coupons[:due]._revive()
        coupons[due:]._take_back()
