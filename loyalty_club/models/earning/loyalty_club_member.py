from odoo import api, fields, models

from ...tools.cause import Cause


class LoyaltyClubMember(models.Model):
    """What a member earns, and for what he earns as a buyer."""

    _name = "loyalty.club.member"
    _inherit = ["loyalty.club.member", "loyalty.club.cause"]

    earning_ids = fields.One2many(
        comodel_name="loyalty.club.earning", inverse_name="member_id"
    )
    pending_points = fields.Integer(
        string="Pending",
        compute="_compute_pending_points",
        help="Points of purchases that are not paid yet, or may still be returned.",
    )

    # === COMPUTE === #

    def _compute_pending_points(self):
        pending = {
            member.id: points - posted + forgiven
            for member, points, posted, forgiven in self.env[
                "loyalty.club.earning"
            ]._read_group(
                [("member_id", "in", self.ids), ("state", "=", "pending")],
                ["member_id"],
                ["points:sum", "posted_points:sum", "forgiven_points:sum"],
            )
        }
        for member in self:
            member.pending_points = pending.get(member.id, 0)

    # === VERBS === #

    @api.model
    def _of_buyers(self, documents):
        """The active members who earn for these documents, by document id.

        A contact earns on his own membership of a club, else on that of his
        organisation.
        """
        buyers = {document: document._loyalty_club_partner() for document in documents}
        partners = self.env["res.partner"].union(*buyers.values())
        if not partners:
            return {}
        members = self.search(
            [
                ("partner_id", "in", (partners | partners.commercial_partner_id).ids),
                ("state", "=", "active"),
                ("club_id.active", "=", True),
            ]
        ).grouped("partner_id")
        if not members:
            return {}
        return {
            document.id: self._of_buyer(partner, document.company_id, members)
            for document, partner in buyers.items()
        }

    @api.model
    def _of_buyer(self, partner, company, members):
        nobody = self.browse()
        own = members.get(partner, nobody)
        organisation = members.get(partner.commercial_partner_id, nobody)
        chosen = own | organisation.filtered(
            lambda member: member.club_id not in own.club_id
        )
        # A club serves its company and the branches of it.
        return chosen.filtered(lambda member: member.company_id in company.parent_ids)

    # === CAUSE: joining the club === #

    def _loyalty_club_members(self):
        """Who joined earns for joining."""
        return {member.id: member for member in self}

    def _loyalty_club_causes(self):
        """Joining, once."""
        return {
            member.id: Cause(
                source_model=self._name,
                source_id=member.id,
                occurred_at=member.create_date or fields.Datetime.now(),
                reference=member.number,
                trigger="enrollment",
                channel="club",
            )
            for member in self
        }
