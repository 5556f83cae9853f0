from odoo import api, fields, models
from odoo.exceptions import UserError

_COLUMNS = (
    *("member_id", "club_id", "company_id", "from_tier_id", "to_tier_id"),
    *("reason", "measure", "value", "moved_at", "user_id"),
)


class LoyaltyClubTierMove(models.Model):
    """A member came into a tier, or left it: when, why, and with what.

    Immutable. The last move of a member leads to the tier he is in.
    """

    _name = "loyalty.club.tier.move"
    _inherit = ["loyalty.club.append.only"]
    _description = "Customer Club: Tier Move"
    _log_access = False  # nothing would ever update it
    _order = "id desc"
    _rec_name = "to_tier_id"
    _check_company_auto = True

    member_id = fields.Many2one(
        comodel_name="loyalty.club.member", required=True, ondelete="restrict"
    )
    club_id = fields.Many2one(
        comodel_name="loyalty.club", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, index=True, ondelete="restrict"
    )
    from_tier_id = fields.Many2one(
        comodel_name="loyalty.club.tier",
        string="From",
        index="btree_not_null",
        ondelete="restrict",
    )
    to_tier_id = fields.Many2one(
        comodel_name="loyalty.club.tier",
        string="To",
        index="btree_not_null",
        ondelete="restrict",
    )
    reason = fields.Selection(
        selection=[
            ("started", "First Tier"),
            ("rose", "Moved Up"),
            ("fell", "Moved Down"),
            ("changed", "Tiers Changed"),
            ("merged", "Merged"),
            ("left", "Left"),
        ],
        required=True,
    )
    measure = fields.Selection(
        selection=[
            ("points", "Points earned"),
            ("amount", "Amount spent"),
            ("orders", "Purchases"),
        ],
        string="Counted",
        required=True,
    )
    value = fields.Float(
        string="Reached",
        digits=(16, 2),
        required=True,
        aggregator=None,
        help="What the member had reached at that moment.",
    )
    moved_at = fields.Datetime(string="Date", required=True, index=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Caused by", ondelete="restrict"
    )
    description = fields.Char(compute="_compute_description", help="Why it came so.")

    _member_history = models.Index("(member_id, id)")

    # === COMPUTE === #

    @api.depends_context("lang")
    def _compute_description(self):
        for move in self:
            move.description = move._describe()

    # === VERBS === #

    @api.model
    def _append(self, steps, clubs):
        """Write down steps that members have made.

        :param steps: of :mod:`tools.tiers`, each with its reason
        :param clubs: their clubs by id
        :return: the moves, in the order of ``steps``
        """
        now = fields.Datetime.now()
        rows = []
        for step in steps:
            standing, club = step.standing, clubs[step.standing.club_id]
            rows.append(
                (
                    *(standing.member_id, club.id, club.company_id.id),
                    *(standing.tier_id, step.tier_id, step.reason),
                    *(club.tier_measure, standing.value, now, self.env.uid),
                )
            )
        return self._insert_rows(_COLUMNS, rows)

    def _describe(self) -> str:
        """Why the member moved, in the language of the reader."""
        self.ensure_one()
        if self.reason == "started" and not self.value:
            return self.env._("Where everybody starts")
        figure = self.club_id._tier_figure(self.value, self.measure)
        wordings = {
            "started": self.env._("The first tier, with %(figure)s", figure=figure),
            "rose": self.env._("Reached with %(figure)s", figure=figure),
            "fell": self.env._("No more than %(figure)s were left", figure=figure),
            "changed": self.env._("The club changed its tiers"),
            "merged": self.env._("Two memberships became one"),
            "left": self.env._("The membership ended"),
        }
        return wordings[self.reason]

    def _refusal(self):
        return UserError(
            self.env._(
                "The history of tiers is never edited: members move by what they reach."
            )
        )
