from odoo import fields, models
from odoo.fields import Domain


class LoyaltyClubMember(models.Model):
    """What a member has told of himself."""

    _inherit = "loyalty.club.member"

    profile_ids = fields.Many2many(
        comodel_name="loyalty.club.profile",
        compute="_compute_profile_ids",
        groups="loyalty_club.group_agent,loyalty_club.group_auditor",
    )

    # === COMPUTE === #

    def _compute_profile_ids(self):
        profiles = self._profiles().grouped(
            lambda profile: (profile.partner_id, profile.company_id)
        )
        for member in self:
            key = member.partner_id, member.company_id
            member.profile_ids = profiles.get(key, False)

    # === VERBS === #

    def _profiles(self):
        """The profiles of these members, one for each person and company."""
        told = {(member.partner_id, member.company_id) for member in self}
        profiles = self.env["loyalty.club.profile"].search(
            Domain("partner_id", "in", self.partner_id.ids)
            & Domain("company_id", "in", self.company_id.ids)
        )
        return profiles.filtered(
            lambda profile: (profile.partner_id, profile.company_id) in told
        )

    def _tell(self, facts, *, channel):
        """Keep what this member tells of himself, who allows it by telling.

        :param facts: values of ``loyalty.club.profile``
        :param channel: where he has read what he allows: ``website`` | ``backend``
        :return: the ``loyalty.club.profile``
        """
        self.ensure_one()
        # Of two clicks that save the first one, the later starts again, and finds it.
        self._lock_accounts(self.ids)
        self.env["loyalty.club.consent"]._record(
            self, ["profile"], is_given=True, channel=channel
        )
        profile = self._profiles() or self.env["loyalty.club.profile"].create(
            {"partner_id": self.partner_id.id, "company_id": self.company_id.id}
        )
        profile.invalidate_recordset(["has_consent"])
        profile.write(facts)
        return profile

    def _forget_profile(self):
        """Empty the profiles of these members that nobody allows any more."""
        profiles = self._profiles()
        profiles.invalidate_recordset(["has_consent"])
        profiles.filtered(lambda profile: not profile.has_consent)._empty()

    # === ACTIONS === #

    def action_edit_profile(self):
        """Open what this member has told of himself, to add to it."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Profile"),
            "res_model": "loyalty.club.profile",
            "res_id": self._profiles().id,
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_company_id": self.company_id.id,
            },
        }
