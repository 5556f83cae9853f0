import secrets

from odoo import api, fields, models
from odoo.tools import SQL


class LoyaltyClubInvitation(models.Model):
    """Somebody was asked to join a club, by a link of his own.

    Whoever follows the link is still asked who he is. The link is as long as it can't
    be guessed, and nobody can read it here once it was sent.
    """

    _name = "loyalty.club.invitation"
    _description = "Customer Club: Invitation"
    _order = "id desc"
    _rec_name = "partner_id"

    club_id = fields.Many2one(
        comodel_name="loyalty.club", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="club_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    type_id = fields.Many2one(
        comodel_name="loyalty.club.member.type",
        string="Joins As",
        readonly=True,
        ondelete="set null",
    )
    message = fields.Text(readonly=True, help="What the contact reads beside the link.")
    token = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        default=lambda self: secrets.token_urlsafe(24),
    )
    expires_on = fields.Date(
        required=True, readonly=True, help="Last day on which it can be used."
    )
    accepted_on = fields.Date(readonly=True, copy=False)
    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="The membership that has come of it.",
    )
    is_withdrawn = fields.Boolean(readonly=True, copy=False)
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("accepted", "Accepted"),
            ("expired", "Expired"),
            ("withdrawn", "Withdrawn"),
        ],
        compute="_compute_state",
        search="_search_state",
    )

    _token_unique = models.Constraint("UNIQUE(token)", "Each link is somebody's own.")
    _of_club = models.Index("(club_id, partner_id)")

    # === COMPUTE === #

    @api.depends("accepted_on", "is_withdrawn", "expires_on")
    def _compute_state(self):
        for invitation in self:
            if invitation.accepted_on:
                invitation.state = "accepted"
            elif invitation.is_withdrawn:
                invitation.state = "withdrawn"
            elif invitation.expires_on < invitation.club_id._today():
                invitation.state = "expired"
            else:
                invitation.state = "open"

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.flush_model()
        query = SQL(
            """(
            SELECT invitation.id
              FROM loyalty_club_invitation AS invitation
              JOIN loyalty_club AS club ON club.id = invitation.club_id
             WHERE CASE WHEN accepted_on IS NOT NULL THEN 'accepted'
                        WHEN is_withdrawn THEN 'withdrawn'
                        WHEN expires_on < (%s::timestamp AT TIME ZONE 'UTC'
                             AT TIME ZONE club.tz)::date THEN 'expired'
                        ELSE 'open' END = ANY(%s))""",
            fields.Datetime.now(),
            list(value),
        )
        return [("id", "in", query)]

    # === VERBS === #

    @api.model
    def _open_for(self, club, partners):
        """The open invitations of contacts to a club, by contact; the newest counts."""
        invitations = self.search(
            [
                ("club_id", "=", club.id),
                ("partner_id", "in", partners.ids),
                ("state", "in", ["open"]),
            ],
            order="id",
        )
        return {invitation.partner_id: invitation for invitation in invitations}

    @api.model
    def _of_token(self, token):
        """The open invitation that a link leads to, or none.

        :param token: as somebody has sent it
        """
        invitation = self.search([("token", "=", str(token))], limit=1)
        return invitation.filtered(lambda each: each.state == "open")

    def _accept(self, members):
        """Note which memberships have come of the open ones of these invitations."""
        by_partner = members.grouped("partner_id")
        for invitation in self:
            member = by_partner[invitation.partner_id]
            invitation.write(
                {"accepted_on": invitation.club_id._today(), "member_id": member.id}
            )

    def _link(self) -> str:
        """The address that the contact follows to join."""
        self.ensure_one()
        # Who sends it, and who gets it, need not be able to read it here.
        return f"{self.club_id.get_base_url()}/club/invitation/{self.sudo().token}"

    # === ACTIONS === #

    def action_withdraw(self):
        """Make the links of open invitations worthless.

        :raise AccessError: for anybody who may not write invitations
        """
        self.check_access("write")
        self.filtered(lambda each: each.state == "open").is_withdrawn = True
