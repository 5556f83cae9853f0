from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.birthday import CALENDARS

_TERMS = {"basis", "earn_on", "hold_days", "tz"}


class LoyaltyClub(models.Model):
    """What members of a club earn."""

    _inherit = "loyalty.club"

    rule_ids = fields.One2many(
        comodel_name="loyalty.club.earning.rule",
        inverse_name="club_id",
        string="Earning Rules",
        copy=True,
    )
    # Nobody chooses the rulebook by hand: it is what the rules say.
    rulebook_id = fields.Many2one(
        comodel_name="loyalty.club.rulebook",
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
    )
    birthday_calendar = fields.Selection(
        selection=CALENDARS,
        string="Birthdays By",
        required=True,
        default=lambda self: self._default_birthday_calendar(),
        tracking=True,
        help="The calendar in which a birthday comes back every year.",
    )
    birthday_after_days = fields.Integer(
        string="Birthdays After",
        tracking=True,
        help="Only members who joined more than so many days before their birthday "
        "are given something for it.",
    )

    _birthday_after_days_sensible = models.Constraint(
        "CHECK(birthday_after_days >= 0 AND birthday_after_days <= 36500)",
        "Birthdays: the days of membership are between 0 and 36,500.",
    )

    # === COMPUTE === #

    @api.model
    def _default_birthday_calendar(self):
        return "jalali" if self.env.company.country_code == "IR" else "gregorian"

    # === CRUD === #

    def write(self, vals):
        """Have the next purchase counted with the changed terms."""
        if not _TERMS.isdisjoint(vals):
            self._forget_rulebook()
        return super().write(vals)

    # === VERBS === #

    def _forget_rulebook(self):
        # The row is written even where no rulebook is kept: a purchase that has read
        # the old rules, and is about to keep them as a rulebook, must start again.
        self.flush_recordset(["rulebook_id"])
        self.env.execute_query(
            SQL(
                "UPDATE loyalty_club SET rulebook_id = NULL WHERE id = ANY(%s)"
                " RETURNING id",
                self.ids,
            )
        )
        self.invalidate_recordset(["rulebook_id"], flush=False)

    def _current_rulebook(self):
        """The rulebook in force, written down when it is needed first."""
        self.ensure_one()
        if not self.rulebook_id:
            # Of two purchases that need it at once, the later one starts again and
            # finds it: two rulebooks of the same text would be an error.
            self.env.execute_query(
                SQL("SELECT FROM loyalty_club WHERE id = %s FOR NO KEY UPDATE", self.id)
            )
            self.rulebook_id = self.env["loyalty.club.rulebook"]._of(self)
        return self.rulebook_id

    def _admit(self, candidates, *, earns=True, **details):
        """Give the points for joining, too. A closed club gives none."""
        members = super()._admit(candidates, earns=earns, **details)
        if earns and self.enrollment != "closed":
            self.env["loyalty.club.earning"]._settle(members)
        return members
