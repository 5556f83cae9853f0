from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of a till name its club."""

    _inherit = "res.config.settings"

    pos_loyalty_club_id = fields.Many2one(
        related="pos_config_id.loyalty_club_id", readonly=False
    )
