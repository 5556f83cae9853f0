from odoo import fields, models


class LoyaltyClubAllocation(models.Model):
    """How many points of a lot an entry used, or gave back where negative.

    What is left of a lot is its points less its allocations; of a debt, its points and
    the allocations other lots have paid for it.
    """

    _name = "loyalty.club.allocation"
    _inherit = ["loyalty.club.append.only"]
    _description = "Customer Club: Use of a Lot of Points"
    _log_access = False  # nothing would ever update it
    _order = "id"
    _rec_name = "lot_id"

    lot_id = fields.Many2one(
        comodel_name="loyalty.club.entry",
        required=True,
        index=True,
        ondelete="restrict",
        help="The entry whose points were used.",
    )
    entry_id = fields.Many2one(
        comodel_name="loyalty.club.entry",
        required=True,
        index=True,
        ondelete="restrict",
        help="The entry that used them, or gave them back.",
    )
    points = fields.Integer(required=True)

    _points_not_zero = models.Constraint(
        "CHECK(points <> 0)", "An allocation moves at least one point."
    )
