from odoo import api, fields, models
from odoo.fields import Domain

_STAFF = (
    "loyalty_club.group_agent,loyalty_club.group_finance,loyalty_club.group_auditor"
)


class ResPartner(models.Model):
    """Contacts show the clubs they are members of."""

    _inherit = "res.partner"

    loyalty_club_member_ids = fields.One2many(
        comodel_name="loyalty.club.member",
        inverse_name="partner_id",
        string="Memberships",
        context={"active_test": False},
        groups=_STAFF,
    )
    loyalty_club_member_count = fields.Integer(
        string="Number of Memberships",
        compute="_compute_loyalty_club_member_count",
        groups=_STAFF,
    )
    loyalty_club_balance = fields.Integer(
        string="Club Points",
        compute="_compute_loyalty_club_balance",
        groups=_STAFF,
        help="The balance in the one club of this contact. Points of several clubs "
        "don't add up.",
    )
    loyalty_club_ids = fields.Many2many(
        comodel_name="loyalty.club",
        string="Member Of",
        compute="_compute_loyalty_club_ids",
        search="_search_loyalty_club_ids",
        groups=_STAFF,
        help="The clubs in which this contact is an active member.",
    )

    # === COMPUTE === #

    @api.depends("loyalty_club_member_ids")
    def _compute_loyalty_club_member_count(self):
        for partner in self:
            partner.loyalty_club_member_count = len(partner.loyalty_club_member_ids)

    @api.depends("loyalty_club_member_ids.balance")
    def _compute_loyalty_club_balance(self):
        for partner in self:
            members = partner.loyalty_club_member_ids
            partner.loyalty_club_balance = members.balance if len(members) == 1 else 0

    @api.depends("loyalty_club_member_ids.state", "loyalty_club_member_ids.club_id")
    def _compute_loyalty_club_ids(self):
        for partner in self:
            active = partner.loyalty_club_member_ids.filtered(
                lambda member: member.state == "active"
            )
            partner.loyalty_club_ids = active.club_id

    def _search_loyalty_club_ids(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        is_active = Domain("state", "=", "active")
        if operator == "in" and False in value:
            clubs = [club for club in value if club]
            nowhere = ~Domain("loyalty_club_member_ids", "any", is_active)
            return (
                nowhere | Domain("loyalty_club_ids", "in", clubs) if clubs else nowhere
            )
        return Domain(
            "loyalty_club_member_ids",
            "any",
            is_active & Domain("club_id", operator, value),
        )

    # === ACTIONS === #

    def action_view_loyalty_club_members(self):
        """Open the membership of this contact, or all of them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_club.loyalty_club_member_action"
        )
        members = self.loyalty_club_member_ids
        context = {"active_test": False}
        if len(members) == 1:
            views = [(False, "form")]
            return {**action, "views": views, "res_id": members.id, "context": context}
        return {**action, "domain": [("id", "in", members.ids)], "context": context}
