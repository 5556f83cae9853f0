from odoo import api, fields, models

from ..club.loyalty_club_code_limit import CODES_PER_ADDRESS


class ResConfigSettings(models.TransientModel):
    """How verification codes reach members, and which club a till offers."""

    _inherit = "res.config.settings"

    loyalty_club_writes_sms = fields.Boolean(
        related="company_id.loyalty_club_writes_sms", readonly=False
    )
    loyalty_club_code_country_ids = fields.Many2many(
        related="company_id.loyalty_club_code_country_ids", readonly=False
    )
    loyalty_club_codes_per_hour = fields.Integer(
        related="company_id.loyalty_club_codes_per_hour", readonly=False
    )
    loyalty_club_codes_per_address = fields.Integer(
        string="Codes per Hour and Network Address",
        config_parameter="loyalty_club.codes_per_address",
        default=CODES_PER_ADDRESS,
    )
    loyalty_club_sms_trouble = fields.Char(compute="_compute_loyalty_club_sms_trouble")

    pos_loyalty_club_id = fields.Many2one(
        related="pos_config_id.loyalty_club_id", readonly=False
    )

    @api.depends("company_id", "loyalty_club_writes_sms")
    def _compute_loyalty_club_sms_trouble(self):
        for settings in self:
            settings.loyalty_club_sms_trouble = (
                settings.company_id._loyalty_club_sms_trouble()
            )
