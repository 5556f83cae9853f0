from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.period import PERIODS


class LoyaltyClubReward(models.Model):
    """What members can have, and for how many points.

    A reward without a price is only given, never bought. Who holds a coupon keeps what
    he was promised: changing the reward changes what is given from then on.
    """

    _name = "loyalty.club.reward"
    _inherit = ["loyalty.club.part", "image.mixin"]
    _description = "Customer Club: Reward"
    _order = "club_id, sequence, points, id"
    _check_company_auto = True

    _QUIET = {"sequence", "program_id"}

    currency_id = fields.Many2one(related="club_id.currency_id")
    point_name = fields.Char(related="club_id.point_name")
    sequence = fields.Integer(default=10)
    description = fields.Html(translate=True)
    is_published = fields.Boolean(
        string="Published",
        default=True,
        help="Members see it and can get it themselves. Staff can give it anyway.",
    )
    kind = fields.Selection(
        selection=[
            ("discount", "Discount"),
            ("product", "Free product"),
            ("wallet", "Credit in the wallet"),
            ("gift", "Gift handed over by staff"),
        ],
        required=True,
        default="discount",
    )

    # Price
    points = fields.Integer(
        string="Price",
        default=100,
        aggregator=None,
        help="In points. 0: can't be bought, only given.",
    )
    is_variable = fields.Boolean(
        string="The Member Chooses",
        help="The member says how many points he wants to use.",
    )
    value_per_point = fields.Float(
        string="Worth of a Point",
        digits=(16, 4),
        default=0.01,
        aggregator=None,
        help="In the currency of the club.",
    )
    min_points = fields.Integer(string="At Least", default=1, aggregator=None)
    step_points = fields.Integer(
        string="In Steps Of",
        default=1,
        aggregator=None,
        help="The points that can be used at once are multiples of this.",
    )
    max_share = fields.Float(
        string="Share of the Order (%)",
        default=100.0,
        aggregator=None,
        help="How much of an order can be paid with points at most.",
    )

    # What it gives
    discount_mode = fields.Selection(
        selection=[("percent", "Percent"), ("per_order", "Amount")],
        required=True,
        default="percent",
    )
    discount = fields.Float(default=10.0, aggregator=None)
    discount_applicability = fields.Selection(
        selection=[
            ("order", "The order"),
            ("cheapest", "The cheapest product"),
            ("specific", "Certain products"),
        ],
        string="On",
        required=True,
        default="order",
    )
    discount_product_ids = fields.Many2many(
        comodel_name="product.product", string="Products"
    )
    discount_product_category_id = fields.Many2one(
        comodel_name="product.category",
        string="Product Category",
        ondelete="restrict",
        help="Products of this category, and of those below it.",
    )
    discount_max_amount = fields.Monetary(
        string="At Most", help="The highest discount. 0: no limit."
    )
    min_amount = fields.Monetary(
        string="Minimum Purchase",
        help="What the order must come to for the coupon to be used.",
    )
    reward_product_id = fields.Many2one(
        comodel_name="product.product",
        string="Free Product",
        domain=[("type", "!=", "combo"), ("sale_ok", "=", True)],
        ondelete="restrict",
        check_company=True,
    )
    reward_product_qty = fields.Integer(string="Quantity", default=1, aggregator=None)
    wallet_amount = fields.Monetary(string="Credit")

    # Who, when and how many
    validity_days = fields.Integer(
        string="Valid for (days)",
        default=90,
        aggregator=None,
        help="How long a coupon can be used from the day it was issued. 0: for ever.",
    )
    has_stock = fields.Boolean(string="Limited Stock")
    stock = fields.Integer(
        aggregator=None, help="How many there are to give, those given included."
    )
    limit_per_member = fields.Integer(
        aggregator=None,
        help="How often a member can buy it in a period. 0: as often as he likes.",
    )
    limit_period = fields.Selection(
        selection=PERIODS,
        required=True,
        default="month",
    )
    tier_ids = fields.Many2many(
        comodel_name="loyalty.club.tier",
        relation="loyalty_club_reward_tier_rel",
        string="Tiers",
        domain="[('club_id', '=', club_id)]",
        help="Only members in these tiers can buy it. Empty: all.",
    )
    type_ids = fields.Many2many(
        comodel_name="loyalty.club.member.type",
        relation="loyalty_club_reward_type_rel",
        string="Membership Types",
        domain="[('club_id', '=', club_id)]",
        help="Only members of these types can buy it. Empty: all.",
    )
    date_from = fields.Date(string="First Day")
    date_to = fields.Date(string="Last Day")
    coupon_ids = fields.One2many(
        comodel_name="loyalty.club.coupon", inverse_name="reward_id"
    )

    _points_sensible = models.Constraint(
        "CHECK(points BETWEEN 0 AND 1000000000)",
        "The price is between 0 and 1,000,000,000 points.",
    )
    _steps_positive = models.Constraint(
        "CHECK(NOT is_variable OR (min_points > 0 AND step_points > 0))",
        "The fewest points, and the steps, are 1 at least.",
    )
    _value_positive = models.Constraint(
        "CHECK(NOT is_variable OR value_per_point > 0)",
        "Say what a point is worth when the member chooses how many to use.",
    )
    _max_share_of_order = models.Constraint(
        "CHECK(max_share > 0 AND max_share <= 100)",
        "The share of an order is more than 0 %, and 100 % at most.",
    )
    _discount_sensible = models.Constraint(
        "CHECK(kind <> 'discount' OR is_variable OR (discount > 0"
        " AND (discount_mode <> 'percent' OR discount <= 100)))",
        "A discount is more than 0, and 100 % at most.",
    )
    _product_named = models.Constraint(
        "CHECK(kind <> 'product' OR (reward_product_id IS NOT NULL"
        " AND reward_product_qty > 0))",
        "Say which product is free, and how many of it.",
    )
    _wallet_amount_positive = models.Constraint(
        "CHECK(kind <> 'wallet' OR is_variable OR wallet_amount > 0)",
        "Say how much credit the wallet gets.",
    )
    _only_money_varies = models.Constraint(
        "CHECK(NOT is_variable OR kind IN ('discount', 'wallet'))",
        "Only for a discount or for credit can the member choose how many points.",
    )
    _amounts_not_negative = models.Constraint(
        "CHECK(COALESCE(discount_max_amount, 0) >= 0 AND COALESCE(min_amount, 0) >= 0)",
        "Amounts can't be negative.",
    )
    _counts_not_negative = models.Constraint(
        "CHECK(validity_days BETWEEN 0 AND 36500 AND stock >= 0"
        " AND limit_per_member >= 0)",
        "Days, stock and limits can't be negative, and a coupon is valid for 36,500 "
        "days at most.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The last day comes before the first one."
    )

    # === VERBS === #

    def _check_presents_of(self, club):
        """Let a club give away what is its own.

        :raise ValidationError: for rewards of another club, or for which the member
            chooses how many points he pays
        """
        # Whoever asks: a reward of a club he may not see is one of another club.
        rewards = self.sudo()
        if rewards.club_id - club or any(rewards.mapped("is_variable")):
            raise ValidationError(
                self.env._(
                    "Presents are rewards of the same club, for which nobody chooses "
                    "how many points to use."
                )
            )

    @api.model
    def _wordings(self, names):
        """How to say what was done with rewards."""
        return {
            "added": self.env._("Reward added: %(reward)s", reward=names),
            "changed": self.env._("Reward changed: %(reward)s", reward=names),
            "deleted": self.env._("Reward deleted: %(reward)s", reward=names),
            "stays": self.env._("A reward stays in its club: copy it instead."),
        }
