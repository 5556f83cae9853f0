from odoo import api, models


class LoyaltyClubMember(models.Model):
    """The members as a spreadsheet."""

    _name = "loyalty.club.member"
    _inherit = ["loyalty.club.member", "loyalty.club.export"]

    _SHEET = (
        "number",
        "external_number",
        "partner_id.name",
        "kind",
        "partner_id.phone",
        "partner_id.email",
        "club_id",
        "type_id",
        "parent_id.partner_id.name",
        "state",
        "joined_on",
        "left_on",
        "channel",
        "balance",
        "lifetime_points",
        "expiring_points",
        "expiring_on",
        "last_activity_on",
    )
    # What they tell of themselves, for who may read that.
    _SHEET_OF_PROFILES = (
        "profile_ids.job",
        "profile_ids.education",
        "profile_ids.birth_date",
        "profile_ids.interest_ids",
        "profile_ids.branch_id",
        "profile_ids.contact_by",
    )

    @api.model
    def _sheet_paths(self):
        """Profiles only for who may read them."""
        paths = super()._sheet_paths()
        if self.env["loyalty.club.profile"].has_access("read"):
            paths += self._SHEET_OF_PROFILES
        return paths
