from odoo import api, fields, models
from odoo.exceptions import UserError

# What changes for members when a tier does.
_REVIEWED = {"threshold", "active", "pricelist_id", "payment_term_id"}


class LoyaltyClubTier(models.Model):
    """A level of a club, and what it brings.

    Who has reached the threshold is in it. No two tiers of a club begin at the same
    one; a tier that begins at 0 is the one everybody starts in. When a tier is
    changed, its members follow in the background.
    """

    _name = "loyalty.club.tier"
    _inherit = ["loyalty.club.part", "image.mixin"]
    _description = "Customer Club: Tier"
    _order = "club_id, threshold, id"
    _check_company_auto = True

    tier_measure = fields.Selection(related="club_id.tier_measure")
    sequence = fields.Integer(
        string="Level", compute="_compute_sequence", help="1 is the lowest."
    )
    threshold = fields.Float(
        string="From",
        digits=(16, 2),
        required=True,
        default=0.0,
        aggregator=None,
        help="The points, the amount or the orders with which this tier begins. 0 is "
        "where everybody starts.",
    )
    start = fields.Char(compute="_compute_start", help="Where it begins, in words.")
    factor = fields.Float(
        digits=(6, 2),
        required=True,
        default=1.0,
        aggregator=None,
        help="All that is earned in this tier is multiplied by this. The purchase with "
        "which a member reaches the tier still counts with the factor he had before.",
    )
    color = fields.Char(string="Colour", default="#714B67")
    benefits = fields.Html(
        translate=True,
        help="What else the tier brings, for members to read: a table kept free, "
        "a gift wrapped.",
    )
    pricelist_id = fields.Many2one(
        comodel_name="product.pricelist",
        check_company=True,
        ondelete="restrict",
        help="The pricelist of the member while he is in this tier. What he had before "
        "comes back when he leaves it. The prices of an organisation are not changed "
        "by the tier of one of its people.",
    )
    payment_term_id = fields.Many2one(
        comodel_name="account.payment.term",
        string="Payment Terms",
        check_company=True,
        ondelete="restrict",
        help="The payment terms of the member while he is in this tier, as with the "
        "pricelist.",
    )
    member_count = fields.Integer(string="Members", compute="_compute_member_count")

    _threshold_unique = models.UniqueIndex(
        "(club_id, threshold) WHERE active",
        "Two tiers of a club can't begin with the same figure.",
    )
    _threshold_not_negative = models.Constraint(
        "CHECK(threshold >= 0)", "A tier begins with 0 at least."
    )
    _factor_sensible = models.Constraint(
        "CHECK(factor > 0 AND factor <= 100)",
        "The factor of a tier is more than 0, and 100 at most.",
    )

    # === COMPUTE === #

    @api.depends("club_id.tier_ids.threshold")
    def _compute_sequence(self):
        for tier in self:
            lower = tier.club_id.tier_ids.filtered(
                lambda other, tier=tier: other.threshold < tier.threshold
            )
            tier.sequence = len(lower) + 1

    @api.depends("threshold", "club_id.tier_measure", "club_id.point_name")
    @api.depends_context("lang")
    def _compute_start(self):
        for tier in self:
            tier.start = ""
            if tier.club_id:
                figure = tier.club_id._tier_figure(tier.threshold)
                tier.start = self.env._("from %(figure)s", figure=figure)

    def _compute_member_count(self):
        counts = dict(
            self.env["loyalty.club.member"]._read_group(
                [("tier_id", "in", self.ids)], ["tier_id"], ["__count"]
            )
        )
        for tier in self:
            tier.member_count = counts.get(tier, 0)

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Have the members of the club reviewed."""
        tiers = super().create(vals_list)
        tiers.club_id._review_tiers_again()
        return tiers

    def write(self, vals):
        """Have the members of the club reviewed."""
        result = super().write(vals)
        if not _REVIEWED.isdisjoint(vals):
            self.club_id._review_tiers_again()
        return result

    def unlink(self):
        """Have the members of the club reviewed."""
        clubs = self.club_id
        result = super().unlink()
        clubs._review_tiers_again()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never_given(self):
        moves = self.env["loyalty.club.tier.move"].sudo()
        given = moves.search([("to_tier_id", "in", self.ids)], limit=1)
        if given:
            raise UserError(
                self.env._(
                    "Members have been in the tier %(tier)s, and their history is "
                    "kept. Archive it instead.",
                    tier=given.to_tier_id.name,
                )
            )

    # === VERBS === #

    def _wordings(self, names):
        return {
            "added": self.env._("Tier added: %(tier)s", tier=names),
            "changed": self.env._("Tier changed: %(tier)s", tier=names),
            "deleted": self.env._("Tier deleted: %(tier)s", tier=names),
            "stays": self.env._("A tier stays in its club: copy it instead."),
        }

    # === ACTIONS === #

    def action_view_members(self):
        """Open the members in this tier."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "loyalty_club.loyalty_club_member_action"
            ),
            "domain": [("tier_id", "=", self.id)],
            "context": {"create": False},
        }
