from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class LoyaltyClubGive(models.TransientModel):
    """Gives a coupon to members, as a present, and says why."""

    _name = "loyalty.club.give"
    _inherit = ["loyalty.club.members"]
    _description = "Customer Club: Give a Coupon"

    reward_id = fields.Many2one(
        comodel_name="loyalty.club.reward",
        required=True,
        domain="[('club_id', 'in', club_ids), ('is_variable', '=', False),"
        " ('kind', '!=', 'wallet')]",
    )
    reason = fields.Text(required=True, help="Kept with the coupon, for staff to read.")
    is_mailed = fields.Boolean(string="Send It by E-mail")

    # === ACTIONS === #

    def action_give(self):
        """Give each member a coupon, and open them.

        Asked again by the same dialog, it gives nothing twice.

        :raise AccessError: for anybody but who runs the club
        :raise UserError: when no reason is given, or somebody can't have it
        """
        self.ensure_one()
        if not self.env.user.has_group("loyalty_club.group_marketing"):
            raise AccessError(self.env._("Only who runs the club gives presents."))
        members, reward = self.member_ids, self.reward_id
        members.check_access("read")
        reward.check_access("read")
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why: somebody will ask one day."))
        self._check_can_have(members, reward)
        # Nobody may write coupons; the person and his company have been checked.
        event = f"manual/{self.id}/{int(self.create_date.timestamp())}"
        coupons = members.sudo()._present(reward, "manual", event)
        coupons._message_log_batch(dict.fromkeys(coupons.ids, reason))
        if self.is_mailed:
            coupons._mail()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "loyalty_club.loyalty_club_coupon_action"
            ),
            "domain": [("id", "in", coupons.ids)],
            "context": {},
        }

    def _check_can_have(self, members, reward):
        strangers = members.filtered(lambda member: member.club_id != reward.club_id)
        if strangers or reward.is_variable or reward.kind == "wallet":
            raise UserError(self.env._("Choose a reward of the club of these members."))
        reward._check_stock_for(len(members))
        away = members.filtered(lambda member: member.state != "active")
        if away:
            raise UserError(
                self.env._(
                    "%(member)s is not an active member, and can't get a coupon.",
                    member=away[0].display_name,
                )
            )
