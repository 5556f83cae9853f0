from odoo import models


class LoyaltyReward(models.Model):
    """What the programme of a club's reward gives is said by that reward."""

    _name = "loyalty.reward"
    _inherit = ["loyalty.reward", "loyalty.club.program.guard"]
