from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.tiers import TierStanding

_FACTS = ["tier_id", "tier_value", "tier_since", "tier_until"]


class LoyaltyClubMember(models.Model):
    """What members have reached for their tiers.

    Measured by one query, the same at the till and at night.
    """

    _inherit = "loyalty.club.member"

    @api.model
    def _tier_measures(self) -> dict[str, SQL]:
        """What a membership has reached, by ``tier_measure``. Other layers add theirs.

        Each is a query of one figure, about ``person.member_id``: the member, or one
        who was merged into him; it counts from ``chosen.begins_at`` on.
        """
        return {
            "points": SQL(
                """
                CASE WHEN chosen.begins_at = '-infinity' THEN (
                    SELECT lifetime_points FROM loyalty_club_member
                     WHERE id = person.member_id
                ) ELSE (
                    SELECT sum(points) FROM loyalty_club_entry
                     WHERE member_id = person.member_id
                       AND kind IN ('earn', 'take_back') AND coupon_id IS NULL
                       AND posted_at >= chosen.begins_at
                ) END
                """
            )
        }

    @api.model
    def _measure_tiers(self, member_ids: list[int]) -> list[TierStanding]:
        """Count what these members have reached, and keep the figure.

        :return: where those stand whose figure has changed, or whose tier may
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE %s, standing AS (
                    SELECT measured.*, earned.id AS earned_id,
                           earned.threshold AS earned_threshold
                      FROM measured LEFT JOIN LATERAL (
                           SELECT id, threshold FROM loyalty_club_tier
                            WHERE club_id = measured.club_id AND active
                              AND threshold <= measured.value
                         ORDER BY threshold DESC LIMIT 1
                      ) AS earned ON TRUE
                )
                UPDATE loyalty_club_member AS member SET tier_value = standing.value
                  FROM standing
                 WHERE member.id = standing.id AND (
                       member.tier_value IS DISTINCT FROM standing.value
                       OR member.tier_id IS DISTINCT FROM standing.earned_id
                       OR member.tier_until IS NOT NULL)
             RETURNING member.id, standing.club_id, member.tier_id, (
                           SELECT threshold FROM loyalty_club_tier
                            WHERE id = member.tier_id AND active),
                       standing.earned_id, standing.earned_threshold, standing.value,
                       COALESCE(member.tier_since, member.joined_on, standing.day),
                       member.tier_until, standing.day
                """,
                self._tier_measured(member_ids),
            )
        )
        self._forget_tiers(row[0] for row in rows)
        names = TierStanding.__dataclass_fields__
        return [TierStanding(**dict(zip(names, row, strict=True))) for row in rows]

    @api.model
    def _tier_measured(self, member_ids) -> SQL:
        """What members have reached: ``measured``, and the tables it is made of.

        Counted from the first moment, on the clock of their club, of the day on which
        its window begins. Who was merged into a member counts as that member.
        """
        measures = SQL(" ").join(
            SQL("WHEN %s THEN (%s)", name, query)
            for name, query in self._tier_measures().items()
        )
        return SQL(
            """
            chosen AS (
                SELECT member.id, club.id AS club_id, club.tier_measure, today.day,
                       CASE WHEN club.tier_window_months > 0 THEN (
                           today.day
                           - make_interval(months => club.tier_window_months)
                       ) AT TIME ZONE club.tz AT TIME ZONE 'UTC'
                       ELSE '-infinity' END AS begins_at
                  FROM loyalty_club_member AS member
                  JOIN loyalty_club AS club ON club.id = member.club_id,
               LATERAL (SELECT (%(now)s::timestamp AT TIME ZONE 'UTC'
                       AT TIME ZONE club.tz)::date) AS today(day)
                 WHERE member.id = ANY(%(ids)s) AND member.state <> 'left'
            ),
            person(id, member_id) AS (
                SELECT id, id FROM chosen
             UNION ALL
                -- A look-up for each: hardly any member was merged, and nobody is to
                -- read them all for every batch.
                SELECT person.id, merged.id
                  FROM person, LATERAL (
                       SELECT id FROM loyalty_club_member
                        WHERE merged_into_id = person.member_id OFFSET 0
                  ) AS merged
            ),
            measured AS (
                SELECT chosen.id, chosen.club_id, chosen.day, GREATEST(round(sum(
                       CASE chosen.tier_measure %(measures)s END
                       ), 2), 0) AS value
                  FROM chosen JOIN person ON person.id = chosen.id
              GROUP BY chosen.id, chosen.club_id, chosen.day
            )
            """,
            now=fields.Datetime.now(),
            ids=list(member_ids),
            measures=measures,
        )

    @api.model
    def _forget_tiers(self, member_ids):
        members = self.browse(member_ids)
        members.invalidate_recordset(_FACTS, flush=False)
        # What is computed from them is out of date, too.
        members.modified(_FACTS)
