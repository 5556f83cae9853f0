from odoo import api, fields, models

from ...tools.rounding import exact
from ...tools.rules import Award

COLUMNS = (
    *("earning_id", "rule_id", "source_line_id", "verdict", "charged", "basis"),
    *("quantity", "rate", "is_limited", "cap", "every", "points"),
    "is_coupon",
)


class LoyaltyClubEarningLine(models.Model):
    """What one rule gave for one line of a document, or why it gave nothing.

    Written by settling alone, from the rulebook of the earning; kept so that every
    point can be explained.
    """

    _name = "loyalty.club.earning.line"
    _inherit = ["loyalty.club.rows"]
    _description = "Customer Club: Earning Line"
    _order = "earning_id, id"
    _rec_name = "verdict"
    _log_access = False

    earning_id = fields.Many2one(
        comodel_name="loyalty.club.earning",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    rule_id = fields.Many2oneReference(
        model_field="rule_model",
        readonly=True,
        help="The rule as its rulebook knows it. It may have been deleted since.",
    )
    rule_model = fields.Char(compute="_compute_rule_model")
    source_line_id = fields.Integer(
        readonly=True, help="Line of the document; 0 is the document as a whole."
    )
    verdict = fields.Selection(
        selection=[
            ("earned", "Earned"),
            ("capped", "Limited"),
            ("stamp", "Stamp"),
            ("minimum", "Below the Minimum"),
            ("no_rule", "No Rule"),
            ("delivery", "Delivery"),
            ("tip", "Tip"),
            ("down_payment", "Down Payment"),
            ("top_up", "Gift Card or Wallet"),
            ("gift", "Gift"),
        ],
        required=True,
        readonly=True,
    )
    currency_id = fields.Many2one(related="earning_id.currency_id")
    charged = fields.Float(readonly=True, help="What was charged for it.")
    basis = fields.Monetary(
        readonly=True,
        currency_field="currency_id",
        help="What counts of it, after returns.",
    )
    quantity = fields.Float(readonly=True)
    rate = fields.Float(
        readonly=True,
        digits=(16, 6),
        aggregator=None,
        help="Points for one unit of money, or one piece.",
    )
    factor = fields.Float(related="earning_id.factor")
    is_limited = fields.Boolean(readonly=True)
    cap = fields.Integer(
        readonly=True, aggregator=None, help="The most the rule could give here."
    )
    every = fields.Integer(readonly=True, aggregator=None)
    points = fields.Integer(readonly=True)
    is_coupon = fields.Boolean(
        readonly=True, help="It gives coupons, so many as it has points."
    )
    wording = fields.Char(
        compute="_compute_wording", help="What the rule was called at that time."
    )

    _rule = models.Index("(rule_id) WHERE rule_id IS NOT NULL")

    # === COMPUTE === #

    def _compute_rule_model(self):
        self.rule_model = "loyalty.club.earning.rule"

    @api.depends_context("lang")
    def _compute_wording(self):
        for line in self:
            rulebook = line.earning_id.rulebook_id
            rule = rulebook and rulebook._terms().rule(line.rule_id)
            names = rule.name if rule else {}
            line.wording = (
                names.get(self.env.lang)
                or names.get("en_US")
                or next(iter(names.values()), "")
            )

    # === VERBS === #

    @api.model
    def _replace_awards(self, awards: dict[int, list[Award]]):
        """Keep what was awarded, by earning id, in place of what was kept before."""
        if awards:
            self.env.cr.execute(
                "DELETE FROM loyalty_club_earning_line WHERE earning_id = ANY(%s)",
                [list(awards)],
            )
            self.invalidate_model()
            self._insert_awards(awards)

    @api.model
    def _insert_awards(self, awards: dict[int, list[Award]]):
        """Keep what was awarded, by earning id."""
        self._insert_rows(
            COLUMNS,
            [
                (earning_id, *self._row(award))
                for earning_id, given in awards.items()
                for award in given
            ],
        )

    def _awards(self) -> list[Award]:
        """The awards these lines keep."""
        return [
            Award(
                line_id=line.source_line_id,
                verdict=line.verdict,
                rule_id=line.rule_id or None,
                charged=exact(line.charged),
                basis=exact(line.basis),
                quantity=exact(line.quantity),
                rate=exact(line.rate),
                cap=line.cap if line.is_limited else None,
                every=line.every,
                points=line.points,
                is_coupon=line.is_coupon,
            )
            for line in self
        ]

    @api.model
    def _row(self, award: Award):
        return (
            *(award.rule_id, award.line_id, award.verdict),
            *(float(award.charged), float(award.basis)),
            *(float(award.quantity), float(award.rate)),
            *(award.cap is not None, award.cap or 0, award.every, award.points),
            award.is_coupon,
        )
