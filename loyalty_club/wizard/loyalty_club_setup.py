from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import plaintext2html

from .starting_points import (
    POINTS_OF_TYPICAL,
    STARTING_POINTS,
    TERMS,
    TYPICAL_AMOUNTS,
)

_ANSWERS = (
    *("enrollment", "accepts", "trigger", "points", "every", "earn_on", "hold_days"),
    *("expiry_policy", "expiry_months"),
)


class LoyaltyClubSetup(models.TransientModel):
    """Founds a club in five questions, from one of four starting points.

    What comes of it is a club like any other: all of it can be edited.
    """

    _name = "loyalty.club.setup"
    _description = "Customer Club: Create Your Club"

    start = fields.Selection(
        selection=[
            ("shop", "A shop"),
            ("restaurant", "A restaurant or café with a stamp card"),
            ("employees", "Employees of member organisations"),
            ("regulars", "Regular customers only"),
        ],
        string="Starting Point",
        required=True,
        default="shop",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    name = fields.Char(
        string="Name of the Club",
        compute="_compute_start",
        store=True,
        readonly=False,
    )
    typical_amount = fields.Monetary(
        string="A Typical Purchase",
        compute="_compute_typical_amount",
        store=True,
        readonly=False,
        help="Only for the examples.",
    )

    # Who may join?
    enrollment = fields.Selection(
        selection=lambda self: self._choices("loyalty.club", "enrollment"),
        compute="_compute_start",
        store=True,
        readonly=False,
    )
    accepts = fields.Selection(
        selection=lambda self: self._choices("loyalty.club", "accepts"),
        compute="_compute_start",
        store=True,
        readonly=False,
    )
    # What earns?
    trigger = fields.Selection(
        selection=[
            ("amount", "Amount spent"),
            ("order", "Each order"),
            ("nth_order", "Every so many orders (stamp card)"),
        ],
        compute="_compute_start",
        store=True,
        readonly=False,
    )
    points = fields.Integer(compute="_compute_start", store=True, readonly=False)
    per_amount = fields.Monetary(
        compute="_compute_per_amount", store=True, readonly=False
    )
    every = fields.Integer(compute="_compute_start", store=True, readonly=False)
    # When do points come?
    earn_on = fields.Selection(
        selection=lambda self: self._choices("loyalty.club", "earn_on"),
        compute="_compute_start",
        store=True,
        readonly=False,
    )
    hold_days = fields.Integer(compute="_compute_start", store=True, readonly=False)
    # Do they expire?
    expiry_policy = fields.Selection(
        selection=lambda self: self._choices("loyalty.club", "expiry_policy"),
        compute="_compute_start",
        store=True,
        readonly=False,
    )
    expiry_months = fields.Integer(compute="_compute_start", store=True, readonly=False)
    club_id = fields.Many2one(
        comodel_name="loyalty.club", readonly=True, help="The club, once it is there."
    )

    # === COMPUTE === #

    @api.model
    def _choices(self, model, name):
        """The choices of a field of the club, in the words of the club."""
        return self.env[model]._fields[name]._description_selection(self.env)

    @api.depends("start")
    def _compute_start(self):
        for wizard in self:
            start = STARTING_POINTS[wizard.start or "shop"]
            wizard.name = wizard._as_company().env._(start["name"])
            for name in _ANSWERS:
                wizard[name] = start["answers"].get(name, 0)

    @api.depends("company_id")
    def _compute_typical_amount(self):
        for wizard in self:
            has_cents = wizard.currency_id.decimal_places > 0
            wizard.typical_amount = TYPICAL_AMOUNTS[0 if has_cents else 1]

    @api.depends("company_id", "trigger")
    def _compute_per_amount(self):
        for wizard in self:
            wizard.per_amount = wizard.typical_amount / POINTS_OF_TYPICAL

    def _as_company(self):
        """This wizard in the language in which the members of the company read."""
        language = self.company_id.partner_id.lang or self.env.lang
        return self.with_context(lang=language)

    # === ACTIONS === #

    def action_create(self):
        """Found the club, and show what there is to do with it.

        :raise AccessError: for anybody but who runs clubs
        :raise UserError: when an answer is missing, or makes no sense
        """
        self.ensure_one()
        if not self.env["loyalty.club"].has_access("create"):
            raise AccessError(self.env._("Clubs are created by who runs them."))
        if not (self.name or "").strip():
            raise UserError(self.env._("Give the club a name."))
        if self.points <= 0:
            raise UserError(self.env._("Say how many points are given."))
        founder = self._as_company()
        self.club_id = founder.env["loyalty.club"].create(founder._club_values())
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "name": self.club_id.name,
            "target": "current",
        }

    def _club_values(self):
        start = STARTING_POINTS[self.start]
        return {
            "name": self.name,
            "company_id": self.company_id.id,
            "tz": self.env.user.tz or "UTC",
            "description": self._html(start["description"]),
            "terms": self._html(TERMS),
            **{
                name: self[name]
                for name in _ANSWERS
                if name in self.env["loyalty.club"]._fields
            },
            "rule_ids": [Command.create(self._rule_values())],
            "tier_measure": start["tier_measure"],
            "tier_ids": list(map(Command.create, self._tiers(start))),
            "type_ids": list(map(Command.create, self._types(start))),
        }

    def _tiers(self, start):
        """Values of tiers, which begin after so many typical purchases."""
        is_amount = start["tier_measure"] == "amount"
        for name, number, factor, color in start["tiers"]:
            yield {
                "name": self.env._(name),
                "threshold": number * (self.typical_amount if is_amount else 1),
                "factor": factor,
                "color": color,
            }

    def _types(self, start):
        for name, factor in start["types"]:
            yield {
                "name": self.env._(name),
                "factor": factor,
                "accepts": "individual",
            }

    def _html(self, text):
        return plaintext2html(self.env._(text))

    def _rule_values(self):
        return {
            "name": self._rule_name(),
            "trigger": self.trigger,
            "points": self.points,
            "per_amount": self.per_amount,
            "every": self.every or 10,
        }

    def action_enroll(self):
        """Open the dialog that makes somebody the first member."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_club.loyalty_club_enroll_action"
        )
        return {**action, "context": {"default_club_id": self.club_id.id}}

    def action_open_club(self):
        """Open the club, to look at it and to go on with it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "loyalty.club",
            "res_id": self.club_id.id,
            "view_mode": "form",
        }
