from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.coupon_code import display_code
from ...tools.text import isolated


class LoyaltyClubCoupon(models.Model):
    """One thing a member holds: bought with points, or a present.

    Each coupon that works on orders has a card of Odoo, which is a copy: what the card
    says is overwritten by what stands here.
    """

    _name = "loyalty.club.coupon"
    _inherit = ["loyalty.club.rows", "mail.thread"]
    _description = "Customer Club: Coupon"
    _order = "id desc"
    _rec_name = "code"
    _check_company_auto = True

    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        required=True,
        readonly=True,
        ondelete="restrict",
        check_company=True,
    )
    club_id = fields.Many2one(
        comodel_name="loyalty.club",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(related="member_id.partner_id")
    reward_id = fields.Many2one(
        comodel_name="loyalty.club.reward",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(related="reward_id.kind")
    origin = fields.Selection(
        selection=[
            ("redeemed", "Bought with points"),
            ("welcome", "Welcome present"),
            ("tier", "Present of a tier"),
            ("birthday", "Birthday present"),
            ("purchase", "Present for a purchase"),
            ("campaign", "Campaign"),
            ("manual", "Given by staff"),
        ],
        required=True,
        readonly=True,
    )
    points = fields.Integer(
        string="Paid", readonly=True, help="The points paid. 0: a present."
    )
    key = fields.Char(
        required=True,
        readonly=True,
        help="Names the request or event that issued it: it does so once.",
    )
    code = fields.Char(required=True, readonly=True)
    display_code = fields.Char(string="Coupon Code", compute="_compute_display_code")
    card_id = fields.Many2one(
        comodel_name="loyalty.card",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="loyalty_club.group_agent,loyalty_club.group_finance,"
        "loyalty_club.group_auditor",
    )
    issued_on = fields.Date(required=True, readonly=True)
    expires_on = fields.Date(
        string="Valid Until",
        readonly=True,
        help="The last day on which it can be used.",
    )
    state = fields.Selection(
        selection=[
            ("issued", "Open"),
            ("used", "Used"),
            ("expired", "Expired"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="issued",
        tracking=True,
    )
    document = fields.Char(
        readonly=True,
        help="The order it stands on, from the cart on: nobody else can use it.",
    )
    document_until = fields.Datetime(
        readonly=True, help="Until when a till keeps it for a receipt that is not paid."
    )
    is_on_the_spot = fields.Boolean(
        readonly=True,
        help="Bought for one order: taken off it, the points come back at once.",
    )
    used_on = fields.Datetime(readonly=True)
    used_in = fields.Reference(
        selection=[("sale.order", "Sales Order"), ("pos.order", "Receipt")],
        string="Used on",
        readonly=True,
    )
    claimed_in = fields.Reference(
        selection=[("sale.order", "Sales Order"), ("pos.order", "Receipt")],
        string="Also Used on",
        readonly=True,
        help="An order that was paid with it although it could not. It gets it when "
        "the other one does not need it any more.",
    )
    taken_points = fields.Integer(
        readonly=True, help="The points the order took; the others came back."
    )
    used_points = fields.Integer(
        readonly=True, help="Those of them for goods that were not returned."
    )
    entry_ids = fields.One2many(
        comodel_name="loyalty.club.entry", inverse_name="coupon_id"
    )

    _code_unique = models.Constraint("UNIQUE(code)", "Every coupon has its own code.")
    _key_unique = models.Constraint("UNIQUE(key)", "A request issues a coupon once.")
    _card_unique = models.Constraint("UNIQUE(card_id)", "A card has one coupon.")
    _points_not_negative = models.Constraint(
        "CHECK(points >= 0)", "A coupon can't cost less than nothing."
    )
    _member_coupons = models.Index("(member_id, state, expires_on)")
    _on_document = models.Index("(document) WHERE document IS NOT NULL")
    # Coupons of an event are found by how their keys begin.
    _of_event = models.Index("(key varchar_pattern_ops)")
    _open_until = models.Index("(expires_on) WHERE state = 'issued'")

    # === COMPUTE === #

    @api.depends("code")
    def _compute_display_code(self):
        for coupon in self:
            coupon.display_code = display_code(coupon.code or "")

    @api.depends("reward_id.name", "code")
    def _compute_display_name(self):
        for coupon in self:
            tail = isolated(f"…{coupon.code[-4:]}")
            coupon.display_name = f"{coupon.reward_id.name} {tail}"

    # === CRUD === #

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Coupons are part of the history: cancel them instead.")
        )
