from odoo import fields, models
from odoo.exceptions import UserError


class LoyaltyClubReward(models.Model):
    """Rewards that are credit know the wallets they fill."""

    _inherit = "loyalty.club.reward"

    wallet_program_id = fields.Many2one(
        comodel_name="loyalty.program",
        string="Wallet",
        domain="[('program_type', '=', 'ewallet'),"
        " ('company_id', 'in', (False, company_id))]",
        ondelete="restrict",
        help="The eWallet programme of Odoo that is filled. Empty: the first one of "
        "the company.",
    )

    def _wallet_program(self):
        """The wallet programme, with the right to fill it.

        :raise UserError: when there is none
        """
        self.ensure_one()
        # Members are served by people who may not manage Odoo's programmes.
        programs = self.env["loyalty.program"].sudo()
        program = self.sudo().wallet_program_id or programs.search(
            [
                ("program_type", "=", "ewallet"),
                ("company_id", "in", (False, self.company_id.id)),
            ],
            limit=1,
        )
        if not program:
            raise UserError(
                self.env._(
                    "%(company)s has no wallet yet. Make an eWallet programme first.",
                    company=self.company_id.name,
                )
            )
        return program
