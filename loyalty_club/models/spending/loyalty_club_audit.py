from odoo import api, models
from odoo.tools import SQL


class LoyaltyClubAudit(models.Model):
    """Recounts coupons, too."""

    _inherit = "loyalty.club.audit"

    @api.model
    def _wordings(self):
        """Add: what is wrong with a coupon."""
        return {
            **super()._wordings(),
            "coupons_were_paid": self.env._(
                "What was paid for a coupon is not in the history"
            ),
            "cards_have_coupons": self.env._(
                "A card of a reward was made by nobody's coupon"
            ),
            "cards_say_what_coupons_say": self.env._(
                "A card does not say what its coupon says"
            ),
        }

    def _check_coupons_were_paid(self, member_ids):
        """What is due for a coupon: all, what its order took, or nothing."""
        return SQL(
            """
            SELECT coupon.member_id, due.points, COALESCE(paid.points, 0)
              FROM loyalty_club_coupon AS coupon
         LEFT JOIN LATERAL (
                   SELECT -sum(entry.points) AS points
                     FROM loyalty_club_entry AS entry
                    WHERE entry.coupon_id = coupon.id
              ) AS paid ON TRUE,
           LATERAL (
                   SELECT CASE coupon.state
                          WHEN 'used' THEN coupon.used_points
                          WHEN 'issued' THEN coupon.points
                          ELSE COALESCE(paid.points, 0) END AS points
              ) AS due
             WHERE coupon.member_id = ANY(%s)
               AND due.points <> COALESCE(paid.points, 0)
            """,
            member_ids,
        )

    def _check_cards_have_coupons(self, member_ids):
        return SQL(
            """
            SELECT member.id, 0, card.id
              FROM loyalty_club_member AS member
              JOIN loyalty_card AS card ON card.partner_id = member.partner_id
              JOIN loyalty_program AS program ON program.id = card.program_id
              JOIN loyalty_club_reward AS reward
                ON reward.id = program.loyalty_club_reward_id
               AND reward.club_id = member.club_id
         LEFT JOIN loyalty_club_coupon AS coupon ON coupon.card_id = card.id
             WHERE member.id = ANY(%s) AND coupon.id IS NULL
            """,
            member_ids,
        )

    def _check_cards_say_what_coupons_say(self, member_ids):
        return SQL(
            """
            SELECT coupon.member_id, (coupon.state = 'issued')::int, card.points
              FROM loyalty_club_coupon AS coupon
              JOIN loyalty_card AS card ON card.id = coupon.card_id
              JOIN loyalty_club_member AS member ON member.id = coupon.member_id
             WHERE coupon.member_id = ANY(%s)
               AND ((coupon.state = 'issued') <> (card.points > 0)
                    OR card.code <> coupon.code
                    OR card.partner_id IS DISTINCT FROM member.partner_id)
            """,
            member_ids,
        )
