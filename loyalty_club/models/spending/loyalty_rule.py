from odoo import api, models


class LoyaltyRule(models.Model):
    """When the programme of a club's reward applies is said by that reward."""

    _inherit = "loyalty.rule"

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Add no condition, and no public code, to programmes of rewards.

        :raise UserError: for anybody but their rewards
        """
        rules = super().create(vals_list)
        rules.program_id._check_not_of_clubs()
        return rules

    def write(self, vals):
        """Change no condition of programmes of rewards.

        :raise UserError: for anybody but their rewards
        """
        self.program_id._check_not_of_clubs()
        result = super().write(vals)
        self.program_id._check_not_of_clubs()
        return result

    def unlink(self):
        """Take no condition from programmes of rewards.

        :raise UserError: for anybody but their rewards
        """
        self.program_id._check_not_of_clubs()
        return super().unlink()
