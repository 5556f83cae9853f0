from odoo import api, fields, models
from odoo.tools import SQL

from .in_words import moment

_LARGEST = 2**31 - 1


def _kept(figure) -> int:
    """A figure as a finding can keep it: corrupted ones may be larger than any."""
    return max(-_LARGEST, min(int(figure), _LARGEST))


class LoyaltyClubAudit(models.Model):
    """A run over all members that recounts their points from the ledger.

    Named checks, each one query over a range of members. Who does not agree may not
    spend until somebody has looked into it. A run that is killed goes on where it was.
    """

    _name = "loyalty.club.audit"
    _description = "Customer Club: Audit"
    _order = "id desc"
    _rec_name = "started_at"

    started_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )
    finished_at = fields.Datetime(readonly=True)
    state = fields.Selection(
        selection=[
            ("running", "Running"),
            ("clean", "Everything Agrees"),
            ("findings", "Findings"),
        ],
        required=True,
        readonly=True,
        default="running",
    )
    last_member_id = fields.Integer(readonly=True)
    checked_members = fields.Integer(readonly=True)
    finding_ids = fields.One2many(
        comodel_name="loyalty.club.audit.finding",
        inverse_name="audit_id",
        string="Findings",
        readonly=True,
    )

    _BATCH = 10_000

    # === COMPUTE === #

    @api.depends("started_at")
    def _compute_display_name(self):
        for audit in self:
            audit.display_name = moment(self.env, audit.started_at)

    # === CHECKS === #

    @api.model
    def _checks(self, member_ids: list[int]) -> dict[str, SQL]:
        """The invariants by name: queries of those who break one.

        Each gives rows of member id, the figure expected, and the one found.
        """
        return {
            name: getattr(self, f"_check_{name}")(member_ids)
            for name in self._wordings()
        }

    @api.model
    def _find(self, member_ids: list[int]) -> list[dict]:
        """Recount these members: one dict for each figure that does not agree."""
        self.env.flush_all()
        return [
            {
                "check": name,
                "member_id": id_,
                "expected": _kept(expected),
                "found": _kept(found),
            }
            for name, query in self._checks(member_ids).items()
            for id_, expected, found in self.env.execute_query(query)
        ]

    # === VERBS === #

    def _check_next_members(self):
        """Recount the next members of this run.

        :return: the ids of those recounted
        """
        self.ensure_one()
        query = SQL(
            "SELECT id FROM loyalty_club_member WHERE id > %s ORDER BY id LIMIT %s",
            self.last_member_id,
            self._BATCH,
        )
        member_ids = [row[0] for row in self.env.execute_query(query)]
        if not member_ids:
            self._finish()
            return []
        findings = self.env["loyalty.club.audit.finding"].create(
            [{"audit_id": self.id, **found} for found in self._find(member_ids)]
        )
        findings._block_spending()
        self.last_member_id = member_ids[-1]
        self.checked_members += len(member_ids)
        return member_ids

    def _finish(self):
        self.write(
            {
                "finished_at": fields.Datetime.now(),
                "state": "findings" if self.finding_ids else "clean",
            }
        )

    # === CRON === #

    @api.model
    def _cron_audit(self):
        """Recount all members: go on with a run that was cut off, or start one."""
        audit = self.search([("state", "=", "running")], limit=1)
        if not audit:
            audit = self.create({})
            # A batch that is rolled back must not take the run with it.
            self.env["ir.cron"]._commit_progress()
        self.env["loyalty.club.batch"]._run(audit._check_next_members)

    # === ACTIONS === #

    def action_start(self):
        """Have all members recounted now, in the background.

        :raise AccessError: for anybody but an auditor
        """
        self.check_access("read")
        # Auditors don't run jobs of their own; a recount changes no points.
        self.env.ref("loyalty_club.ir_cron_audit").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "All members are being recounted. Come back in a while."
                ),
            },
        }
