from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.holder import Holder
from ...tools.member_number import display_number, member_number
from ...tools.rounding import exact
from ...tools.text import isolated


class LoyaltyClubMember(models.Model):
    """One partner in one club.

    The number never changes and is never used again. A member who was merged into
    another one keeps his entries, has no partner any more and a balance of zero.
    """

    _name = "loyalty.club.member"
    _inherit = ["loyalty.club.account", "mail.thread", "mail.activity.mixin"]
    _description = "Customer Club: Member"
    _order = "id desc"
    _rec_name = "number"
    _rec_names_search = [
        *("number", "external_number", "partner_id.name", "partner_id.phone"),
    ]
    _check_company_auto = True
    # Nobody may write members, and who sees one may talk about him.
    _mail_post_access = "read"

    club_id = fields.Many2one(
        comodel_name="loyalty.club",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="club_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="club_id.currency_id")
    point_name = fields.Char(related="club_id.point_name")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    active = fields.Boolean(
        compute="_compute_active",
        store=True,
        help="A member is archived with his contact. Nothing of his is lost.",
    )
    number = fields.Char(required=True, readonly=True, copy=False, default="/")
    display_number = fields.Char(
        string="Card Number",
        compute="_compute_display_number",
        search="_search_display_number",
    )
    external_number = fields.Char(
        readonly=True,
        copy=False,
        index="trigram",
        help="The number this member had in another system, before the club was here.",
    )
    kind = fields.Selection(
        selection=[("individual", "Individual"), ("legal", "Organisation")],
        required=True,
        readonly=True,
        default="individual",
    )
    type_id = fields.Many2one(
        comodel_name="loyalty.club.member.type",
        string="Membership Type",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        tracking=True,
        copy=False,
    )
    has_types = fields.Boolean(compute="_compute_has_types")
    state = fields.Selection(
        selection=[
            ("active", "Active"),
            ("suspended", "Suspended"),
            ("left", "Left"),
        ],
        required=True,
        readonly=True,
        default="active",
        tracking=True,
        copy=False,
    )
    joined_on = fields.Date(readonly=True, copy=False)
    left_on = fields.Date(readonly=True, copy=False)
    channel = fields.Selection(
        selection=[
            ("backend", "Staff"),
            ("website", "Website"),
            ("pos", "Point of Sale"),
            ("import", "Import"),
            ("corporate", "Organisation"),
        ],
        string="Joined Through",
        readonly=True,
        default="backend",
    )
    parent_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        string="Organisation",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
    )
    child_ids = fields.One2many(
        comodel_name="loyalty.club.member",
        inverse_name="parent_id",
        string="Employees",
    )
    referrer_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
    )
    merged_into_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        help="The member who took over the points when two contacts were merged.",
    )
    terms_version = fields.Integer(string="Accepted Terms", readonly=True)
    terms_accepted_at = fields.Datetime(string="Accepted", readonly=True, copy=False)
    is_spending_blocked = fields.Boolean(
        string="Spending Blocked",
        readonly=True,
        copy=False,
        tracking=True,
        help="The nightly audit found that the figures of this member do not agree.",
    )
    points_value = fields.Monetary(
        string="Worth", compute="_compute_points_value", currency_field="currency_id"
    )
    expiring_points = fields.Integer(compute="_compute_expiring")
    expiring_on = fields.Date(compute="_compute_expiring", search="_search_expiring_on")

    _partner_unique = models.Constraint(
        "UNIQUE(club_id, partner_id)", "This contact is a member of the club already."
    )
    _number_unique = models.Constraint("UNIQUE(number)", "This number is taken.")
    _external_number_unique = models.Constraint(
        "UNIQUE(club_id, external_number)", "Another member has this number already."
    )
    _has_partner = models.Constraint(
        "CHECK(partner_id IS NOT NULL OR merged_into_id IS NOT NULL)",
        "A member needs a contact.",
    )

    # === COMPUTE === #

    @api.depends("club_id.type_ids")
    def _compute_has_types(self):
        for member in self:
            member.has_types = bool(member.club_id.type_ids)

    @api.depends("partner_id.active")
    def _compute_active(self):
        for member in self:
            member.active = member.partner_id.active

    @api.depends("partner_id.display_name", "number")
    def _compute_display_name(self):
        for member in self:
            name = member.partner_id.display_name or self.env._("Merged member")
            # Its groups keep their order in right-to-left text, too.
            number = isolated(display_number(member.number or ""))
            member.display_name = f"{name} ({number})"

    @api.depends("number")
    def _compute_display_number(self):
        for member in self:
            member.display_number = display_number(member.number or "")

    def _search_display_number(self, operator, value):
        # As it is written on the card, with its gaps, or as it is read by a scanner.
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        values = [value] if isinstance(value, str) else value
        numbers = [number and "".join(number.split()) for number in values]
        return [("number", operator, numbers if operator == "in" else numbers[0])]

    @api.depends("balance", "club_id.point_value")
    def _compute_points_value(self):
        for member in self:
            member.points_value = member.balance * member.club_id.point_value

    @api.depends("balance", "last_activity_on", "club_id.expiry_policy")
    def _compute_expiring(self):
        self.expiring_points = 0
        self.expiring_on = False
        query = SQL(
            """
            SELECT member.id, soonest.expires_on, sum(lot.points)
              FROM unnest(%s::int[]) AS member(id)
        CROSS JOIN LATERAL (
                   SELECT expires_on FROM loyalty_club_residual
                    WHERE member_id = member.id AND expires_on IS NOT NULL
                 ORDER BY expires_on
                    LIMIT 1
              ) AS soonest
              JOIN loyalty_club_residual AS lot
                ON lot.member_id = member.id AND lot.expires_on = soonest.expires_on
          GROUP BY member.id, soonest.expires_on
            """,
            self.ids,
        )
        for member_id, expires_on, points in self.env.execute_query(query):
            member = self.browse(member_id)
            member.expiring_on = expires_on
            member.expiring_points = points
        self.filtered(
            lambda member: member.club_id.expiry_policy == "inactivity"
        )._compute_expiring_by_inactivity()

    # === CONSTRAINTS === #

    @api.constrains("parent_id", "referrer_id")
    def _check_relations(self):
        for member in self:
            if member.parent_id and member.parent_id.kind != "legal":
                raise ValidationError(
                    self.env._("Only the membership of an organisation has employees.")
                )
            if member.referrer_id == member:
                raise ValidationError(self.env._("Nobody refers himself to the club."))

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Give each new member a number of his own."""
        numbers = self._next_numbers(len(vals_list))
        return super().create(
            [
                {**vals, "number": number}
                for vals, number in zip(vals_list, numbers, strict=True)
            ]
        )

    def write(self, vals):
        """Leave what stands on his card, and in his history, as it is.

        :raise UserError: when the number or the club would change, whoever asks
        """
        if not {"number", "club_id"}.isdisjoint(vals):
            raise UserError(
                self.env._("A member keeps his number and his club for good.")
            )
        return super().write(vals)

    @api.model
    def _next_numbers(self, count):
        """Numbers that nobody has had, of as many members, in one query."""
        sequence = self.env.ref("loyalty_club.ir_sequence_member").sudo()
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{sequence.id:03d}",
                count,
            )
        )
        return [member_number(serial) for (serial,) in rows]

    # === VERBS === #

    def _holder(self) -> Holder:
        """As whom he earns for his next purchase."""
        self.ensure_one()
        if not self.type_id:
            return Holder()
        return Holder(factor=exact(self.type_id.factor), type_id=self.type_id.id)

    @api.ondelete(at_uninstall=False)
    def _unlink_without_history(self):
        if self.entry_ids:
            raise UserError(
                self.env._(
                    "A member with a history can't be deleted. End the membership "
                    "instead: nothing is lost, and nothing is earned any more."
                )
            )
