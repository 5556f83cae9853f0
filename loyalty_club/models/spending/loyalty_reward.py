from odoo import api, models


class LoyaltyReward(models.Model):
    """What the programme of a club's reward gives is said by that reward."""

    _inherit = "loyalty.reward"

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Add nothing to programmes of rewards.

        :raise UserError: for anybody but their rewards
        """
        rewards = super().create(vals_list)
        rewards.program_id._check_not_of_clubs()
        return rewards

    def write(self, vals):
        """Change nothing of programmes of rewards.

        :raise UserError: for anybody but their rewards
        """
        self.program_id._check_not_of_clubs()
        result = super().write(vals)
        self.program_id._check_not_of_clubs()
        return result

    def unlink(self):
        """Take nothing from programmes of rewards.

        :raise UserError: for anybody but their rewards
        """
        self.program_id._check_not_of_clubs()
        return super().unlink()
