from odoo import fields, models

from .loyalty_club_enrollment import KINDS


class LoyaltyClubMemberType(models.Model):
    """What somebody is in a club: manager, employee, graduate…

    Chosen when he joins. A purchase keeps the factor of the type he had at that time.
    """

    _name = "loyalty.club.member.type"
    _inherit = ["loyalty.club.part"]
    _description = "Customer Club: Membership Type"
    _order = "club_id, sequence, id"

    sequence = fields.Integer(default=10)
    accepts = fields.Selection(
        selection=KINDS,
        string="For",
        required=True,
        default="both",
    )
    is_self_service = fields.Boolean(
        string="Members May Choose It",
        help="Who joins at the website may say that he is one. Otherwise staff do.",
    )
    factor = fields.Float(
        digits=(6, 2),
        required=True,
        default=1.0,
        help="All that is earned is multiplied by this.",
    )
    benefits = fields.Html(
        translate=True, help="What else it brings, for members to read."
    )

    _factor_sensible = models.Constraint(
        "CHECK(factor > 0 AND factor <= 100)",
        "The factor of a membership type is more than 0, and 100 at most.",
    )

    # === VERBS === #

    def _wordings(self, names):
        return {
            "added": self.env._("Membership type added: %(type)s", type=names),
            "changed": self.env._("Membership type changed: %(type)s", type=names),
            "deleted": self.env._("Membership type deleted: %(type)s", type=names),
            "stays": self.env._("A type stays in its club: copy it instead."),
        }

    def _accepts(self, partner) -> bool:
        """Whether a contact can be of this type."""
        self.ensure_one()
        kind = "legal" if partner.is_company else "individual"
        return self.accepts in ("both", kind)
