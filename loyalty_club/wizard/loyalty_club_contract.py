from odoo import api, fields, models


class LoyaltyClubContract(models.TransientModel):
    """Keeps what was agreed with an organisation about its employees."""

    _name = "loyalty.club.contract"
    _description = "Customer Club: Contract with an Organisation"

    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        string="Organisation",
        required=True,
        ondelete="cascade",
        domain="[('kind', '=', 'legal')]",
    )
    organisation_id = fields.Many2one(related="member_id.partner_id")
    contract_from = fields.Date(
        compute="_compute_agreed", store=True, readonly=False, string="From"
    )
    contract_until = fields.Date(
        compute="_compute_agreed",
        store=True,
        readonly=False,
        string="Until",
        help="Last day. Empty: until further notice.",
    )
    head_limit = fields.Integer(
        string="Employees at Most",
        compute="_compute_agreed",
        store=True,
        readonly=False,
        help="How many employees the contract covers. 0: all.",
    )
    contact_ids = fields.Many2many(
        comodel_name="res.partner",
        string="See the Totals",
        compute="_compute_agreed",
        store=True,
        readonly=False,
        domain="[('commercial_partner_id', '=', organisation_id),"
        " ('is_company', '=', False)]",
        help="People of the organisation who see in the portal how many employees use "
        "the club, and totals. Nobody sees what an employee has bought.",
    )

    # === COMPUTE === #

    @api.depends("member_id")
    def _compute_agreed(self):
        for wizard in self:
            for name in self._agreed_names():
                wizard[name] = wizard.member_id[name]

    @api.model
    def _agreed_names(self):
        return ("contract_from", "contract_until", "head_limit", "contact_ids")

    # === ACTIONS === #

    def action_agree(self):
        """Keep the contract. Employees join and leave with it by themselves.

        :raise AccessError: for anybody but who runs the club
        """
        self.ensure_one()
        self.member_id._agree({name: self[name] for name in self._agreed_names()})
        return {"type": "ir.actions.act_window_close"}
