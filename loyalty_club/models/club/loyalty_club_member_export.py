from odoo import models


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
