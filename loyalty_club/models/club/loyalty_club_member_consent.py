from odoo import api, fields, models
from odoo.exceptions import AccessError

from .loyalty_club_consent import PURPOSES


class LoyaltyClubMember(models.Model):
    """What a member has allowed, and accepted."""

    _inherit = "loyalty.club.member"

    consent_ids = fields.One2many(
        comodel_name="loyalty.club.consent",
        inverse_name="member_id",
        string="Consents",
        groups="loyalty_club.group_agent,loyalty_club.group_auditor",
    )
    is_mobile_verified = fields.Boolean(
        related="partner_id.loyalty_club_is_verified",
        groups="loyalty_club.group_agent,loyalty_club.group_auditor",
    )
    has_consent = fields.Boolean(
        compute="_compute_has_consent",
        groups="loyalty_club.group_agent,loyalty_club.group_auditor",
    )

    @api.depends("consent_ids")
    def _compute_has_consent(self):
        consents = self._consents()
        for member in self:
            member.has_consent = bool(consents[member])

    def _consents(self) -> dict:
        """For each member, the set of purposes that are allowed now.

        What somebody allowed who was merged into a member stays allowed, until one of
        them takes it back.
        """
        given = {member: set() for member in self}
        lines = self.env["loyalty.club.consent"].search(
            self._of_these("member_id"), order="id"
        )
        for line in lines:
            member = line.member_id
            purposes = given[member if member in given else member.merged_into_id]
            (purposes.add if line.is_given else purposes.discard)(line.purpose)
        return given

    def _willing(self, purpose):
        """Those who allow messages of this purpose, and whom they reach."""
        consents = self._consents()
        willing = self.filtered(lambda member: purpose in consents[member])
        partners = willing.partner_id
        reached = (
            partners._loyalty_club_reached_by_email()
            if purpose == "email"
            else partners._loyalty_club_reached_by_sms()
        )
        return willing.filtered(lambda member: member.partner_id in reached)

    def _accept_terms(self, version):
        """Note that this member has accepted the terms of a later version."""
        if version > self.terms_version:
            self.write(
                {"terms_version": version, "terms_accepted_at": fields.Datetime.now()}
            )

    def action_withdraw_consents(self):
        """Note that these members allow nothing any more; their profiles go."""
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group("loyalty_club.group_agent"):
            raise AccessError(self.env._("Only an agent of the club does this."))
        # Nobody may write the log; who serves the member has been checked.
        self.env["loyalty.club.consent"].sudo()._record(
            self.sudo(), PURPOSES, is_given=False, channel="backend"
        )
