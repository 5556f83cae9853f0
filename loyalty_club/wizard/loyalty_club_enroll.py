from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import clean_context


class LoyaltyClubEnroll(models.TransientModel):
    """Makes contacts members, and says beforehand who can't be one, and why."""

    _name = "loyalty.club.enroll"
    _inherit = ["loyalty.club.contacts"]
    _description = "Customer Club: Enrol Contacts"

    has_types = fields.Boolean(compute="_compute_has_types")
    line_ids = fields.One2many(
        comodel_name="loyalty.club.enroll.line",
        inverse_name="wizard_id",
        compute="_compute_line_ids",
        store=True,
    )
    ready_count = fields.Integer(compute="_compute_ready_count")
    has_terms = fields.Boolean(compute="_compute_has_terms")
    is_terms_accepted = fields.Boolean(
        string="Terms Accepted",
        help="The contacts have read the terms and conditions, and agree.",
    )

    # === COMPUTE === #

    @api.depends("club_id")
    def _compute_has_types(self):
        for wizard in self:
            wizard.has_types = bool(wizard.club_id.type_ids)

    @api.depends("club_id", "partner_ids", "type_id")
    def _compute_line_ids(self):
        for wizard in self:
            answers = wizard._answers() if wizard.club_id else []
            wizard.line_ids = [Command.clear(), *map(Command.create, answers)]

    @api.depends("line_ids.verdict")
    def _compute_ready_count(self):
        for wizard in self:
            wizard.ready_count = wizard.line_ids.mapped("verdict").count("ready")

    @api.depends("club_id")
    def _compute_has_terms(self):
        for wizard in self:
            wizard.has_terms = bool(wizard.club_id._asked_terms())

    def _answers(self):
        """Whether each contact can join the club, as values of a line."""
        club, partners = self.club_id._origin, self.partner_ids._origin
        for candidate in club._candidates(partners, member_type=self.type_id._origin):
            refusal = club._refusal(candidate)
            verdict, reason = "refused" if refusal else "ready", refusal
            if candidate.is_member:
                verdict, reason = "member", candidate.member.number
            yield {
                "partner_id": candidate.partner.id,
                "verdict": verdict,
                "reason": reason,
            }

    # === ACTIONS === #

    def action_enroll(self):
        """Make those members who can be, and open their memberships.

        :raise AccessError: for anybody but an agent of the club
        :raise UserError: when none of the contacts can join
        """
        self.ensure_one()
        ready = self.line_ids.filtered(lambda line: line.verdict == "ready").partner_id
        self._check_agent(self.partner_ids | ready)
        if not ready:
            raise UserError(self.env._("None of these contacts can join."))
        # Who enrols has no right to write members; he is an agent, and may see the
        # club and the contacts. Defaults of the context say nothing about them.
        club = self.club_id.with_context(clean_context(self.env.context)).sudo()
        version = club.terms_version if self.is_terms_accepted else None
        details = {"member_type": self.type_id.sudo(), "terms_version": version}
        members = club._enroll_all(ready.sudo(), **details)
        # Whom the club has not let in although the dialog said so, it tells why.
        for partner in ready.sudo() - members.partner_id:
            members |= club._enroll(partner, **details)
        return self._open(members)

    def _check_agent(self, partners):
        if not self.env.user.has_group("loyalty_club.group_agent"):
            raise AccessError(self.env._("Only agents of the club enrol members."))
        self.club_id.check_access("read")
        partners.check_access("read")

    def _open(self, members):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_club.loyalty_club_member_action"
        )
        if len(members) == 1:
            return {**action, "views": [(False, "form")], "res_id": members.id}
        return {**action, "domain": [("id", "in", members.ids)], "context": {}}


class LoyaltyClubEnrollLine(models.TransientModel):
    """Whether one contact can join."""

    _name = "loyalty.club.enroll.line"
    _description = "Customer Club: Contact to Enrol"

    wizard_id = fields.Many2one(
        comodel_name="loyalty.club.enroll", required=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Contact", required=True, ondelete="cascade"
    )
    verdict = fields.Selection(
        selection=[
            ("ready", "Can Join"),
            ("member", "Member Already"),
            ("refused", "Can't Join"),
        ],
        required=True,
    )
    reason = fields.Char()
