from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class LoyaltyClubCampaign(models.Model):
    """Gives a coupon to each of many members, once.

    Members are served in the order of their ids, a batch at a time; a run that is cut
    off goes on behind the last one, and nobody gets two.
    """

    _name = "loyalty.club.campaign"
    _inherit = ["loyalty.club.member.run", "loyalty.club.condition"]
    _description = "Customer Club: Coupon Campaign"

    _START = {"state": "draft", "last_member_id": 0, "issued_count": 0}
    _JOB = "loyalty_club.ir_cron_campaign"
    _CONDITION = "member_domain"
    _BATCH = 2000

    name = fields.Char(required=True, tracking=True)
    reward_id = fields.Many2one(
        comodel_name="loyalty.club.reward",
        required=True,
        ondelete="restrict",
        domain="[('club_id', '=', club_id), ('kind', '!=', 'wallet')]",
        tracking=True,
    )
    member_domain = fields.Char(
        string="Members",
        default="[]",
        help="Active members of the club who match get a coupon.",
        tracking=True,
    )
    is_mailed = fields.Boolean(
        string="Tell Them by E-mail",
        help="Only members who have agreed to e-mails. The messages are queued.",
    )
    member_count = fields.Integer(string="Will Get One")
    issued_count = fields.Integer(string="Given", readonly=True, copy=False)
    coupon_ids = fields.Many2many(
        comodel_name="loyalty.club.coupon", compute="_compute_coupon_ids"
    )

    # === COMPUTE === #

    @api.depends("member_domain", "club_id")
    def _compute_member_count(self):
        return super()._compute_member_count()

    def _compute_coupon_ids(self):
        coupons = self.env["loyalty.club.coupon"]
        for campaign in self:
            event = campaign._event().replace("_", r"\_")
            campaign.coupon_ids = coupons.search([("key", "=like", f"{event}/%")])

    # === CONSTRAINTS === #

    @api.constrains("reward_id", "club_id")
    def _check_reward(self):
        for campaign in self:
            if campaign.reward_id.club_id != campaign.club_id:
                raise ValidationError(
                    self.env._("Choose a reward of the club of this campaign.")
                )
            if campaign.reward_id.kind == "wallet" or campaign.reward_id.is_variable:
                raise ValidationError(
                    self.env._(
                        "Credit, and points to use, are bought with points. Choose "
                        "another reward for a campaign."
                    )
                )

    # === VERBS === #

    def _event(self) -> str:
        """What each of its coupons is given for."""
        return f"campaign/{self.id}"

    def _audience(self) -> Domain:
        """The members who get a coupon."""
        self.ensure_one()
        return (
            Domain("club_id", "=", self.club_id.id)
            & Domain("state", "=", "active")
            & self._condition()
        )

    def _condition(self) -> Domain:
        """What else must hold of them."""
        return Domain(literal_eval(self.member_domain or "[]"))

    def _serve(self, members):
        """Give these their coupons, and tell those who allow it."""
        coupons = members._present(self.reward_id, "campaign", self._event())
        if self.is_mailed:
            self._tell(coupons)
        self.issued_count += len(coupons)

    def _tell(self, coupons):
        """Send these to who allows it. One that can't be written stops no others."""
        by_member = coupons.grouped("member_id")

        def mail(members):
            coupons.browse().union(*map(by_member.get, members))._mail()

        coupons.member_id._willing("email")._try_each(
            mail,
            self.env._("The coupon of %(campaign)s is not sent", campaign=self.name),
        )

    # === ACTIONS === #

    def action_start(self):
        """Give the coupons in the background.

        :raise AccessError: for anybody who may not write the campaign
        :raise UserError: when nobody would get one, or not everybody
        """
        campaign = self._as_run()
        campaign._check_state("draft")
        if not self.member_count:
            raise UserError(self.env._("No member matches the conditions."))
        self.reward_id._check_stock_for(self.member_count - self.issued_count)
        campaign.state = "running"
        return campaign._trigger()

    def action_view_coupons(self):
        """Open the coupons of this campaign."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "loyalty_club.loyalty_club_coupon_action"
            ),
            "domain": [("id", "in", self.coupon_ids.ids)],
            "context": {"create": False},
        }
