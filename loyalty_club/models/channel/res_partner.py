from odoo import api, fields, models
from odoo.fields import Domain

# What makes a contact the employee of an organisation.
_EMPLOYMENT = {"parent_id", "active", "type", "is_company", "commercial_partner_id"}
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

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Have employees join with their organisations."""
        partners = super().create(vals_list)
        partners.filtered("parent_id")._loyalty_club_follow()
        return partners

    def write(self, vals):
        """Have employees join and leave with their organisations."""
        result = super().write(vals)
        if not _EMPLOYMENT.isdisjoint(vals):
            self._loyalty_club_follow()
        return result

    def _loyalty_club_follow(self):
        if not self:
            return
        # Who keeps contacts need not know of clubs.
        members = self.env["loyalty.club.member"].sudo()
        concerned = Domain("kind", "=", "legal") | Domain("parent_id", "!=", False)
        partners = self | self.commercial_partner_id
        if members.with_context(active_test=False).search_count(
            concerned & Domain("partner_id", "in", partners.ids), limit=1
        ):
            members._follow_organisations_soon()

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
