from odoo import api, fields, models
from odoo.exceptions import UserError


class LoyaltyClubInvite(models.TransientModel):
    """Invites contacts to a club, by e-mail and SMS, with a link for each of them."""

    _name = "loyalty.club.invite"
    _inherit = ["loyalty.club.contacts"]
    _description = "Customer Club: Invite Contacts"

    club_id = fields.Many2one(domain="[('enrollment', '!=', 'corporate')]")
    type_id = fields.Many2one(string="Join As")
    by_email = fields.Boolean(string="By E-mail", default=True)
    by_sms = fields.Boolean(string="By SMS")
    days = fields.Integer(string="Valid for", default=30)
    message = fields.Text(help="Stands beside the link in the e-mail.")
    unreached = fields.Char(compute="_compute_unreached")

    # === DEFAULTS === #

    @api.model
    def _default_club(self):
        clubs = self.env["loyalty.club"]
        # A club that asks for invitations comes first.
        found = clubs.search(
            [
                ("company_id", "parent_of", self.env.company.id),
                ("enrollment", "!=", "corporate"),
            ]
        )
        return found.sorted(lambda club: club.enrollment != "invitation")[:1]

    # === COMPUTE === #

    @api.depends("partner_ids", "by_email", "by_sms")
    def _compute_unreached(self):
        for wizard in self:
            names = wizard._unreached()._origin.mapped("display_name")
            wizard.unreached = ", ".join(names[:5]) + (" …" if names[5:] else "")

    def _unreached(self):
        """Contacts without an address of a kind that was chosen."""
        return self.partner_ids.filtered(
            lambda partner: (
                not (self.by_email and partner.email)
                and not (self.by_sms and partner.phone)
            )
        )

    # === ACTIONS === #

    def action_invite(self):
        """Send each contact a link of his own.

        Members are not bothered, and whom the club has sent away can't join by it.

        :raise AccessError: for anybody but who runs the club
        :raise UserError: when nobody can be invited, or reached
        """
        self.ensure_one()
        self._check_invitation()
        partners = self.partner_ids - self._not_invited()
        if not partners:
            raise UserError(
                self.env._(
                    "They are all members already, or the club has ended their "
                    "membership: then enrol them yourself."
                )
            )
        invitations = self.env["loyalty.club.invitation"].create(
            [self._invitation_values(partner) for partner in partners]
        )
        reached = invitations._send(by_email=self.by_email, by_sms=self.by_sms)
        if not reached:
            raise UserError(
                self.env._(
                    "None of these contacts can be reached: they have no address of "
                    "that kind, or do not want messages."
                )
            )
        # A link that nobody has got is worth nothing.
        (invitations - reached).unlink()
        return self._open(reached)

    def _check_invitation(self):
        self.env["loyalty.club.invitation"].check_access("create")
        self.club_id.check_access("read")
        self.partner_ids.check_access("read")
        if not (self.by_email or self.by_sms):
            raise UserError(self.env._("Choose e-mail, SMS, or both."))
        if not 1 <= self.days <= 365:
            raise UserError(self.env._("An invitation is valid for 1 to 365 days."))
        if self.club_id.enrollment == "corporate":
            raise UserError(
                self.env._(
                    "People join %(club)s with their organisation: nobody is invited.",
                    club=self.club_id.name,
                )
            )

    def _not_invited(self):
        memberships = self.club_id._memberships(self.partner_ids)
        return memberships.filtered(
            lambda member: member.state != "left" or member.left_because == "staff"
        ).partner_id

    def _invitation_values(self, partner):
        return {
            "club_id": self.club_id.id,
            "partner_id": partner.id,
            "type_id": self.type_id.id,
            "message": self.message,
            "expires_on": fields.Date.add(self.club_id._today(), days=self.days),
        }

    def _open(self, invitations):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_club.loyalty_club_invitation_action"
        )
        return {**action, "domain": [("id", "in", invitations.ids)], "context": {}}
