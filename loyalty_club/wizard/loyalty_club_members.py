from odoo import api, fields, models


class LoyaltyClubMembers(models.AbstractModel):
    """A dialog about members, at first those chosen in a list."""

    _name = "loyalty.club.members"
    _description = "Customer Club: Chosen Members"

    member_ids = fields.Many2many(
        comodel_name="loyalty.club.member",
        string="Members",
        required=True,
        default=lambda self: self._default_members(),
    )
    club_ids = fields.Many2many(
        comodel_name="loyalty.club", compute="_compute_club_ids", string="Clubs"
    )

    # === DEFAULTS === #

    @api.model
    def _default_members(self):
        members = self.env["loyalty.club.member"]
        if self.env.context.get("active_model") != members._name:
            return members
        return members.browse(self.env.context.get("active_ids", ()))

    # === COMPUTE === #

    @api.depends("member_ids")
    def _compute_club_ids(self):
        for wizard in self:
            wizard.club_ids = wizard.member_ids.club_id
