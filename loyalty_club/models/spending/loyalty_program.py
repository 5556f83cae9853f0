from odoo import api, fields, models
from odoo.exceptions import UserError

from .minting import is_minting


class LoyaltyProgram(models.Model):
    """Programmes behind rewards are made and changed by their rewards alone."""

    _inherit = "loyalty.program"

    loyalty_club_reward_id = fields.Many2one(
        comodel_name="loyalty.club.reward",
        string="Reward of a Customer Club",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
        groups="loyalty_club.group_agent,loyalty_club.group_finance,"
        "loyalty_club.group_auditor",
    )
    loyalty_club_max_share = fields.Float(
        default=100.0,
        readonly=True,
        copy=False,
        groups="loyalty_club.group_agent,loyalty_club.group_finance,"
        "loyalty_club.group_auditor",
    )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Let only rewards make their programmes.

        :raise UserError: when somebody else says so
        """
        programs = super().create(vals_list)
        programs._check_not_of_clubs()
        return programs

    def write(self, vals):
        """Leave programmes of rewards to their rewards.

        :raise UserError: for anybody else
        """
        self._check_not_of_clubs()
        result = super().write(vals)
        self._check_not_of_clubs()
        return result

    def unlink(self):
        """Leave programmes of rewards to their rewards.

        :raise UserError: for anybody else
        """
        self._check_not_of_clubs()
        return super().unlink()

    def _check_not_of_clubs(self):
        # Whoever asks: a reward he may not see is a reward.
        rewards = self.sudo().loyalty_club_reward_id
        if rewards and not is_minting(self):
            raise UserError(
                self.env._(
                    "This programme belongs to the reward %(reward)s of a customer "
                    "club. Change the reward instead.",
                    reward=rewards[0].name,
                )
            )
