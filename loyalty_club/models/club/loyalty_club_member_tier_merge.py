from odoo import models


class LoyaltyClubMember(models.Model):
    """Of two tiers, who takes over a membership gets the better one."""

    _inherit = "loyalty.club.member"

    def _absorb(self, others):
        """Take over the highest tier, and what was reached for it."""
        result = None
        for other in others - self:
            tier, until = other.tier_id, other.tier_until
            partners = self.partner_id | other.partner_id
            result = super()._absorb(other)
            if tier.active and tier.threshold > self.tier_id.threshold:
                self._take_steps([self._step(tier, "merged", until or None)])
            self._review_tiers()
            self.env["loyalty.club.tier.benefit"]._settle(partners)
        return result
