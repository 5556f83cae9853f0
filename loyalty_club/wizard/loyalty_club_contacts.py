from odoo import api, fields, models


class LoyaltyClubContacts(models.AbstractModel):
    """A dialog about a club and contacts, at first those chosen in a list."""

    _name = "loyalty.club.contacts"
    _description = "Customer Club: Chosen Contacts"

    club_id = fields.Many2one(
        comodel_name="loyalty.club",
        required=True,
        default=lambda self: self._default_club(),
    )
    partner_ids = fields.Many2many(
        comodel_name="res.partner",
        string="Contacts",
        required=True,
        default=lambda self: self._default_partners(),
    )
    type_id = fields.Many2one(
        comodel_name="loyalty.club.member.type",
        string="Membership Type",
        compute="_compute_type_id",
        store=True,
        readonly=False,
        domain="[('club_id', '=', club_id)]",
    )

    # === DEFAULTS === #

    @api.model
    def _default_club(self):
        clubs = self.env["loyalty.club"]
        return clubs.search([("company_id", "parent_of", self.env.company.id)], limit=1)

    @api.model
    def _default_partners(self):
        if self.env.context.get("active_model") != "res.partner":
            return self.env["res.partner"]
        return self.env["res.partner"].browse(self.env.context.get("active_ids", ()))

    # === COMPUTE === #

    @api.depends("club_id")
    def _compute_type_id(self):
        # A type belongs to its club.
        for wizard in self:
            if wizard.type_id.club_id != wizard.club_id:
                wizard.type_id = False
