from odoo import api, fields, models
from odoo.exceptions import UserError

from .loyalty_club_import_row import JOINING

# Of these verdicts, so many rows.
_COUNTS = {
    "new_count": "new",
    "match_count": "match",
    "adopt_count": "adopt",
    "known_count": "known",
    "refused_count": "refused",
}


class LoyaltyClubImport(models.Model):
    """Members from a spreadsheet, with the points they had elsewhere.

    First each row is looked at, and says what would happen to it, and why; nothing has
    changed until then. Then the members join batch by batch. A number of the old system
    joins once: the same file again changes nothing.
    """

    _name = "loyalty.club.import"
    _inherit = ["loyalty.club.run"]
    _description = "Customer Club: Import of Members"
    _rec_name = "file_name"

    _START = {
        "state": "draft",
        "unknown_columns": False,
        "user_id": False,
        "done_count": 0,
    }
    _STEPS = {
        "reading": "_read_next",
        "checking": "_judge_next",
        "running": "_admit_next",
    }
    _JOB = "loyalty_club.ir_cron_import"

    file = fields.Binary(string="Spreadsheet", required=True, attachment=True)
    file_name = fields.Char(default=lambda self: self.env._("Members"))
    match_contacts = fields.Boolean(
        string="Use Existing Contacts",
        default=True,
        help="Who has the telephone number or the e-mail address of exactly one "
        "contact is that contact. Otherwise each row makes a new one. A number that a "
        "visitor of the website has written counts when he has confirmed it.",
    )
    earns = fields.Boolean(
        string="Points for Joining",
        help="They also get what the rules give for joining, beside their opening "
        "points.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("reading", "Reading"),
            ("checking", "Checking"),
            ("checked", "Preview"),
            ("running", "Running"),
            ("done", "Done"),
        ],
        required=True,
        readonly=True,
        default="draft",
        tracking=True,
        copy=False,
    )
    unknown_columns = fields.Char(string="Columns Not Used", readonly=True, copy=False)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Imported By",
        readonly=True,
        copy=False,
        help="Who has checked the rows, and posts the opening points.",
    )
    row_ids = fields.One2many(
        comodel_name="loyalty.club.import.row", inverse_name="import_id"
    )
    refused_ids = fields.Many2many(
        comodel_name="loyalty.club.import.row",
        compute="_compute_refused_ids",
        string="First Refused Rows",
    )
    row_count = fields.Integer(string="Rows", compute="_compute_counts")
    new_count = fields.Integer(string="New Contacts", compute="_compute_counts")
    match_count = fields.Integer(string="Contacts You Have", compute="_compute_counts")
    adopt_count = fields.Integer(string="Get Their Points", compute="_compute_counts")
    known_count = fields.Integer(string="Imported Before", compute="_compute_counts")
    refused_count = fields.Integer(string="Refused", compute="_compute_counts")
    ready_count = fields.Integer(compute="_compute_counts")
    opening_points = fields.Integer(
        compute="_compute_counts", help="Of all rows that are not refused."
    )
    progress = fields.Float(compute="_compute_counts")

    # What is checked while the user waits, in bytes of the file; more goes on in the
    # background.
    _AT_ONCE = 60_000
    _REFUSED_SHOWN = 10

    # === COMPUTE === #

    @api.depends("state", "done_count")
    def _compute_counts(self):
        rows, points = {}, {}
        for run, verdict, count, total in self.env[
            "loyalty.club.import.row"
        ]._read_group(
            [("import_id", "in", self.ids)],
            ["import_id", "verdict"],
            ["__count", "points:sum"],
        ):
            rows[run.id, verdict] = count
            points[run.id, verdict] = total
        for run in self:
            for name, verdict in _COUNTS.items():
                run[name] = rows.get((run.id, verdict), 0)
            ready = run.new_count + run.match_count + run.adopt_count
            judged = ready + run.known_count + run.refused_count
            run.ready_count = ready
            run.row_count = judged + rows.get((run.id, False), 0)
            run.opening_points = sum(
                points.get((run.id, verdict)) or 0 for verdict in JOINING
            )
            run.progress = run._progress(judged)

    def _progress(self, judged) -> float:
        """How much of the present state is done, of 100."""
        if self.state == "done":
            return 100.0
        part = {"checking": judged, "running": self.done_count}.get(self.state, 0)
        return 100.0 * part / self.row_count if self.row_count else 0.0

    @api.depends("state", "done_count")
    def _compute_refused_ids(self):
        rows = self.env["loyalty.club.import.row"]
        for run in self:
            run.refused_ids = rows.search(
                [("import_id", "=", run.id), ("verdict", "=", "refused")],
                limit=self._REFUSED_SHOWN,
            )

    # === VERBS === #

    def _as_worker(self):
        """In the name of who imports, and in his language.

        Nobody has the right to write members; who started this was asked. What is
        written in bulk is told here, not in a message for each contact.
        """
        user = self.user_id
        worker = self.with_user(user).with_company(self.company_id)
        return worker.with_context(
            lang=user.lang,
            tz=user.tz,
            tracking_disable=True,
            mail_create_nolog=True,
            mail_create_nosubscribe=True,
        ).sudo()

    def _next_rows(self, *verdicts):
        """The next rows with these verdicts.

        Organisations come first, and by themselves: their people need them.
        """
        rows = self.env["loyalty.club.import.row"].search(
            [
                ("import_id", "=", self.id),
                ("is_open", "=", True),
                ("verdict", "in", verdicts),
            ],
            order="kind desc, id",  # “legal” before “individual”
            limit=self._BATCH,
        )
        return rows.filtered(lambda row: row.kind == rows[0].kind)

    def _forget_rows(self):
        """Let go of what was read."""
        self.env.cr.execute(
            "DELETE FROM loyalty_club_import_row WHERE import_id = ANY(%s)", [self.ids]
        )
        self.env.invalidate_all()

    def _check_file(self):
        if not self.file:
            raise UserError(self.env._("Choose a spreadsheet first."))

    # === ACTIONS === #

    def action_check(self):
        """Read the file, and show what would become of each row.

        :raise UserError: when the file can't be read, or is no list of members
        """
        run = self._as_run()
        run._check_state("draft", "checked")
        run._check_file()
        run.user_id = self.env.user
        run = run._as_worker()
        run._forget_rows()
        run._check_headings()
        run.state = "reading"
        if len(run._content()) > self._AT_ONCE:
            return run._trigger()
        while run.state in ("reading", "checking"):
            run._read_next() if run.state == "reading" else run._judge_next()
        return True

    def action_run(self):
        """Let the members join, in the background."""
        run = self._as_run()
        run._check_state("checked")
        run.write({"state": "running", "user_id": self.env.uid, "done_count": 0})
        return run._trigger()

    def action_stop(self):
        """Stop where it is. Who has joined stays; it can be checked and run again."""
        run = self._as_run()
        run._check_state("reading", "checking", "running")
        run.state = "draft"

    def action_view_rows(self):
        """Open the rows, those with one verdict if the context names it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_club.loyalty_club_import_row_action"
        )
        verdict = self.env.context.get("verdict")
        context = {f"search_default_{verdict}": 1} if verdict else {}
        domain = [("import_id", "=", self.id)]
        return {**action, "domain": domain, "context": context}

    def action_download_template(self):
        """Download an empty spreadsheet with all columns."""
        return self._download("/loyalty_club/import/template")

    def action_download_refused(self):
        """Download the refused rows with their reasons, to correct and import."""
        self.ensure_one()
        return self._download(f"/loyalty_club/import/{self.id}/refused")

    @api.model
    def _download(self, url):
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}
