from odoo import fields, models


class LoyaltyClubMember(models.Model):
    """What a till knows of a member."""

    _inherit = "loyalty.club.member"

    till_request = fields.Char(
        readonly=True,
        copy=False,
        groups="loyalty_club.group_agent,loyalty_club.group_auditor",
        help="The request of a till that made him a member. A till may repeat it.",
    )

    _till_request_unique = models.Constraint(
        "UNIQUE(till_request)", "This request has made somebody a member already."
    )
