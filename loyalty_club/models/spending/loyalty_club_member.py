from odoo import fields, models

from .minting import minting


class LoyaltyClubMember(models.Model):
    """What a member holds."""

    _inherit = "loyalty.club.member"

    coupon_ids = fields.One2many(
        comodel_name="loyalty.club.coupon", inverse_name="member_id", string="Coupons"
    )
    open_coupon_count = fields.Integer(
        string="Open Coupons", compute="_compute_open_coupon_count"
    )

    # === COMPUTE === #

    def _compute_open_coupon_count(self):
        counts = dict(
            self.env["loyalty.club.coupon"]._read_group(
                [("member_id", "in", self.ids), ("state", "=", "issued")],
                ["member_id"],
                ["__count"],
            )
        )
        for member in self:
            member.open_coupon_count = counts.get(member, 0)

    # === MERGE === #

    def _take_over_relations(self, other):
        """Take over the coupons of the other member, and their cards."""
        result = super()._take_over_relations(other)
        coupons = other.coupon_ids
        coupons.member_id = self
        # Odoo's own cards: only this layer may write them, so nobody has the right.
        minting(coupons.sudo().card_id).partner_id = self.partner_id
        return result

    # === ACTIONS === #

    def action_view_coupons(self):
        """Open the coupons of this member."""
        return self._action_of_member("loyalty_club_coupon_action")

    def action_offer(self):
        """Open what this member has, and what he can get for his points."""
        self.ensure_one()
        return self.env["loyalty.club.offer"]._open(member_id=self.id)
