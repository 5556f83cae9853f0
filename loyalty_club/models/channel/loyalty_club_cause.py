from odoo import models


class LoyaltyClubCause(models.AbstractModel):
    """What earns is also what coupons are used on: both follow the same documents."""

    _inherit = "loyalty.club.cause"

    def _settle_touched(self):
        """Settle the coupons of the documents that own what was touched, too."""
        touched = dict(self.env.cr.precommit.data.get("loyalty_club_touched", {}))
        result = super()._settle_touched()
        bearers = self.env.registry.descendants(["loyalty.club.bearer"], "_inherit")
        for model, ids in touched.items():
            for owners in self.env[model].browse(sorted(ids))._loyalty_club_owners():
                if owners._name in bearers:
                    owners._loyalty_club_bearing()._loyalty_club_bear_soon()
        return result
