from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


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

    # === CONSTRAINTS === #

    @api.constrains("wallet_program_id")
    def _check_wallet_program(self):
        # Who makes rewards need not be able to read programmes of Odoo.
        for reward in self.sudo().filtered("wallet_program_id"):
            program = reward.wallet_program_id
            is_own = program.company_id <= reward.company_id
            if program.program_type != "ewallet" or not is_own:
                raise ValidationError(
                    self.env._(
                        "Choose an eWallet programme of the company of the club."
                    )
                )

    # === VERBS === #

    def _credit(self, points: int, program) -> float:
        """What a wallet gets for so many points, in the currency of its programme."""
        return self.currency_id._convert(
            *(self._worth(points), program.currency_id),
            *(self.company_id, self.club_id._today()),
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
