from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.period import PERIODS
from ...tools.rules import PURCHASE_TRIGGERS

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHANNELS = ("sale", "website", "pos")
# What happens to a member beside his purchases.
OCCASIONS = [
    ("profile", "Completing the profile"),
    ("birthday", "Birthday"),
    ("referral", "Bringing a friend who buys"),
    ("referred", "First purchase of who came by a friend"),
]


class LoyaltyClubEarningRule(models.Model):
    """What members earn points for, when, where, and how many.

    Rules add up. Editing or deleting one changes what is earned from then on, never
    what has been earned: each earning keeps the rulebook it was counted with.
    """

    _name = "loyalty.club.earning.rule"
    _inherit = ["loyalty.club.part"]
    _description = "Customer Club: Earning Rule"
    _order = "club_id, sequence, id"

    currency_id = fields.Many2one(related="club_id.currency_id")
    name = fields.Char(
        help="Stands beside the points it gave: “1 point for every 10 €”.",
    )
    sequence = fields.Integer(default=10)
    trigger = fields.Selection(
        string="Given For",
        selection=[
            ("amount", "Amount spent"),
            ("quantity", "Units bought"),
            ("order", "Each order"),
            ("nth_order", "Every so many orders (stamp card)"),
            ("enrollment", "Joining the club"),
            *OCCASIONS,
            ("survey", "Answering a survey"),
        ],
        required=True,
        default="amount",
    )
    points = fields.Integer(required=True, default=1)
    per_amount = fields.Monetary(
        string="For Every",
        currency_field="currency_id",
        default=1.0,
        help="Points are given for so much money, rounded down once per purchase.",
    )
    every = fields.Integer(
        string="Every … Orders", default=10, help="How many stamps fill a card."
    )

    # Scope
    product_ids = fields.Many2many(
        comodel_name="product.product",
        string="Products",
        help="Only these products, and those of the categories. Empty: all.",
    )
    category_ids = fields.Many2many(
        comodel_name="product.category",
        string="Product Categories",
        help="Only products of these categories and those below them. Empty: all.",
    )
    type_ids = fields.Many2many(
        comodel_name="loyalty.club.member.type",
        string="Membership Types",
        domain="[('club_id', '=', club_id)]",
        help="Only members of these types. Empty: all.",
    )
    tier_ids = fields.Many2many(
        comodel_name="loyalty.club.tier",
        string="Tiers",
        domain="[('club_id', '=', club_id)]",
        help="Only members who are in one of these tiers before the purchase. Empty: "
        "all.",
    )
    min_amount = fields.Monetary(
        string="Minimum Amount",
        currency_field="currency_id",
        help="What the products that count must come to in one purchase.",
    )
    on_sale = fields.Boolean(string="Sales", default=True)
    on_website = fields.Boolean(string="Website", default=True)
    on_pos = fields.Boolean(string="Point of Sale", default=True)
    date_from = fields.Date(string="First Day")
    date_to = fields.Date(string="Last Day")
    mon = fields.Boolean(default=True)
    tue = fields.Boolean(default=True)
    wed = fields.Boolean(default=True)
    thu = fields.Boolean(default=True)
    fri = fields.Boolean(default=True)
    sat = fields.Boolean(default=True)
    sun = fields.Boolean(default=True)
    hour_from = fields.Float(
        default=0.0, help="In the time zone of the club. 22:00 to 02:00 is a night."
    )
    hour_to = fields.Float(default=24.0)

    # Limits
    limit_per_order = fields.Integer(help="Most points this rule gives for an order.")
    limit_per_member = fields.Integer(
        help="Most points this rule gives a member in a period."
    )
    limit_period = fields.Selection(
        selection=PERIODS,
        required=True,
        default="month",
    )

    _points_positive = models.Constraint(
        "CHECK(points > 0)", "A rule gives at least one point."
    )
    _per_amount_positive = models.Constraint(
        "CHECK(trigger <> 'amount' OR per_amount > 0)",
        "Say for how much money points are given.",
    )
    _every_positive = models.Constraint(
        "CHECK(trigger <> 'nth_order' OR every > 1)",
        "A stamp card has at least two stamps.",
    )
    _min_amount_not_negative = models.Constraint(
        "CHECK(min_amount >= 0)", "The minimum amount can't be negative."
    )
    _limit_per_order_not_negative = models.Constraint(
        "CHECK(limit_per_order >= 0)",
        "“Limits”: the points per order can't be negative.",
    )
    _limit_per_member_not_negative = models.Constraint(
        "CHECK(limit_per_member >= 0)",
        "“Limits”: the points per member can't be negative.",
    )
    # A balance is a number of the database: no rule may give so much that it breaks.
    _points_sensible = models.Constraint(
        "CHECK(points <= 1000000 AND every <= 1000"
        " AND limit_per_order <= 1000000000 AND limit_per_member <= 1000000000)",
        "A rule gives 1,000,000 points at most, on a card of 1,000 stamps at most, and "
        "its limits are 1,000,000,000 points at most.",
    )
    _hours_of_a_day = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from <= 24 AND hour_to >= 0 AND hour_to <= 24"
        " AND hour_from <> hour_to)",
        "Hours are between 0:00 and 24:00, and not the same.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The last day comes before the first one."
    )

    # === CONSTRAINTS === #

    @api.constrains(*WEEKDAYS, "on_sale", "on_website", "on_pos", "trigger")
    def _check_reachable(self):
        for rule in self:
            if not any(rule[day] for day in WEEKDAYS):
                raise ValidationError(
                    self.env._("Choose at least one day of the week.")
                )
            is_purchase = rule.trigger in PURCHASE_TRIGGERS
            if is_purchase and not rule._channels():
                raise ValidationError(
                    self.env._("Choose at least one channel: Sales, Website or POS.")
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Have the next purchase counted with the new rules."""
        rules = super().create(vals_list)
        rules.club_id._forget_rulebook()
        return rules

    def write(self, vals):
        """Have the next purchase counted with the changed rules."""
        self.club_id._forget_rulebook()
        return super().write(vals)

    def _update_field_translations(self, *args, **options):
        """Have the next purchase counted with the rule in its new words."""
        self.club_id._forget_rulebook()
        return super()._update_field_translations(*args, **options)

    def unlink(self):
        """Have the next purchase counted with the remaining rules."""
        self.club_id._forget_rulebook()
        return super().unlink()

    def _wordings(self, names):
        return {
            "added": self.env._("Earning rule added: %(rule)s", rule=names),
            "changed": self.env._("Earning rule changed: %(rule)s", rule=names),
            "deleted": self.env._("Earning rule deleted: %(rule)s", rule=names),
            "stays": self.env._("A rule stays in its club: copy it instead."),
        }

    # === SNAPSHOT === #

    def _channels(self):
        return [channel for channel in CHANNELS if self[f"on_{channel}"]]

    def _to_json(self) -> dict:
        """The rule in plain values, as a rulebook keeps it, in all languages."""
        self.ensure_one()
        names = self.get_field_translations("name")[0]
        return {
            "id": self.id,
            "name": {each["lang"]: each["value"] or each["source"] for each in names},
            "trigger": self.trigger,
            "points": self.points,
            "per_amount": self.per_amount,
            "every": self.every,
            "product_ids": sorted(self.product_ids.ids),
            "category_ids": sorted(self.category_ids.ids),
            "type_ids": sorted(self.type_ids.ids),
            "tier_ids": sorted(self.tier_ids.ids),
            "min_amount": self.min_amount,
            "channels": self._channels(),
            "date_from": self.date_from and self.date_from.isoformat(),
            "date_to": self.date_to and self.date_to.isoformat(),
            "weekdays": [index for index, day in enumerate(WEEKDAYS) if self[day]],
            "hour_from": self.hour_from,
            "hour_to": self.hour_to,
            "limit_per_order": self.limit_per_order,
            "limit_per_member": self.limit_per_member,
            "limit_period": self.limit_period,
        }
