from odoo import models


class PosOrder(models.Model):
    """Till receipts earn points."""

    _name = "pos.order"
    _inherit = ["pos.order", "loyalty.club.cause"]

    def _loyalty_club_causes(self):
        return {}
