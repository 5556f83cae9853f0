from odoo import models


class LoyaltyClub(models.Model):
    """Who joins by an invitation is not the one who invites."""

    _inherit = "loyalty.club"

    def _admit(self, candidates, **details):
        """Look at newcomers who come by somebody."""
        members = super()._admit(candidates, **details)
        for member in members.filtered("referrer_id"):
            # Who enrols need not see all by which the two are compared.
            member.sudo()._refuse_own_referral()
        return members
