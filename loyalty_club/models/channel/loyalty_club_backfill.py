from odoo import api, fields, models


class LoyaltyClubBackfill(models.Model):
    """Points for purchases that members made before they joined.

    Counts first, and shows what it would cost; then settles the documents batch by
    batch, oldest first. A run that is cut off goes on where it was, and documents that
    have earned already are left alone.
    """

    _name = "loyalty.club.backfill"
    _inherit = ["loyalty.club.run"]
    _description = "Customer Club: Points for Past Orders"
    _rec_name = "club_id"

    _START = {
        "state": "draft",
        "member_count": 0,
        "document_count": 0,
        "expected_points": 0,
        "done_count": 0,
        "last_found_id": 0,
    }
    _STEPS = {"counting": "_count_next", "running": "_settle_next"}
    _JOB = "loyalty_club.ir_cron_backfill"

    currency_id = fields.Many2one(related="club_id.currency_id")
    date_from = fields.Date(help="First day of the purchases. Empty: all.")
    date_to = fields.Date(help="Last day of the purchases. Empty: until now.")
    with_orders = fields.Boolean(string="Sales and Website Orders", default=True)
    with_receipts = fields.Boolean(string="Point of Sale Receipts", default=True)
    with_invoices = fields.Boolean(string="Invoices without an Order", default=True)
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("counting", "Counting"),
            ("counted", "Preview"),
            ("running", "Running"),
            ("done", "Done"),
        ],
        required=True,
        readonly=True,
        default="draft",
        tracking=True,
        copy=False,
    )
    member_count = fields.Integer(string="Members", readonly=True, copy=False)
    document_count = fields.Integer(string="Purchases", readonly=True, copy=False)
    expected_points = fields.Integer(
        readonly=True,
        copy=False,
        help="At most: limits per member are not counted across the whole preview.",
    )
    expected_cost = fields.Monetary(
        compute="_compute_expected_cost", currency_field="currency_id"
    )
    posted_points = fields.Integer(
        string="Points Given",
        compute="_compute_posted_points",
        help="By all backfills of this club, less what was returned since.",
    )
    progress = fields.Float(compute="_compute_progress")
    # Where a run goes on: the last of the documents found that was handled.
    last_found_id = fields.Integer(readonly=True, copy=False)

    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The last day comes before the first one."
    )

    # What is counted while the user waits; more goes on in the background.
    _COUNT_AT_ONCE = 3000

    # === COMPUTE === #

    @api.depends("expected_points", "club_id.point_value")
    def _compute_expected_cost(self):
        for backfill in self:
            cost = backfill.expected_points * backfill.club_id.point_value
            backfill.expected_cost = cost

    @api.depends("done_count", "document_count", "state")
    def _compute_progress(self):
        for backfill in self:
            total = backfill.document_count
            is_done = backfill.state == "done" or not total
            backfill.progress = (
                100.0 if is_done else 100.0 * backfill.done_count / total
            )

    def _compute_posted_points(self):
        points = dict(
            self.env["loyalty.club.earning"]._read_group(
                [("club_id", "in", self.club_id.ids), ("is_backfill", "=", True)],
                ["club_id"],
                ["posted_points:sum"],
            )
        )
        for backfill in self:
            backfill.posted_points = points.get(backfill.club_id, 0)

    # === VERBS === #

    def _count_next(self):
        """Count what the next documents would earn, without giving anything.

        :return: the ids of the documents counted
        """
        self.ensure_one()
        if self.state != "counting":  # somebody has stopped it
            return []
        handled = []
        for documents in self._next_documents():
            self.expected_points += self.env["loyalty.club.earning"]._foresee(
                documents, self.club_id
            )
            handled += documents.ids
        if not handled:
            self._forget_documents()
            self.state = "counted"
        return handled

    def _settle_next(self):
        """Let the next documents earn.

        :return: the ids of the documents handled
        """
        self.ensure_one()
        if self.state != "running":  # somebody has stopped it
            return []
        handled = []
        for documents in self._next_documents():
            self.env["loyalty.club.earning"]._settle(documents, backfill=self.club_id)
            handled += documents.ids
        self.done_count += len(handled)
        if not handled:
            self._forget_documents()
            self.state = "done"
        return handled

    # === ACTIONS === #

    def action_count(self):
        """Show what giving points for these purchases would come to.

        Small numbers are counted at once, large ones in the background.
        """
        self = self._as_run()
        self._check_state("draft", "counted")
        self._find_documents()
        self.write({"state": "counting", "expected_points": 0})
        if self.document_count > self._COUNT_AT_ONCE:
            return self._trigger()
        while self._count_next():
            pass
        return True

    def action_run(self):
        """Give the points, in the background."""
        self = self._as_run()
        self._check_state("counted")
        self._find_documents()
        self.state = "running"
        return self._trigger()

    def action_stop(self):
        """Stop where it is. What has been given stays; it can be run again."""
        self = self._as_run()
        self._check_state("counting", "running")
        self._forget_documents()
        self.state = "draft"
