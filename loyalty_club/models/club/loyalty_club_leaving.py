from odoo import api, fields, models
from odoo.exceptions import ValidationError

PARTINGS = [
    ("keep", "Are kept, should he come back"),
    ("move", "Move to his membership in another club"),
    ("lose", "Are lost, after a notice"),
]


class LoyaltyClub(models.Model):
    """What becomes of people who do not work for a member organisation any more."""

    _inherit = "loyalty.club"

    leaver_grace_days = fields.Integer(
        string="Days of Grace",
        default=30,
        tracking=True,
        help="Who leaves his organisation, or whose organisation leaves the club, "
        "stays a member for so many days.",
    )
    leaver_points = fields.Selection(
        selection=PARTINGS,
        string="Then His Points",
        required=True,
        default="keep",
        tracking=True,
    )
    leaver_club_id = fields.Many2one(
        comodel_name="loyalty.club",
        string="Club of Leavers",
        domain="[('company_id', '=', company_id), ('id', '!=', id)]",
        ondelete="restrict",
        tracking=True,
        help="Points move here one for one, if he is a member. If not, they are kept.",
    )

    _leaver_grace_days_sensible = models.Constraint(
        "CHECK(leaver_grace_days BETWEEN 0 AND 3650)",
        "“Who May Join”: leavers stay between 0 and 3650 days.",
    )
    # Odoo tells members of the loss on the day they leave; they need time to spend.
    _leavers_are_warned = models.Constraint(
        "CHECK(leaver_points <> 'lose' OR leaver_grace_days > 0)",
        "“Who May Join”: points are lost after a notice. Give leavers a day at least.",
    )

    @api.constrains("leaver_points", "leaver_club_id", "company_id")
    def _check_leaver_club(self):
        for club in self.filtered(lambda club: club.leaver_points == "move"):
            target = club.leaver_club_id
            if not target or target == club or target.company_id != club.company_id:
                raise ValidationError(
                    self.env._(
                        "Choose another club of %(company)s to which the points of "
                        "leavers move.",
                        company=club.company_id.name,
                    )
                )
