from odoo import api, models
from odoo.tools import SQL


class LoyaltyClubAudit(models.Model):
    """Recounts tiers, too."""

    _inherit = "loyalty.club.audit"

    @api.model
    def _wordings(self):
        """Add: what is wrong with a tier."""
        return {
            **super()._wordings(),
            "tier_is_that_of_last_move": self.env._(
                "The tier is not the one that the history of tiers leads to"
            ),
        }

    def _check_tier_is_that_of_last_move(self, member_ids):
        return SQL(
            """
            SELECT member.id, COALESCE(last.to_tier_id, 0), COALESCE(member.tier_id, 0)
              FROM loyalty_club_member AS member
         LEFT JOIN LATERAL (
                   SELECT to_tier_id FROM loyalty_club_tier_move
                    WHERE member_id = member.id
                 ORDER BY id DESC LIMIT 1
              ) AS last ON TRUE
             WHERE member.id = ANY(%s)
               AND member.tier_id IS DISTINCT FROM last.to_tier_id
            """,
            member_ids,
        )
