from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.tools import SQL


class LoyaltyClubMessage(models.Model):
    """Members are told what they have earned, and congratulated."""

    _inherit = "loyalty.club.message"

    kind = fields.Selection(
        selection_add=[("earned", "Points earned"), ("birthday", "Birthday")],
        ondelete={"earned": "cascade", "birthday": "cascade"},
    )

    def _news_earned(self):
        """What has come since a member was told last, as one thing.

        Entries of a member follow each other under his lock, so that the newest one he
        was told of says which ones he knows.
        """
        return SQL(
            """
            SELECT entry.member_id, 'loyalty.club.entry' AS res_model,
                   max(entry.id) AS res_id, 0 AS step, sum(entry.points) AS points,
                   NULL::date AS day
              FROM loyalty_club_entry AS entry
              JOIN loyalty_club_earning AS earning ON earning.id = entry.earning_id
             WHERE entry.club_id = %(club)s AND entry.posted_at >= %(since)s
               AND entry.kind = 'earn' AND NOT earning.is_backfill
               AND NOT EXISTS (
                   SELECT FROM loyalty_club_notice AS told
                    WHERE told.message_id = %(message)s
                      AND told.member_id = entry.member_id AND told.res_id >= entry.id)
          GROUP BY entry.member_id
            """,
            club=self.club_id.id,
            since=self._news_since(),
            message=self.id,
        )

    def _news_birthday(self):
        return SQL(
            """
            SELECT member_id, 'loyalty.club.occasion' AS res_model, id AS res_id,
                   0 AS step, 0 AS points, NULL::date AS day
              FROM loyalty_club_occasion
             WHERE club_id = %s AND trigger = 'birthday' AND occurred_at >= %s
            """,
            self.club_id.id,
            # The day began before whoever has switched it on got up.
            self._news_since() - relativedelta(days=1),
        )
