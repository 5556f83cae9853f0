from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.club.in_words import day, number

_ORDER = ("applied", "ready", "refused")


class LoyaltyClubOffer(models.TransientModel):
    """What a customer has in the club, for who serves him: on an order, or by itself.

    One click uses a coupon, or buys a reward. The server decides each time anew.
    """

    _name = "loyalty.club.offer"
    _description = "Customer Club: What a Member Can Get"

    order_id = fields.Many2one(comodel_name="sale.order", ondelete="cascade")
    candidate_ids = fields.Many2many(
        comodel_name="loyalty.club.member", compute="_compute_candidate_ids"
    )
    has_choice = fields.Boolean(compute="_compute_candidate_ids")
    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        string="Membership",
        domain="[('id', 'in', candidate_ids)]",
        compute="_compute_member_id",
        store=True,
        readonly=False,
        ondelete="cascade",
    )
    club_id = fields.Many2one(related="member_id.club_id")
    point_name = fields.Char(related="member_id.point_name")
    balance = fields.Integer(related="member_id.balance")
    pending_points = fields.Integer(related="member_id.pending_points")
    expiring = fields.Char(compute="_compute_expiring")
    is_suspended = fields.Boolean(compute="_compute_is_suspended")
    tier_id = fields.Many2one(related="member_id.tier_id")
    tier_message = fields.Char(related="member_id.tier_message")
    will_earn = fields.Integer(string="This Order Earns", compute="_compute_will_earn")
    reasons = fields.Text(string="Why", compute="_compute_will_earn")
    line_ids = fields.One2many(
        comodel_name="loyalty.club.offer.line",
        inverse_name="offer_id",
        compute="_compute_line_ids",
        store=True,
    )
    coupon_line_ids = fields.One2many(
        comodel_name="loyalty.club.offer.line",
        inverse_name="offer_id",
        domain=[("coupon_id", "!=", False)],
    )
    reward_line_ids = fields.One2many(
        comodel_name="loyalty.club.offer.line",
        inverse_name="offer_id",
        domain=[("coupon_id", "=", False)],
    )

    # === COMPUTE === #

    @api.depends("order_id")
    def _compute_candidate_ids(self):
        for offer in self:
            candidates = offer.member_id
            if order := offer.order_id._origin:
                candidates = order._loyalty_club_members().get(order.id)
            offer.candidate_ids = candidates
            offer.has_choice = len(offer.candidate_ids) > 1

    @api.depends("candidate_ids")
    def _compute_member_id(self):
        for offer in self:
            if offer.member_id not in offer.candidate_ids:
                offer.member_id = offer.candidate_ids[:1]

    @api.depends("order_id")
    def _compute_is_suspended(self):
        for offer in self:
            members = self.env["loyalty.club.member"]
            if not offer.member_id:
                members = members._of_partners(offer.order_id.partner_id)
            offer.is_suspended = bool(
                members.filtered(
                    lambda member, order=offer.order_id: (
                        member.state == "suspended"
                        and member.company_id in order.company_id.sudo().parent_ids
                    )
                )
            )

    @api.depends("member_id")
    def _compute_expiring(self):
        for offer in self:
            member = offer.member_id
            offer.expiring = member.expiring_points and self.env._(
                "%(points)s expire on %(day)s",
                points=number(self.env, member.expiring_points),
                day=day(self.env, member.expiring_on),
            )

    @api.depends("order_id", "member_id")
    def _compute_will_earn(self):
        self.will_earn, self.reasons = 0, ""
        for offer in self.filtered(lambda each: each.order_id and each.member_id):
            foreseen = offer.order_id._loyalty_club_foresee(offer.member_id)
            foresight = foreseen[offer.member_id.id]
            offer.will_earn = foresight.points
            offer.reasons = "\n".join(foresight.reasons)

    @api.depends("order_id", "member_id")
    def _compute_line_ids(self):
        for offer in self:
            values = offer._offered() if offer.member_id else []
            offer.line_ids = [Command.clear(), *map(Command.create, values)]

    def _offered(self):
        """Coupons at hand, then rewards, as values of lines."""
        member = self.member_id._origin
        lines = self.env["loyalty.club.offer.line"]
        held = [
            lines._of_coupon(coupon, self.order_id)
            for coupon in member._open_coupons(member)
        ]
        # What stands on the order comes first, then what could.
        yield from sorted(held, key=lambda line: _ORDER.index(line["status"]))
        rewards = member._rewards()
        refusals = rewards._refusals(member)
        for reward in rewards:
            yield lines._of_reward(
                reward, member, refusals.get(reward.id), self.order_id
            )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Open the dialog for an order and a member that one may read.

        :raise AccessError: for others
        """
        offers = super().create(vals_list)
        offers._check_readable()
        return offers

    def write(self, vals):
        """Change to an order and a member that one may read.

        :raise AccessError: for others
        """
        result = super().write(vals)
        self._check_readable()
        return result

    def onchange(self, values, field_names, fields_spec):
        """Tell of an order and a member that one may read.

        :raise AccessError: for others
        """
        self.new(values)._check_readable()
        return super().onchange(values, field_names, fields_spec)

    def _check_readable(self):
        # What the dialog tells is in part computed with all rights.
        for record in (self.order_id._origin, self.member_id._origin):
            if record:
                record.check_access("read")

    # === ACTIONS === #

    @api.model
    def _open(self, **values):
        """Open the dialog, or open it anew with what has changed."""
        offer = self.create(values)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Club"),
            "res_model": self._name,
            "res_id": offer.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_enroll(self):
        """Open the dialog that makes the customer a member."""
        partner = self.order_id.partner_id
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "loyalty_club.loyalty_club_enroll_action"
            ),
            "context": {"active_model": partner._name, "active_ids": partner.ids},
        }

    def _again(self):
        self.ensure_one()
        return self._open(order_id=self.order_id.id, member_id=self.member_id.id)

    def _check_served(self):
        """Let agents serve members, on orders that they may change.

        :raise AccessError: for everybody else
        :raise UserError: when the order is confirmed already
        """
        self.ensure_one()
        if not self.env.user.has_group("loyalty_club.group_agent"):
            raise AccessError(self.env._("Only agents of the club serve members."))
        self.member_id.check_access("read")
        if self.member_id not in self.candidate_ids:
            raise AccessError(self.env._("This membership is not the customer's."))
        if self.order_id:
            self.order_id.check_access("write")
            if self.order_id.state not in ("draft", "sent"):
                raise UserError(
                    self.env._("Coupons are used before the order is confirmed.")
                )
