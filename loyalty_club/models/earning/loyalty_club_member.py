from odoo import api, fields, models
from odoo.tools import SQL

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

    def _card(self):
        return {**super()._card(), "pending_points": self.pending_points}

    @api.model
    def _of_buyers(self, documents):
        """The active members who earn for these documents, by document id.

        A contact earns on his own membership of a club, else on that of his
        organisation; while his own is suspended, on none.
        """
        buyers = {document: document._loyalty_club_partner() for document in documents}
        partners = self.env["res.partner"].union(*buyers.values())
        members = self._of_partners(partners)
        if not members:
            return {}
        # Whose organisation a member is must be known, but not of a lone buyer who is
        # a member himself: that spares the till a query.
        is_alone = len(partners) == 1 and members.partner_id == partners
        by_partner = members.grouped("partner_id")
        nobody = self.browse()
        chosen = {}
        for document, partner in buyers.items():
            own = by_partner.get(partner, nobody)
            if not is_alone:
                own |= by_partner.get(partner.commercial_partner_id, nobody).filtered(
                    lambda member, own=own: member.club_id not in own.club_id
                )
            chosen[document.id] = own._serving(document.company_id)
        return chosen

    def _serving(self, company):
        """The active ones of the clubs of a company: its own, and those above it."""
        companies = company.parent_ids
        return self.filtered(
            lambda member: member.state == "active" and member.company_id in companies
        )

    @api.model
    def _of_partners(self, partners):
        """The members that these partners, or their organisations, are now."""
        if not partners:
            return self.browse()
        theirs = SQL(
            "(SELECT unnest(ARRAY[id, commercial_partner_id]) FROM res_partner"
            " WHERE id = ANY(%s))",
            partners.ids,
        )
        return self.search_fetch(
            [
                ("partner_id", "in", theirs),
                ("active", "=", True),
                ("state", "in", ("active", "suspended")),
                ("club_id.active", "=", True),
            ]
        )

    # === CAUSE: joining the club === #

    def _loyalty_club_members(self):
        """Who joined earns for joining; after a merge, who took over."""
        return {member.id: member._survivor() for member in self}

    def _loyalty_club_partner(self):
        """Who joined."""
        return self._survivor().partner_id

    def _loyalty_club_causes(self):
        """Joining, once: after a merge, one of two that gave points counts."""
        merged = self.filtered("merged_into_id")
        joined = self.env["loyalty.club.earning"]._of_sources(merged)
        given_up = joined.filtered(lambda earning: earning.state == "void")
        given_up_ids = set(given_up.mapped("source_id"))
        return {
            member.id: Cause(
                source_model=self._name,
                source_id=member.id,
                occurred_at=member.create_date or fields.Datetime.now(),
                reference=member.number,
                trigger="enrollment",
                channel="club",
                is_void=member.id in given_up_ids,
            )
            for member in self
        }
