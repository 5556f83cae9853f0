from odoo import api, fields, models


class LoyaltyClubAuditFinding(models.Model):
    """A figure of a member that does not agree with his ledger."""

    _name = "loyalty.club.audit.finding"
    _description = "Customer Club: Audit Finding"
    _order = "id desc"
    _rec_name = "check"

    audit_id = fields.Many2one(
        comodel_name="loyalty.club.audit",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    company_id = fields.Many2one(related="member_id.company_id", store=True, index=True)
    check = fields.Char(required=True, readonly=True)
    wording = fields.Char(string="What Is Wrong", compute="_compute_wording")
    expected = fields.Integer(readonly=True, aggregator=None)
    found = fields.Integer(readonly=True, aggregator=None)

    # === COMPUTE === #

    @api.depends_context("lang")
    def _compute_wording(self):
        wordings = self.env["loyalty.club.audit"]._wordings()
        for finding in self:
            finding.wording = wordings.get(finding.check, finding.check)

    # === VERBS === #

    def _block_spending(self):
        """Stop these members from spending, and call a manager of the club."""
        for member, findings in self.grouped("member_id").items():
            if member.is_spending_blocked:
                continue
            member.is_spending_blocked = True
            member._call_manager(
                self.env._("The points of this member do not add up"),
                ", ".join(
                    f"{finding.check}: {finding.expected} ≠ {finding.found}"
                    for finding in findings
                ),
            )
