from odoo import api, fields, models

from ..models.club.in_words import number


class LoyaltyClubAdjust(models.TransientModel):
    """Asks how many points to give or take, and why."""

    _name = "loyalty.club.adjust"
    _description = "Customer Club: Adjust Points"

    member_id = fields.Many2one(comodel_name="loyalty.club.member", required=True)
    # With the rights of the user: a dialog can be told to be about any member.
    balance = fields.Integer(related="member_id.balance", related_sudo=False)
    adjustment_limit = fields.Integer(
        related="member_id.club_id.adjustment_limit", related_sudo=False
    )
    points = fields.Integer(help="More than zero to give, less to take.")
    balance_after = fields.Integer(compute="_compute_outcome")
    is_covered = fields.Boolean(compute="_compute_outcome")
    shortage = fields.Char(compute="_compute_shortage")
    must_wait = fields.Boolean(compute="_compute_outcome")
    is_own = fields.Boolean(compute="_compute_outcome")
    reason = fields.Char(required=True, help="It stays in the history of the member.")

    # === COMPUTE === #

    @api.depends("member_id", "points")
    def _compute_outcome(self):
        adjustments = self.env["loyalty.club.adjustment"]
        for wizard in self:
            member = wizard.member_id
            member.check_access("read")
            wizard.balance_after = member.balance + wizard.points
            wizard.is_covered = wizard.points >= 0 or wizard.balance_after >= 0
            wizard.is_own = member.partner_id == self.env.user.partner_id
            wizard.must_wait = bool(
                member
                and wizard.points
                and wizard.is_covered
                and adjustments._needs_second_person(member, wizard.points)
            )

    @api.depends("member_id", "is_covered")
    def _compute_shortage(self):
        for wizard in self:
            wizard.shortage = not wizard.is_covered and wizard._shortage()

    def _shortage(self):
        balance = self.member_id.balance
        if balance <= 0:
            return self.env._("There are no points to take.")
        return self.env._(
            "At most %(points)s points can be taken.",
            points=number(self.env, balance),
        )

    # === ACTIONS === #

    def action_adjust(self):
        """Adjust the points, or ask for a second person, and say which it was."""
        self.ensure_one()
        adjustment = self.env["loyalty.club.adjustment"]._request(
            self.member_id, self.points, self.reason
        )
        is_waiting = adjustment.state == "waiting"
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if is_waiting else "success",
                "message": self._outcome(adjustment),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _outcome(self, adjustment):
        if adjustment.state == "waiting":
            return self.env._(
                "The adjustment waits for a second person of the finance staff."
            )
        return self.env._(
            "%(member)s has %(balance)s points now.",
            member=adjustment.member_id.partner_id.display_name,
            balance=number(self.env, adjustment.member_id.balance),
        )
