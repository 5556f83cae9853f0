from odoo import fields, models
from odoo.exceptions import UserError


class LoyaltyProgram(models.Model):
    """Programmes behind rewards are made and changed by their rewards alone."""

    _name = "loyalty.program"
    _inherit = ["loyalty.program", "loyalty.club.program.guard"]

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

    # === GUARD === #

    def _loyalty_club_programs(self):
        return self

    def _refuse_those_of_clubs(self):
        # Whoever asks: a reward he may not see is a reward.
        rewards = self.sudo().loyalty_club_reward_id
        if rewards:
            raise UserError(
                self.env._(
                    "This programme belongs to the reward %(reward)s of a customer "
                    "club. Change the reward instead.",
                    reward=rewards[0].name,
                )
            )
