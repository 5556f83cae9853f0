from odoo import fields, models


class ResPartner(models.Model):
    """Contacts know whether there is a club left for them to join."""

    _inherit = "res.partner"

    can_join_loyalty_club = fields.Boolean(
        string="Can Join a Club",
        compute="_compute_can_join_loyalty_club",
        groups="loyalty_club.group_agent",
    )

    # === COMPUTE === #

    def _compute_can_join_loyalty_club(self):
        clubs = self.env["loyalty.club"].search(
            [("company_id", "parent_of", self.env.companies.ids)]
        )
        joined = dict(
            self.env["loyalty.club.member"]._read_group(
                [("partner_id", "in", self.ids), ("state", "!=", "left")],
                ["partner_id"],
                ["club_id:recordset"],
            )
        )
        for partner in self:
            partner.can_join_loyalty_club = clubs - joined.get(partner, clubs.browse())
