from odoo import fields, models
from odoo.tools import SQL

from .loyalty_club_feedback import KINDS, STATES


class LoyaltyClubFeedbackReport(models.Model):
    """What members write about, how soon they are answered and how they like it.

    A message without an answer, or without a rating, has none: it does not count as
    zero in an average.
    """

    _name = "loyalty.club.feedback.report"
    _description = "Customer Club: Analysis of Messages"
    _auto = False
    _rec_name = "feedback_id"
    _order = "received_at desc"
    # What has to be written before it is counted.
    _depends = {
        "loyalty.club.feedback": [
            *("member_id", "club_id", "company_id", "topic_id", "user_id", "kind"),
            *("state", "received_at", "first_answered_at", "response_hours"),
            "rating_last_value",
        ]
    }

    feedback_id = fields.Many2one("loyalty.club.feedback", string="Message")
    member_id = fields.Many2one("loyalty.club.member")
    club_id = fields.Many2one("loyalty.club")
    company_id = fields.Many2one("res.company")
    topic_id = fields.Many2one("loyalty.club.feedback.topic")
    user_id = fields.Many2one("res.users", string="Answered by")
    kind = fields.Selection(selection=KINDS)
    state = fields.Selection(selection=STATES)
    received_at = fields.Datetime(string="Received On")
    response_hours = fields.Float(
        string="Hours to the First Answer",
        aggregator="avg",
        help="Working hours of the company.",
    )
    rating = fields.Float(aggregator="avg", help="From 1 to 5.")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT id, id AS feedback_id, member_id, club_id, company_id, topic_id,
                   user_id, kind, state, received_at,
                   CASE WHEN first_answered_at IS NOT NULL
                        THEN response_hours END AS response_hours,
                   NULLIF(rating_last_value, 0) AS rating
              FROM loyalty_club_feedback
            """
        )
