from odoo import api, models

# Reached by the member himself, not by a change of the tiers or by a merge.
_REACHED = ("started", "rose")


class LoyaltyClubTierMove(models.Model):
    """Who reaches a tier gets its presents."""

    _inherit = "loyalty.club.tier.move"

    @api.model
    def _append(self, steps, clubs):
        """Give the presents of the tiers that members have come into."""
        moves = super()._append(steps, clubs)
        reached = moves.filtered(
            lambda move: move.reason in _REACHED and move.to_tier_id.reward_ids
        )
        for tier, same in reached.grouped("to_tier_id").items():
            year = tier.club_id._today().year
            for reward in tier.reward_ids.filtered("active"):
                same.member_id._present(reward, "tier", f"tier/{tier.id}/{year}")
        return moves
