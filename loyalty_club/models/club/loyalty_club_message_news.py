from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.tools import SQL

# Who hears of something later than this is not told of it any more.
_LOOK_BACK = relativedelta(days=2)


class LoyaltyClubMessage(models.Model):
    """What there is to tell: read from what happened, so that nobody has to report it.

    An occasion is a query, ``_news_<kind>``: rows of ``member_id``, ``res_model`` and
    ``res_id`` of what it is about, ``step`` (how many days before), ``points`` and
    ``day``, which stand in the message. Each layer has occasions of its own.
    """

    _inherit = "loyalty.club.message"

    _BATCH = 1000

    # === VERBS === #

    def _note_news(self):
        """Write down the next batch of what is to be told, each thing once.

        :return: the new ``loyalty.club.notice``
        """
        self.ensure_one()
        notices = self.env["loyalty.club.notice"]
        if not self.is_on:  # somebody has switched it off
            return notices
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO loyalty_club_notice
                            (message_id, club_id, company_id, kind, state, due_at,
                             member_id, partner_id, res_model, res_id, step, points,
                             day, create_uid, create_date, write_uid, write_date)
                SELECT %(message)s, %(club)s, %(company)s, %(kind)s, 'waiting',
                       %(now)s, member.id, partner.id, news.res_model, news.res_id,
                       news.step, news.points, news.day, %(user)s, %(now)s, %(user)s,
                       %(now)s
                  FROM (%(news)s) AS news
                  JOIN loyalty_club_member AS member ON member.id = news.member_id
                  JOIN res_partner AS partner ON partner.id = member.partner_id
                 WHERE member.club_id = %(club)s AND member.state = 'active'
                   AND member.active AND (%(reachable)s)
                   AND NOT EXISTS (
                       SELECT FROM loyalty_club_notice AS told
                        WHERE told.message_id = %(message)s
                          AND told.member_id = member.id
                          AND told.res_id = news.res_id AND told.step = news.step
                          AND told.day IS NOT DISTINCT FROM news.day)
              ORDER BY member.id LIMIT %(limit)s
           ON CONFLICT DO NOTHING
             RETURNING id
                """,
                message=self.id,
                club=self.club_id.id,
                company=self.company_id.id,
                kind=self.kind,
                now=fields.Datetime.now(),
                user=self.env.uid,
                news=getattr(self, f"_news_{self.kind}")(),
                reachable=self._reachable(),
                limit=self._BATCH,
            )
        )
        return notices.browse([id_ for (id_,) in rows])

    def _reachable(self):
        """Whether a member wants to be told in a way that this message goes."""
        ways = []
        if self.is_emailed:
            ways.append(("email", SQL("partner.email_normalized IS NOT NULL")))
        if self.is_texted:
            ways.append(("sms", SQL("partner.phone_sanitized IS NOT NULL")))
        return SQL(" OR ").join(
            SQL(
                """%s AND (
                   SELECT consent.is_given FROM loyalty_club_consent AS consent
                    WHERE consent.purpose = %s AND consent.member_id IN (
                          SELECT id FROM loyalty_club_member AS each
                           WHERE each.id = member.id OR each.merged_into_id = member.id)
                 ORDER BY consent.id DESC LIMIT 1)""",
                has_address,
                purpose,
            )
            for purpose, has_address in ways
        )

    def _news_since(self):
        """Since when what happened is still news."""
        return max(self.since, fields.Datetime.now() - _LOOK_BACK)

    # === OCCASIONS === #

    def _news_welcome(self):
        return SQL(
            """
            SELECT id AS member_id, 'loyalty.club.member' AS res_model, id AS res_id,
                   0 AS step, balance AS points, joined_on AS day
              FROM loyalty_club_member
             WHERE club_id = %s AND create_date >= %s AND channel <> 'import'
            """,
            self.club_id.id,
            self._news_since(),
        )

    def _news_tier(self):
        """The last move of each member, where he came into a tier by what he did."""
        return SQL(
            """
            SELECT * FROM (
            SELECT DISTINCT ON (member_id) member_id,
                   'loyalty.club.tier.move' AS res_model, id AS res_id, 0 AS step,
                   0 AS points, moved_at::date AS day, reason
              FROM loyalty_club_tier_move
             WHERE club_id = %s AND moved_at >= %s
          ORDER BY member_id, id DESC) AS move
             WHERE reason IN ('rose', 'fell')
            """,
            self.club_id.id,
            self._news_since(),
        )

    def _news_points_expire(self):
        """What runs out next: told thirty days before, seven, and one."""
        club = self.club_id
        today = club._today()
        if club.expiry_policy == "inactivity":
            runs_out = SQL(
                """
                SELECT id AS member_id, balance AS points,
                       (last_activity_on + make_interval(months => %s))::date
                       AS expires_on
                  FROM loyalty_club_member
                 WHERE club_id = %s AND balance > 0
                """,
                club.expiry_months,
                club.id,
            )
        else:
            runs_out = SQL(
                """
                SELECT DISTINCT ON (lot.member_id) lot.member_id,
                       LEAST(sum(lot.points), member.balance) AS points, lot.expires_on
                  FROM loyalty_club_residual AS lot
                  JOIN loyalty_club_member AS member ON member.id = lot.member_id
                 WHERE member.club_id = %s AND lot.points > 0 AND member.balance > 0
                   AND lot.expires_on BETWEEN %s AND %s
              GROUP BY lot.member_id, lot.expires_on, member.balance
              ORDER BY lot.member_id, lot.expires_on
                """,
                club.id,
                today,
                today + relativedelta(days=30),
            )
        return SQL(
            """
            SELECT member_id, 'loyalty.club.member' AS res_model, member_id AS res_id,
                   CASE WHEN expires_on <= %(today)s::date + 1 THEN 1
                        WHEN expires_on <= %(today)s::date + 7 THEN 7
                        ELSE 30 END AS step,
                   points, expires_on AS day
              FROM (%(runs_out)s) AS lot
             WHERE expires_on BETWEEN %(today)s::date AND %(today)s::date + 30
            """,
            today=today,
            runs_out=runs_out,
        )
