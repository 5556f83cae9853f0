from odoo import models


class LoyaltyRule(models.Model):
    """When the programme of a club's reward applies is said by that reward."""

    _name = "loyalty.rule"
    _inherit = ["loyalty.rule", "loyalty.club.program.guard"]
