from odoo import api, fields, models

from .in_words import amount, number

# What changes for members when a club does.
_REVIEWED = {
    *("tier_measure", "tier_window_months", "tier_downgrade", "tier_grace_days"),
    *("active", "sequence"),
}


class LoyaltyClub(models.Model):
    """How members of a club come into its tiers, and out of them."""

    _inherit = "loyalty.club"

    tier_ids = fields.One2many(
        comodel_name="loyalty.club.tier",
        inverse_name="club_id",
        string="Tiers",
        copy=True,
    )
    has_tiers = fields.Boolean(compute="_compute_has_tiers", store=True)
    tier_measure = fields.Selection(
        selection=[
            ("points", "Points earned"),
            ("amount", "Amount spent"),
            ("orders", "Purchases"),
        ],
        string="Tiers Count",
        required=True,
        default="points",
        tracking=True,
        help="Points count when they are posted: not while they wait for a payment or "
        "the end of the return window. Amounts and purchases count when they are paid, "
        "or ordered, as points do. Returns count against all of them.",
    )
    tier_window_months = fields.Integer(
        string="Of the Last Months",
        default=12,
        help="How far back is counted. 0: all that there ever was.",
        tracking=True,
    )
    tier_downgrade = fields.Selection(
        selection=[
            ("immediate", "As soon as less has been reached"),
            ("anniversary", "A year after he came into the tier"),
            ("never", "Never"),
        ],
        string="A Tier Is Lost",
        required=True,
        default="immediate",
        tracking=True,
    )
    tier_grace_days = fields.Integer(
        string="Days of Grace",
        help="So long a member keeps a tier that he would lose. It stays his when he "
        "reaches it again within these days.",
        tracking=True,
    )

    _tier_periods_sensible = models.Constraint(
        "CHECK(tier_window_months BETWEEN 0 AND 1200"
        " AND tier_grace_days BETWEEN 0 AND 3650)",
        "“Tiers”: count 0 to 1200 months, and give 0 to 3650 days of grace.",
    )

    # === COMPUTE === #

    @api.depends("tier_ids.active")
    def _compute_has_tiers(self):
        for club in self:
            club.has_tiers = any(club.tier_ids.mapped("active"))

    # === CRUD === #

    def write(self, vals):
        """Have the members reviewed when other tiers are due to them."""
        result = super().write(vals)
        if not _REVIEWED.isdisjoint(vals):
            self._review_tiers_again()
        return result

    # === VERBS === #

    def _review_tiers_again(self):
        """Have the tiers of all members reviewed soon, in the background."""
        # Who may change a tier knows nothing of jobs, and runs none of his own.
        reviews = self.env["loyalty.club.tier.review"].sudo()
        reviews.search([("club_id", "in", self.ids)]).unlink()
        tiers = self.env["loyalty.club.tier"].sudo().with_context(active_test=False)
        if tiers.search_count([("club_id", "in", self.ids)], limit=1):
            self.env.ref("loyalty_club.ir_cron_review_tiers").sudo()._trigger()

    # === WORDS === #

    def _tier_figure(self, value, measure=None) -> str:
        """What is measured, in words: “340 points”, “€120.00”, “3 purchases”."""
        self.ensure_one()
        match measure or self.tier_measure:
            case "amount":
                return amount(self.env, value, self.currency_id)
            case "orders":
                if value == 1:
                    return self.env._("1 purchase")
                return self.env._(
                    "%(number)s purchases", number=number(self.env, value)
                )
        return f"{number(self.env, value)} {self.point_name}"
