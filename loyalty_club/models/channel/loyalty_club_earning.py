from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from ...tools.text import isolated


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
        event = f"{self._coupon_event()}/{rule.id}"
        coupons = self.env["loyalty.club.coupon"].search(
            [("key", "=like", f"{event}/%")], order="id"
        )
        reward = self.env["loyalty.club.reward"].browse(rule.reward_id).exists()
        origin = "birthday" if rule.trigger == "birthday" else "purchase"
        for count in range(len(coupons), due if reward else 0):
            self.member_id._present(reward, origin, f"{event}/{count}")
        coupons[:due]._revive()
        coupons[due:]._take_back()

    def _coupon_event(self) -> str:
        """How the keys of the coupons begin that this purchase gives."""
        return f"purchase/{self.id}"

    def _coupons_given(self) -> dict:
        """The coupons that these purchases have given and that still hold, by earning.

        In one query, and in none where no rule gives coupons.
        """
        giving = self.filtered(
            lambda each: each.rulebook_id and each.rulebook_id._terms().gives_coupons()
        )
        by_event = {each._coupon_event(): each for each in giving}
        given = defaultdict(self.env["loyalty.club.coupon"].browse)
        begins = Domain.OR(Domain("key", "=like", f"{event}/%") for event in by_event)
        # Who reads a receipt need not be able to read coupons: it is about these.
        coupons = self.env["loyalty.club.coupon"].sudo()
        for coupon in coupons.search(
            begins & Domain("state", "in", ("issued", "used")), order="id"
        ):
            event = "/".join(coupon.key.split("/")[:2])
            given[by_event[event]] |= coupon
        return given


class LoyaltyClubEarningLine(models.Model):
    """Says which coupon a rule gives."""

    _inherit = "loyalty.club.earning.line"

    def _explain_coupon(self):
        """Name the reward, as the club names it now."""
        reward_id = (rule := self._rule_then()) and rule.reward_id
        # What somebody gets he may know by name.
        reward = self.env["loyalty.club.reward"].sudo().browse(reward_id).exists()
        if not (reward and sum(self.mapped("points"))):
            return super()._explain_coupon()
        return self.env._(
            "%(rule)s: a coupon for %(reward)s",
            rule=isolated(self[0].wording),
            reward=isolated(reward.name),
        )
