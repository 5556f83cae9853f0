from odoo import models


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
