from odoo import api, models
from odoo.tools import SQL


class LoyaltyClubAudit(models.Model):
    """Recounts earnings, too."""

    _inherit = "loyalty.club.audit"

    @api.model
    def _wordings(self):
        """Add: what is wrong with an earning."""
        return {
            **super()._wordings(),
            "posted_is_sum_of_entries": self.env._(
                "What a purchase has earned is not in the history"
            ),
            "posted_is_due": self.env._("A purchase has not earned what it is worth"),
            "points_are_those_of_rules": self.env._(
                "A purchase is not worth what its rules gave for it"
            ),
            "documents_exist": self.env._(
                "A document that was deleted still gives points"
            ),
        }

    def _check_posted_is_sum_of_entries(self, member_ids):
        return SQL(
            """
            SELECT earning.member_id, COALESCE(sum(entry.points), 0),
                   earning.posted_points
              FROM loyalty_club_earning AS earning
         LEFT JOIN loyalty_club_entry AS entry ON entry.earning_id = earning.id
             WHERE earning.member_id = ANY(%s)
          GROUP BY earning.id
            HAVING COALESCE(sum(entry.points), 0) <> earning.posted_points
            """,
            member_ids,
        )

    def _check_posted_is_due(self, member_ids):
        return SQL(
            """
            SELECT earning.member_id, earning.points, reached.points
              FROM loyalty_club_earning AS earning,
           LATERAL (SELECT posted_points::bigint - forgiven_points)
                AS reached(points)
             WHERE earning.member_id = ANY(%s)
               AND (
                   earning.state IN ('posted', 'void')
                   AND reached.points <> earning.points
                OR earning.state = 'pending'
                   AND abs(reached.points) > abs(earning.points::bigint)
               )
            """,
            member_ids,
        )

    def _check_points_are_those_of_rules(self, member_ids):
        return SQL(
            """
            SELECT earning.member_id, COALESCE(sum(line.points), 0), earning.points
              FROM loyalty_club_earning AS earning
         LEFT JOIN loyalty_club_earning_line AS line ON line.earning_id = earning.id
               AND line.is_coupon IS NOT TRUE
             WHERE earning.member_id = ANY(%s)
          GROUP BY earning.id
            HAVING COALESCE(sum(line.points), 0) <> earning.points
            """,
            member_ids,
        )

    def _check_documents_exist(self, member_ids):
        sources = [
            SQL(
                "earning.source_model = %s AND NOT EXISTS (SELECT FROM %s AS document"
                " WHERE document.id = earning.source_id)",
                model._name,
                SQL.identifier(model._table),
            )
            for model in self.env["loyalty.club.cause"]._loyalty_club_models()
        ]
        return SQL(
            """
            SELECT earning.member_id, 0, earning.points
              FROM loyalty_club_earning AS earning
             WHERE earning.member_id = ANY(%s) AND earning.points <> 0 AND (%s)
            """,
            member_ids,
            SQL(" OR ").join(sources),
        )
