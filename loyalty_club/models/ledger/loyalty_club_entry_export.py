from odoo import api, models

# What a member takes along of his own history: not who of the staff has posted it.
_FOR_MEMBER = (
    *("posted_at", "kind", "description", "points", "balance_after"),
    "expires_on",
)


class LoyaltyClubEntry(models.Model):
    """The ledger as a spreadsheet."""

    _name = "loyalty.club.entry"
    _inherit = ["loyalty.club.entry", "loyalty.club.export"]

    _SHEET = (
        "posted_at",
        "member_id.number",
        "member_id.partner_id.name",
        "club_id",
        "kind",
        "description",
        "points",
        "balance_after",
        "expires_on",
        "user_id",
    )

    @api.model
    def _sheet_paths(self):
        """Of a member's own history, what concerns him."""
        if self.env.context.get("loyalty_club_for_member"):
            return _FOR_MEMBER
        return super()._sheet_paths()
