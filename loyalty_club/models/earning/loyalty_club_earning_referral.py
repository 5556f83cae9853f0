from odoo import models


class LoyaltyClubEarning(models.Model):
    """What newcomers buy is looked at for those who brought them, too."""

    _inherit = "loyalty.club.earning"

    def _post_due(self, accounts, fresh=(), moved_ids=()):
        """Look after the friends of those whose purchases have changed."""
        result = super()._post_due(accounts, fresh, moved_ids)
        buyers = self.filtered(lambda earning: earning.channel != "club").member_id
        buyers |= buyers.union(
            *(each.member for each in fresh if each.cause.trigger == "purchase")
        )
        # Most came by themselves, and cost no query.
        newcomers = buyers.filtered("referrer_id")
        if newcomers:
            self.env["loyalty.club.occasion"]._note_referrals(newcomers)
        return result
