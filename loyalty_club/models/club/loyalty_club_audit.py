from odoo import api, fields, models
from odoo.tools import SQL, format_datetime


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
            audit.display_name = format_datetime(self.env, audit.started_at)

    # === CHECKS === #

    @api.model
    def _checks(self, member_ids: list[int]) -> dict[str, SQL]:
        """The invariants by name: queries of those who break one.

        Each gives rows of member id, the figure expected, and the one found. Other
        layers add theirs.
        """
        return {
            "balance_is_sum_of_entries": SQL(
                """
                SELECT member.id, COALESCE(sum(entry.points), 0), member.balance
                  FROM loyalty_club_member AS member
             LEFT JOIN loyalty_club_entry AS entry ON entry.member_id = member.id
                 WHERE member.id = ANY(%s)
              GROUP BY member.id
                HAVING COALESCE(sum(entry.points), 0) <> member.balance
                """,
                member_ids,
            ),
            "balance_is_lots_less_debts": SQL(
                """
                SELECT member.id, COALESCE(sum(open.points), 0), member.balance
                  FROM loyalty_club_member AS member
             LEFT JOIN loyalty_club_residual AS open ON open.member_id = member.id
                 WHERE member.id = ANY(%s)
              GROUP BY member.id
                HAVING COALESCE(sum(open.points), 0) <> member.balance
                """,
                member_ids,
            ),
            "lots_and_debts_are_matched": SQL(
                """
                SELECT entry.member_id, entry.points - COALESCE(used.points, 0)
                       + COALESCE(paid.points, 0), COALESCE(open.points, 0)
                  FROM loyalty_club_entry AS entry
             LEFT JOIN loyalty_club_residual AS open ON open.entry_id = entry.id
             LEFT JOIN LATERAL (
                       SELECT sum(points) AS points FROM loyalty_club_allocation
                        WHERE lot_id = entry.id
                  ) AS used ON TRUE
             LEFT JOIN LATERAL (
                       SELECT sum(points) AS points FROM loyalty_club_allocation
                        WHERE entry_id = entry.id
                  ) AS paid ON TRUE
                 WHERE entry.member_id = ANY(%s)
                   AND entry.points - COALESCE(used.points, 0)
                       + COALESCE(paid.points, 0) <> COALESCE(open.points, 0)
                """,
                member_ids,
            ),
            "lots_are_not_overused": SQL(
                """
                SELECT entry.member_id, entry.points, sum(used.points)
                  FROM loyalty_club_entry AS entry
                  JOIN loyalty_club_allocation AS used ON used.lot_id = entry.id
                 WHERE entry.member_id = ANY(%s)
              GROUP BY entry.id
                HAVING sum(used.points) > entry.points
                """,
                member_ids,
            ),
            "uses_stay_with_the_member": SQL(
                """
                SELECT entry.member_id, entry.member_id, lot.member_id
                  FROM loyalty_club_entry AS entry
                  JOIN loyalty_club_allocation AS used ON used.entry_id = entry.id
                  JOIN loyalty_club_entry AS lot ON lot.id = used.lot_id
                 WHERE entry.member_id = ANY(%s)
                   AND lot.member_id <> entry.member_id
                """,
                member_ids,
            ),
            "running_balance_is_unbroken": SQL(
                """
                SELECT member_id, expected, balance_after FROM (
                    SELECT member_id, balance_after,
                           sum(points) OVER (PARTITION BY member_id ORDER BY id)
                               AS expected
                      FROM loyalty_club_entry
                     WHERE member_id = ANY(%s)
                ) AS history
                 WHERE expected <> balance_after
                """,
                member_ids,
            ),
        }

    @api.model
    def _wordings(self) -> dict[str, str]:
        """What each check means when it fails, in words."""
        return {
            "balance_is_sum_of_entries": self.env._(
                "The balance is not the sum of the history"
            ),
            "balance_is_lots_less_debts": self.env._(
                "The balance is not what is left of the points, less debts"
            ),
            "lots_and_debts_are_matched": self.env._(
                "What is left of an entry does not agree with its uses"
            ),
            "lots_are_not_overused": self.env._(
                "More points were used than an entry had given"
            ),
            "uses_stay_with_the_member": self.env._(
                "Points of somebody else were used"
            ),
            "running_balance_is_unbroken": self.env._(
                "The running balance has a gap in the history"
            ),
        }

    @api.model
    def _find(self, member_ids: list[int]) -> list[dict]:
        """Recount these members: one dict for each figure that does not agree."""
        self.env.flush_all()
        return [
            {"check": name, "member_id": id_, "expected": expected, "found": found}
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
