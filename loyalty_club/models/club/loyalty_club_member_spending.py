from odoo import api, models
from odoo.exceptions import UserError


class LoyaltyClubMember(models.Model):
    """Who may spend: an active member whose figures agree.

    Whatever else happens to his points goes on: a return is taken back, and points
    run out, also of those who have left.
    """

    _inherit = "loyalty.club.member"

    @api.model
    def _check_postings(self, postings):
        """Refuse what members spend who may not."""
        result = super()._check_postings(postings)
        spending = {each.member_id for each in postings if each.kind == "spend"}
        for member in self.browse(spending):
            if member.is_spending_blocked:
                raise UserError(
                    self.env._(
                        "The points of %(member)s are being checked, and can't be "
                        "spent until that is done.",
                        member=member.display_name,
                    )
                )
            if member.state != "active":
                raise UserError(
                    self.env._(
                        "The membership of %(member)s is not active, so its points "
                        "can't be spent.",
                        member=member.display_name,
                    )
                )
        return result
