from odoo import api, models
from odoo.exceptions import ValidationError


class LoyaltyClubCondition(models.AbstractModel):
    """Something with a domain that a person writes: who may join, who is asked.

    It is tried with the rights of who writes it. Not as a constraint: Odoo checks those
    with all rights, and a condition on what its writer may not read would tell him by
    who matches.
    """

    _name = "loyalty.club.condition"
    _description = "Customer Club: Condition"

    # The field that holds the domain.
    _CONDITION = "domain"

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Try the conditions.

        :raise ValidationError: when one can't be understood
        :raise AccessError: when one is about what its writer may not read
        """
        records = super().create(vals_list)
        records._try_condition()
        return records

    def write(self, vals):
        """Try new conditions.

        :raise ValidationError: when one can't be understood
        :raise AccessError: when one is about what its writer may not read
        """
        result = super().write(vals)
        if self._CONDITION in vals:
            self._try_condition()
        return result

    # === VERBS === #

    def _try_condition(self):
        for record in self:
            try:
                record._matching().search(record._condition(), limit=1)
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(record._cannot_understand()) from error

    def _matching(self):
        """The records among which it chooses."""
        return self.env["loyalty.club.member"]

    def _condition(self):
        """The domain."""
        raise NotImplementedError

    def _cannot_understand(self):
        return self.env._("The conditions for members can't be understood.")
