from odoo import api, fields, models
from odoo.exceptions import UserError


class LoyaltyClubPart(models.AbstractModel):
    """Something of which a club is made up, as its rules, tiers and types are.

    It stays in its club for good. Who has changed it, and when, stands in the
    conversation of the club.
    """

    _name = "loyalty.club.part"
    _description = "Customer Club: Part"

    # What changes without anybody having to be told.
    _QUIET = {"sequence"}

    club_id = fields.Many2one(
        comodel_name="loyalty.club", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="club_id.company_id", store=True, index=True, precompute=True
    )
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Tell the club what was added."""
        parts = super().create(vals_list)
        parts._note("added")
        return parts

    def write(self, vals):
        """Tell the club what was changed.

        :raise UserError: when a part would move to another club
        """
        if "club_id" in vals and self.club_id.ids != [vals["club_id"]]:
            raise UserError(self._wordings("")["stays"])
        result = super().write(vals)
        if vals.keys() - self._QUIET:
            self._note("changed")
        return result

    def unlink(self):
        """Tell the club what was deleted."""
        self._note("deleted")
        return super().unlink()

    # === VERBS === #

    def _note(self, event):
        """Tell on the club what was done with these parts, and so by whom and when."""
        for club, parts in self.grouped("club_id").items():
            wordings = parts._wordings(", ".join(parts.mapped("name")))
            # Whoever may change a part need not be able to write on its club.
            club.sudo().message_post(body=wordings[event])

    @api.model
    def _wordings(self, names) -> dict[str, str]:
        """How to say that parts were ``added``, ``changed`` or ``deleted``.

        And that such a part ``stays`` in its club.

        :param names: what they are called
        """
        raise NotImplementedError
