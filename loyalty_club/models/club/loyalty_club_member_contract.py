from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL

# Fewer people, and the totals would tell what one of them has bought.
_SMALLEST_GROUP = 5


class LoyaltyClubMember(models.Model):
    """What is agreed with an organisation, and what it may know of its people."""

    _inherit = "loyalty.club.member"

    contract_from = fields.Date(readonly=True, tracking=True)
    contract_until = fields.Date(
        readonly=True,
        tracking=True,
        help="Last day. After it the memberships of the organisation and its employees "
        "end, with the days of grace of the club.",
    )
    head_limit = fields.Integer(
        string="Employees at Most",
        readonly=True,
        tracking=True,
        help="How many employees the contract covers. 0: all.",
    )
    contact_ids = fields.Many2many(
        comodel_name="res.partner",
        string="See the Totals",
        readonly=True,
        help="People of the organisation who see in the portal how many employees use "
        "the club, and totals. Nobody sees what an employee has bought.",
    )

    _contract_dates_in_order = models.Constraint(
        "CHECK(contract_until >= contract_from)",
        "The last day of the contract comes before the first one.",
    )
    _head_limit_not_negative = models.Constraint(
        "CHECK(head_limit >= 0)", "A contract can't cover fewer than 0 employees."
    )

    # === VERBS === #

    def _agree(self, values):
        """Keep what was agreed with an organisation, and have its people follow.

        :param values: of the fields of the contract, contacts as records
        :raise AccessError: for anybody but who runs the club
        :raise ValidationError: when the member is no organisation, or somebody who is
            to see the totals is a stranger to it
        """
        self.ensure_one()
        if not self.env.su and not self.env.user.has_group(
            "loyalty_club.group_marketing"
        ):
            raise AccessError(
                self.env._("Contracts with organisations are for who runs the club.")
            )
        self.check_access("read")
        if self.kind != "legal":
            raise ValidationError(
                self.env._("Only the membership of an organisation has employees.")
            )
        self._check_contacts(values.get("contact_ids") or ())
        # Nobody may write members; the person and his company have been checked.
        self.sudo().write(values)
        self._follow_organisations_soon()

    @api.model
    def _organisations_of(self, partner):
        """The memberships of organisations that let a contact of theirs see the totals.

        Who has left the organisation since is none of its contacts.
        """
        if not (partner.is_company or partner.parent_id):
            return self.browse()
        return self.search(
            [
                ("contact_ids", "in", partner.ids),
                ("partner_id", "=", partner.commercial_partner_id.id),
                ("state", "in", ("active", "suspended")),
            ]
        )

    def _check_contacts(self, contacts):
        for contact in self.env["res.partner"].concat(*contacts):
            if contact.commercial_partner_id != self.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is not a contact of %(organisation)s.",
                        contact=contact.display_name,
                        organisation=self.partner_id.display_name,
                    )
                )

    def _employee_totals(self) -> dict | None:
        """How the employees of an organisation use the club, all together.

        ``employees`` are those who are members now, ``active`` those of them whose
        points have moved in the last twelve months; ``balance`` and ``lifetime`` are
        points. The points of a few people are nobody's business: None instead.
        """
        self.ensure_one()
        self.flush_model()
        [[employees, active, balance, lifetime]] = self.env.execute_query(
            SQL(
                """
                SELECT count(*),
                       count(*) FILTER (
                           WHERE last_activity_on > %(today)s - interval '12 months'),
                       COALESCE(sum(balance), 0), COALESCE(sum(lifetime_points), 0)
                  FROM loyalty_club_member
                 WHERE parent_id = %(organisation)s AND state <> 'left'
                """,
                today=self.club_id._today(),
                organisation=self.id,
            )
        )
        is_few = employees < _SMALLEST_GROUP
        return {
            "employees": employees,
            "active": None if is_few else active,
            "balance": None if is_few else balance,
            "lifetime": None if is_few else lifetime,
        }

    def _merged_values(self, other):
        """An organisation keeps its contract, or takes over that of its double."""
        values = super()._merged_values(other)
        if self.contract_from or self.contract_until or self.head_limit:
            return values
        names = ("contract_from", "contract_until", "head_limit")
        return {
            **values,
            **{name: other[name] for name in names},
            "contact_ids": (self.contact_ids | other.contact_ids).ids,
        }

    # === ACTIONS === #

    def action_edit_contract(self):
        """Open the dialog about the contract with this organisation."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_club.loyalty_club_contract_action"
        )
        return {**action, "context": {"default_member_id": self.id}}
