from odoo import api, fields, models
from odoo.tools import SQL


class LoyaltyClubTierReview(models.Model):
    """How far the nightly review of the tiers of a club has come.

    It has a row of its own, once per club: who writes on the club, and a batch of the
    review, are not to wait for each other.
    """

    _name = "loyalty.club.tier.review"
    _inherit = ["loyalty.club.rows"]
    _description = "Customer Club: Review of Tiers"
    _log_access = False
    _rec_name = "club_id"

    club_id = fields.Many2one(
        comodel_name="loyalty.club", required=True, ondelete="cascade"
    )
    last_member_id = fields.Integer(required=True)
    done_on = fields.Date(help="The last day on which all members were reviewed.")

    _club_unique = models.Constraint("UNIQUE(club_id)", "A club is reviewed once.")

    @api.model
    def _next(self):
        """The review of a club that has not been through today, or none."""
        self._begin()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT review.id FROM loyalty_club_tier_review AS review
                  JOIN loyalty_club AS club ON club.id = review.club_id
                 WHERE EXISTS (SELECT FROM loyalty_club_tier WHERE club_id = club.id)
                   AND (review.done_on IS NULL OR review.done_on <
                       (%s::timestamp AT TIME ZONE 'UTC' AT TIME ZONE club.tz)::date)
              ORDER BY club.id LIMIT 1
                """,
                fields.Datetime.now(),
            )
        )
        return self.browse(row[0] for row in rows)

    @api.model
    def _begin(self):
        """Give each club that has tiers its review."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT tier.club_id, 0 FROM loyalty_club_tier AS tier
                 WHERE NOT EXISTS (SELECT FROM loyalty_club_tier_review
                                    WHERE club_id = tier.club_id)
                """
            )
        )
        self._insert_rows(["club_id", "last_member_id"], rows)

    def _take_next(self, count):
        """The next members to review, or none: then this club is through.

        :param count: how many at most
        :return: the ``loyalty.club.member``, in their order
        """
        self.ensure_one()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM loyalty_club_member
                 WHERE club_id = %s AND id > %s AND state <> 'left'
              ORDER BY id LIMIT %s
                """,
                self.club_id.id,
                self.last_member_id,
                count,
            )
        )
        members = self.env["loyalty.club.member"].browse(row[0] for row in rows)
        if members:
            self.last_member_id = members[-1].id
        else:
            self.write({"last_member_id": 0, "done_on": self.club_id._today()})
        return members
