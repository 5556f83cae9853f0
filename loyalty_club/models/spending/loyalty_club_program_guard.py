from odoo import api, models

from .minting import is_minting


class LoyaltyClubProgramGuard(models.AbstractModel):
    """Native programmes, and what they are made of: a club's are its rewards' alone."""

    _name = "loyalty.club.program.guard"
    _description = "Customer Club: Guard of Programmes"

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Let only rewards make, and add to, their programmes.

        :raise UserError: when somebody else would
        """
        records = super().create(vals_list)
        records._check_not_of_clubs()
        return records

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
        if not is_minting(self):
            self._loyalty_club_programs()._refuse_those_of_clubs()

    def _loyalty_club_programs(self):
        """The programmes that these belong to."""
        return self.program_id
