from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.club.in_words import day, number


class LoyaltyClubOfferLine(models.TransientModel):
    """A coupon that a member has, or a reward that he could have."""

    _name = "loyalty.club.offer.line"
    _description = "Customer Club: Coupon or Reward on Offer"

    offer_id = fields.Many2one(
        comodel_name="loyalty.club.offer", required=True, ondelete="cascade"
    )
    has_order = fields.Boolean(compute="_compute_has_order")
    coupon_id = fields.Many2one(comodel_name="loyalty.club.coupon", ondelete="cascade")
    reward_id = fields.Many2one(
        comodel_name="loyalty.club.reward", required=True, ondelete="cascade"
    )
    kind = fields.Selection(related="reward_id.kind")
    name = fields.Char(readonly=True)
    detail = fields.Char(readonly=True)
    is_variable = fields.Boolean(readonly=True)
    points = fields.Integer(help="How many points to use.")
    status = fields.Selection(
        selection=[
            ("ready", "Ready"),
            ("applied", "On This Order"),
            ("saving", "Almost There"),
            ("refused", "Not Now"),
        ],
        required=True,
        readonly=True,
    )

    # === COMPUTE === #

    @api.depends("offer_id.order_id")
    def _compute_has_order(self):
        for line in self:
            line.has_order = bool(line.offer_id.order_id)

    # === MAKE === #

    @api.model
    def _of_coupon(self, coupon, order):
        """The values of a line for a coupon at hand."""
        until = self.env._("without an end")
        if coupon.expires_on:
            last_day = day(self.env, coupon.expires_on)
            until = self.env._("until %(day)s", day=last_day)
        status, detail = "ready", until
        place = order._loyalty_club_place().name if order else None
        if place and coupon.document == place:
            status = "applied"
        elif refusal := coupon._refusal(order.partner_id or coupon.partner_id, place):
            status, detail = "refused", refusal
        return {
            "coupon_id": coupon.id,
            "reward_id": coupon.reward_id.id,
            "name": coupon.display_name,
            "detail": detail,
            "status": status,
        }

    @api.model
    def _of_reward(self, reward, member, refusal, order):
        """The values of a line for a reward to buy."""
        price, points = reward.price, 0
        if reward.is_variable:
            most = reward._in_steps(max(member.balance, 0))
            if order and reward.kind == "discount":
                most = min(most, order._loyalty_club_most_points(reward))
            points = most
        needed = reward._fewest() if reward.is_variable else reward.points
        missing = needed - member.balance
        status, detail = "ready", price
        is_on_goods = order and reward.kind == "discount"
        if is_on_goods and order.amount_total <= 0:
            refusal = refusal or self.env._("Add products first")
        if refusal:
            status, detail = "refused", refusal
        elif missing > 0:
            status = "saving"
            detail = self.env._(
                "%(price)s: %(points)s are missing",
                price=price,
                points=number(self.env, missing),
            )
        return {
            "reward_id": reward.id,
            "name": reward.name,
            "detail": detail,
            "is_variable": reward.is_variable,
            "points": points,
            "status": status,
        }

    # === ACTIONS === #

    def action_use(self):
        """Use a coupon on the order, or take it off again.

        :raise AccessError: for anybody but an agent who may change the order
        :raise UserError: when it can't be used
        """
        offer = self.offer_id
        offer._check_served()
        order, coupon = offer.order_id, self.coupon_id
        coupon.check_access("read")
        if not (order and coupon):
            raise UserError(self.env._("Open this from an order."))
        if coupon.document == order._loyalty_club_place().name:
            order._loyalty_club_take_off(coupon)
        else:
            order._loyalty_club_apply(coupon)
        # The dialog shows what is so now, not what will be at the end of the request.
        order._loyalty_club_bear()
        return offer._again()

    def action_hand_over(self):
        """Say that a gift was handed to the member.

        :raise AccessError: for anybody but an agent who serves this member
        :raise UserError: when he can't have it any more
        """
        offer = self.offer_id
        offer._check_served()
        self.coupon_id.check_access("read")
        self.coupon_id.action_hand_over()
        return offer._again()

    def action_get(self):
        """Buy a reward for points. On an order, it is used there at once.

        :raise AccessError: for anybody but an agent who may change the order
        :raise UserError: when the member can't have it
        """
        offer = self.offer_id
        offer._check_served()
        self.reward_id.check_access("read")
        # Nobody has the right to write coupons; who serves whom has been checked.
        member, reward = offer.member_id.sudo(), self.reward_id
        key = f"offer/{self.id}"
        points = self.points if reward.is_variable else None
        if offer.order_id and reward.program_id:
            order = offer.order_id
            order._loyalty_club_redeem(member, reward, points=points, key=key)
        else:
            member._redeem(reward, points=points, key=key)
        return offer._again()
