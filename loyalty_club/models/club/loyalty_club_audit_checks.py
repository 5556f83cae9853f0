from odoo import api, models
from odoo.tools import SQL


class LoyaltyClubAudit(models.Model):
    """The invariants of the ledger, each a query of those who break it."""

    _inherit = "loyalty.club.audit"

    @api.model
    def _wordings(self) -> dict[str, str]:
        """What each check means when it fails, in words. Other layers add theirs."""
        return {
            "balance_is_sum_of_entries": self.env._(
                "The balance is not the sum of the history"
            ),
            "balance_is_lots_less_debts": self.env._(
                "The balance is not what is left of the points, less debts"
            ),
            "lots_and_debts_are_matched": self.env._(
                "What is left of an entry does not agree with its uses"
            ),
            "lots_are_not_overused": self.env._(
                "More points were used than an entry had given"
            ),
            "uses_stay_with_the_member": self.env._(
                "Points of somebody else were used"
            ),
            "running_balance_is_unbroken": self.env._(
                "The running balance has a gap in the history"
            ),
            "lifetime_is_what_was_earned": self.env._(
                "The points ever earned are not those in the history"
            ),
            "lots_are_those_of_entries": self.env._(
                "Points left belong to somebody else, or run out on another day than "
                "the history says"
            ),
            "merged_hold_nothing": self.env._(
                "A membership that was merged into another one still has points"
            ),
        }

    def _check_balance_is_sum_of_entries(self, member_ids):
        return SQL(
            """
            SELECT member.id, COALESCE(sum(entry.points), 0), member.balance
              FROM loyalty_club_member AS member
         LEFT JOIN loyalty_club_entry AS entry ON entry.member_id = member.id
             WHERE member.id = ANY(%s)
          GROUP BY member.id
            HAVING COALESCE(sum(entry.points), 0) <> member.balance
            """,
            member_ids,
        )

    def _check_balance_is_lots_less_debts(self, member_ids):
        return SQL(
            """
            SELECT member.id, COALESCE(sum(open.points), 0), member.balance
              FROM loyalty_club_member AS member
         LEFT JOIN loyalty_club_residual AS open ON open.member_id = member.id
             WHERE member.id = ANY(%s)
          GROUP BY member.id
            HAVING COALESCE(sum(open.points), 0) <> member.balance
            """,
            member_ids,
        )

    def _check_lots_and_debts_are_matched(self, member_ids):
        return SQL(
            """
            SELECT entry.member_id, entry.points - COALESCE(used.points, 0)
                   + COALESCE(paid.points, 0), COALESCE(open.points, 0)
              FROM loyalty_club_entry AS entry
         LEFT JOIN loyalty_club_residual AS open ON open.entry_id = entry.id
         LEFT JOIN LATERAL (
                   SELECT sum(points) AS points FROM loyalty_club_allocation
                    WHERE lot_id = entry.id
              ) AS used ON TRUE
         LEFT JOIN LATERAL (
                   SELECT sum(points) AS points FROM loyalty_club_allocation
                    WHERE entry_id = entry.id
              ) AS paid ON TRUE
             WHERE entry.member_id = ANY(%s)
               AND entry.points - COALESCE(used.points, 0)
                   + COALESCE(paid.points, 0) <> COALESCE(open.points, 0)
            """,
            member_ids,
        )

    def _check_lots_are_not_overused(self, member_ids):
        return SQL(
            """
            SELECT entry.member_id, entry.points, sum(used.points)
              FROM loyalty_club_entry AS entry
              JOIN loyalty_club_allocation AS used ON used.lot_id = entry.id
             WHERE entry.member_id = ANY(%s)
          GROUP BY entry.id
            HAVING sum(used.points) > entry.points
            """,
            member_ids,
        )

    def _check_uses_stay_with_the_member(self, member_ids):
        return SQL(
            """
            SELECT entry.member_id, entry.member_id, lot.member_id
              FROM loyalty_club_entry AS entry
              JOIN loyalty_club_allocation AS used ON used.entry_id = entry.id
              JOIN loyalty_club_entry AS lot ON lot.id = used.lot_id
             WHERE entry.member_id = ANY(%s)
               AND lot.member_id <> entry.member_id
            """,
            member_ids,
        )

    def _check_running_balance_is_unbroken(self, member_ids):
        return SQL(
            """
            SELECT member_id, expected, balance_after FROM (
                SELECT member_id, balance_after,
                       sum(points) OVER (PARTITION BY member_id ORDER BY id)
                           AS expected
                  FROM loyalty_club_entry
                 WHERE member_id = ANY(%s)
            ) AS history
             WHERE expected <> balance_after
            """,
            member_ids,
        )

    def _check_lifetime_is_what_was_earned(self, member_ids):
        """Who took over a membership has earned what was earned there, too."""
        return SQL(
            """
            WITH RECURSIVE person(id, member_id) AS (
                SELECT id, id FROM loyalty_club_member
                 WHERE id = ANY(%s) AND merged_into_id IS NULL
                 UNION
                SELECT person.id, merged.id
                  FROM person JOIN loyalty_club_member AS merged
                    ON merged.merged_into_id = person.member_id
            )
            SELECT member.id, COALESCE(sum(entry.points), 0), member.lifetime_points
              FROM loyalty_club_member AS member
         LEFT JOIN person ON person.id = member.id
         LEFT JOIN loyalty_club_entry AS entry
                ON entry.member_id = person.member_id
               AND entry.kind IN ('earn', 'take_back')
               AND entry.coupon_id IS NULL
             WHERE member.id = ANY(%s)
          GROUP BY member.id
            HAVING COALESCE(sum(entry.points), 0) <> member.lifetime_points
            """,
            member_ids,
            member_ids,
        )

    def _check_lots_are_those_of_entries(self, member_ids):
        return SQL(
            """
            SELECT entry.member_id, 0, open.points
              FROM loyalty_club_entry AS entry
              JOIN loyalty_club_residual AS open ON open.entry_id = entry.id
             WHERE entry.member_id = ANY(%s)
               AND (open.member_id, open.expires_on)
                   IS DISTINCT FROM (entry.member_id, entry.expires_on)
            """,
            member_ids,
        )

    def _check_merged_hold_nothing(self, member_ids):
        return SQL(
            """
            SELECT id, 0, balance FROM loyalty_club_member
             WHERE id = ANY(%s) AND merged_into_id IS NOT NULL AND balance <> 0
            """,
            member_ids,
        )
