from datetime import datetime, timedelta

from odoo import fields, models


class LoyaltyClub(models.Model):
    """Who answers the members of a club, and how soon."""

    _inherit = "loyalty.club"

    feedback_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Answers Members",
        domain=[("share", "=", False)],
        help="Is asked to answer what members write. Nobody: who is responsible for "
        "the club.",
    )
    feedback_hours = fields.Integer(
        string="Answer Within (hours)",
        default=16,
        help="Working hours of the company in which members shall have an answer.",
        tracking=True,
    )
    topic_ids = fields.One2many(
        comodel_name="loyalty.club.feedback.topic",
        inverse_name="club_id",
        string="Topics",
        copy=True,
    )

    # A day of the calendar is looked for in vain when it is years away.
    _feedback_hours_sensible = models.Constraint(
        "CHECK(feedback_hours BETWEEN 1 AND 1000)",
        "Members have an answer within 1 hour at least, and 1000 at most.",
    )

    # === VERBS === #

    def _who_answers(self):
        """Who is asked to answer the members."""
        self.ensure_one()
        user = self.feedback_user_id
        return user if user.active else self._responsible()

    def _answer_due(self, moment: datetime) -> datetime:
        """Until when a member who writes at a moment shall have his answer."""
        self.ensure_one()
        calendar = self._working_calendar()
        due = calendar and calendar.plan_hours(
            self.feedback_hours, moment, compute_leaves=True
        )
        # Nobody works then: hours are hours.
        return due or moment + timedelta(hours=self.feedback_hours)

    def _working_hours(self, start: datetime, end: datetime) -> float:
        """Hours between two moments in which the company is at work."""
        self.ensure_one()
        if calendar := self._working_calendar():
            return calendar.get_work_hours_count(start, end)
        return (end - start).total_seconds() / 3600

    def _working_calendar(self):
        # Who answers members need not be able to read working times.
        return self.company_id.sudo().resource_calendar_id
