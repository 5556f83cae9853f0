from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.date_utils import parse_date

from ...tools.posting import Posting


class LoyaltyClubMember(models.Model):
    """How points of a member run out.

    Points expire the day after the last one on which they could be spent, in the time
    zone of the club. What runs out together is one entry, named after its last lot.
    """

    _inherit = "loyalty.club.member"

    _EXPIRY_BATCH = 2000

    # === COMPUTE === #

    def _compute_expiring_by_inactivity(self):
        for member in self:
            if member.balance <= 0 or not member.last_activity_on:
                continue
            last_day = member.last_activity_on + relativedelta(
                months=member.club_id.expiry_months
            )
            if not member.expiring_on or last_day <= member.expiring_on:
                member.expiring_on = last_day
                member.expiring_points = member.balance

    @api.model
    def _search_expiring_on(self, operator, value):
        match operator:
            case "<" | "<=":
                return self._with_expiry(operator, value)
            case ">" | ">=":
                sooner = "<=" if operator == ">" else "<"
                return self._with_expiry() & ~self._with_expiry(sooner, value)
            case "in" if set(value) == {False}:
                return ~self._with_expiry()
        return NotImplemented

    @api.model
    def _with_expiry(self, operator="<=", day=date.max):
        """Members with points whose last day is up to ``day``, as a domain."""
        if isinstance(day, str):
            day = parse_date(day, self.env)
        self.env["loyalty.club"].flush_model()
        self.flush_model()
        query = SQL(
            """(
            SELECT member_id FROM loyalty_club_residual
             WHERE points > 0 AND expires_on %(operator)s %(day)s
             UNION ALL
            SELECT member.id
              FROM loyalty_club_member AS member
              JOIN loyalty_club AS club ON club.id = member.club_id
             WHERE club.expiry_policy = 'inactivity'
               AND member.balance > 0
               AND (member.last_activity_on
                   + make_interval(months => club.expiry_months))::date
                   %(operator)s %(day)s
            )""",
            operator=SQL(operator),
            day=day,
        )
        return Domain("id", "in", query)

    # === VERBS === #

    def _activity_days(self, now):
        """Days are counted on the calendar of the club."""
        return {member.id: member.club_id._local(now).date() for member in self}

    def _post(self, kind, points, key, **details):
        """Let what has run out expire before anything is spent or taken."""
        if kind == "spend" or (kind == "adjust" and points < 0):
            self._expire_due()
        return super()._post(kind, points, key, **details)

    def _expire_due(self):
        """Expire what these members could spend until yesterday.

        :return: the entries
        """
        return self._post_expiry(self._due_to_expire(member_ids=self.ids))

    @api.model
    def _post_expiry(self, due):
        postings = [
            Posting(member_id, "expire", -points, key) for member_id, points, key in due
        ]
        return self.env["loyalty.club.entry"]._append(postings)

    @api.model
    def _due_to_expire(self, member_ids=None, limit=None):
        """Points that have run out: rows of member id, points and the key to post.

        A member whose figures do not agree loses no more than his balance, and for one
        last lot only once: he is for the audit, and must not stand in the way of the
        others. Where who does nothing loses all, he may get back what he spent of a
        lot, and do nothing again: then it is once for each time.
        """
        self.env["loyalty.club"].flush_model()
        self.flush_model()
        chosen = SQL("TRUE")
        if member_ids is not None:
            chosen = SQL("member.id = ANY(%s)", member_ids)
        return self.env.execute_query(
            SQL(
                """
                WITH due AS (%(lots)s), named AS (
                    SELECT id, LEAST(sum(points), balance) AS points,
                           concat_ws('/', 'expire', id, max(entry_id), since) AS key
                      FROM due
                  GROUP BY id, balance, since
                )
                SELECT id, points, key FROM named
                 WHERE NOT EXISTS (
                       SELECT FROM loyalty_club_entry WHERE key = named.key)
              ORDER BY id LIMIT %(limit)s
                """,
                lots=self._due_lots(chosen),
                limit=limit,
            )
        )

    @api.model
    def _due_lots(self, chosen) -> SQL:
        """Lots that can't be spent any more, of members whom a condition chooses."""
        now = fields.Datetime.now()
        return SQL(
            """
            SELECT member.id, member.balance, lot.points, lot.entry_id,
                   %(since)s AS since
              FROM loyalty_club_residual AS lot
              JOIN loyalty_club_member AS member ON member.id = lot.member_id
              JOIN loyalty_club AS club ON club.id = member.club_id,
           LATERAL (%(today)s) AS today(day)
             WHERE lot.points > 0 AND member.balance > 0
               AND lot.expires_on <= %(tomorrow)s::date
               AND lot.expires_on < today.day
               AND %(chosen)s
         UNION
            SELECT member.id, member.balance, lot.points, lot.entry_id,
                   %(since)s AS since
              FROM loyalty_club_member AS member
              JOIN loyalty_club AS club ON club.id = member.club_id
              JOIN loyalty_club_residual AS lot ON lot.member_id = member.id,
           LATERAL (%(today)s) AS today(day)
             WHERE club.expiry_policy = 'inactivity'
               AND lot.points > 0 AND member.balance > 0
               AND (member.last_activity_on
                   + make_interval(months => club.expiry_months))::date
                   < today.day
               AND %(chosen)s
            """,
            today=SQL(
                "SELECT (%s::timestamp AT TIME ZONE 'UTC' AT TIME ZONE club.tz)::date",
                now,
            ),
            since=SQL(
                "CASE club.expiry_policy WHEN 'inactivity'"
                " THEN member.last_activity_on END"
            ),
            tomorrow=now + relativedelta(days=1),
            chosen=chosen,
        )

    # === CRON === #

    @api.model
    def _cron_expire(self):
        """Expire points, a batch of members at a time.

        Each batch is committed with its own entries, so a run that is killed loses
        nothing, and the next one, or one beside it, finds only what is left.
        """
        self.env["loyalty.club.batch"]._run(
            lambda: self._post_expiry(self._due_to_expire(limit=self._EXPIRY_BATCH))
        )
