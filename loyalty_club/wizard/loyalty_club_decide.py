from odoo import fields, models
from odoo.exceptions import UserError


class LoyaltyClubDecide(models.TransientModel):
    """Suspends, reactivates, changes or ends memberships, and says why."""

    _name = "loyalty.club.decide"
    _inherit = ["loyalty.club.members"]
    _description = "Customer Club: Decide on Memberships"

    decision = fields.Selection(
        selection=[
            ("suspend", "Suspend"),
            ("reactivate", "Reactivate"),
            ("type", "Change the Type"),
            ("leave", "End the Membership"),
        ],
        required=True,
        default="suspend",
    )
    because = fields.Selection(
        selection=[("member", "The member wishes to"), ("staff", "The club ends it")],
        required=True,
        default="member",
    )
    type_id = fields.Many2one(
        comodel_name="loyalty.club.member.type",
        string="Membership Type",
        domain="[('club_id', 'in', club_ids)]",
    )
    reason = fields.Text(
        required=True, help="Kept with the membership, for staff to read."
    )

    def action_decide(self):
        """Do what was decided with those of the members whom it can concern.

        :raise AccessError: for anybody but a manager of the club
        :raise UserError: when no reason is given, or somebody can't be of a type
        """
        self.ensure_one()
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why: the member may ask one day."))
        match self.decision:
            case "suspend":
                self.member_ids.action_suspend(reason)
            case "reactivate":
                self.member_ids.action_reactivate(reason)
            case "type":
                self.member_ids._change_type(self.type_id, reason)
            case "leave":
                self.member_ids.action_leave(reason, self.because)
        return {"type": "ir.actions.act_window_close"}
