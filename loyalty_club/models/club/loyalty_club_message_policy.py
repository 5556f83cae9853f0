from odoo import api, fields, models

from ...tools.colour import deep
from .in_words import day, number


class LoyaltyClub(models.Model):
    """What a club tells its members, and when it lets them sleep."""

    _inherit = "loyalty.club"

    member_message_ids = fields.One2many(
        comodel_name="loyalty.club.message", inverse_name="club_id", string="Messages"
    )
    quiet_from = fields.Float(
        default=21.0,
        help="Nobody gets a message between these hours, in his own time zone.",
    )
    quiet_to = fields.Float(string="Quiet Until", default=9.0)

    _quiet_hours_of_a_day = models.Constraint(
        "CHECK(quiet_from >= 0 AND quiet_from < 24"
        " AND quiet_to >= 0 AND quiet_to < 24)",
        "Quiet hours are hours of a day, from 0:00 to 23:59.",
    )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Have a message for each occasion, to be switched on."""
        clubs = super().create(vals_list)
        # Whoever founds a club need not be able to write templates.
        self.env["loyalty.club.message"].sudo()._of_new(clubs.sudo())
        return clubs

    # === LOOK === #

    def _deep_color(self) -> str:
        """The colour of the club, so deep that white is readable on it."""
        return deep(self.color)

    def _direction(self) -> str:
        """In which direction the reader's language is read: ``ltr`` | ``rtl``."""
        return self.env["res.lang"]._get_data(code=self.env.lang).direction or "ltr"

    def _written(self, value) -> str:
        """A figure as readers of an e-mail or a poster write it."""
        return number(self.env, value)

    def _written_day(self, value) -> str:
        """A day as readers of an e-mail or a poster write it; nothing for none."""
        return day(self.env, value) if value else ""
