from odoo import fields, models


class LoyaltyClubInterest(models.Model):
    """What members may be interested in, as a company names it."""

    _name = "loyalty.club.interest"
    _description = "Customer Club: Interest"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
