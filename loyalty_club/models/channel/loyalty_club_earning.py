from odoo import models


class LoyaltyClubEarning(models.Model):
    """Purchases use coupons, and give some where a rule says so."""

    _inherit = "loyalty.club.earning"

    def _settle_safely(self, owners, backfill):
        """Settle the coupons of what owns earnings, too: both follow one document."""
        result = super()._settle_safely(owners, backfill)
        bearers = self.env.registry.descendants(["loyalty.club.bearer"], "_inherit")
        if owners._name in bearers and not backfill:
            owners._loyalty_club_bearing()._loyalty_club_bear_soon()
        return result

    def _post_due(self, accounts, fresh=(), moved_ids=()):
        """Give the coupons that are due, too."""
        result = super()._post_due(accounts, fresh, moved_ids)
        settled = [each.earning for each in fresh if each.terms.gives_coupons()]
        for earning in self.union(*settled, self):
            earning._give_coupons()
        return result

    def _give_coupons(self):
        """Bring the coupons of a purchase to what the rules give for it now.

        What was used stays used. Purchases made before joining give none.
        """
        self.ensure_one()
        terms = self.rulebook_id and self.rulebook_id._terms()
        if self.is_backfill or not terms or not terms.gives_coupons():
            return
        for rule in terms.rules:
            if rule.reward_id:
                lines = self.line_ids.filtered_domain([("rule_id", "=", rule.id)])
                is_due = self.paid >= 1 and self.state != "void"
                self._give_coupons_of(rule, sum(lines.mapped("points")) * is_due)

    def _give_coupons_of(self, rule, due):
        """Have so many coupons of this purchase and rule, and no more."""
        event = f"purchase/{self.id}/{rule.id}"
        coupons = self.env["loyalty.club.coupon"].search(
            [("key", "=like", f"{event}/%")], order="id"
        )
        reward = self.env["loyalty.club.reward"].browse(rule.reward_id).exists()
        origin = "birthday" if rule.trigger == "birthday" else "purchase"
        for count in range(len(coupons), due if reward else 0):
            self.member_id._present(reward, origin, f"{event}/{count}")
        coupons[:due]._revive()
        coupons[due:]._take_back()
