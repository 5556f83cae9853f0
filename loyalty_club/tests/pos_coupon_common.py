from uuid import uuid4

from .pos_desk_common import PosDeskCommon
from .reward_common import RewardCommon


class PosCouponCommon(PosDeskCommon, RewardCommon):
    """A cashier who serves a member with 1000 points; a receipt is on the screen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cash = cls.config.payment_method_ids.filtered("is_cash_count")
        (cls.coffee | cls.cake).available_in_pos = True

    def setUp(self):
        super().setUp()
        self.new_receipt()

    # === VERBS === #

    def new_receipt(self):
        """Begin another receipt."""
        self.uuid = str(uuid4())

    def body(self, coupon=None, **values):
        """What a till sends of the receipt on its screen."""
        values.setdefault("partner_id", self.partner.id)
        if coupon:
            values["coupon_id"] = coupon.id
        return {"order_uuid": self.uuid, **values}

    def redeem(self, reward, **values):
        """Get a reward for the receipt on the screen."""
        values = {"key": str(uuid4()), "member_id": self.member.id, **values}
        answer = self.till.loyalty_club_redeem(self.body(reward_id=reward.id, **values))
        self.settle()
        return self.env["loyalty.club.coupon"].browse(answer["coupon"]["id"])

    def apply(self, coupon, **values):
        """Put a coupon on the receipt on the screen."""
        return self.till.loyalty_club_apply(self.body(coupon, **values))

    def release(self, coupon=None):
        """Take a coupon, or all, off the receipt on the screen."""
        self.till.loyalty_club_release(self.body(coupon))
        self.settle()

    def enter(self, code, partner_id=None, **values):
        """Type a code."""
        partner_id = self.partner.id if partner_id is None else partner_id
        return self.till.use_coupon_code(
            code, "2026-01-01 10:00:00", partner_id, False, **values
        )

    def refused_code(self, code, order_uuid, partner_id=None):
        """What is answered to a code that is refused."""
        answer = self.enter(code, partner_id, order_uuid=order_uuid)
        self.assertFalse(answer["successful"])
        return answer["payload"]["error_message"]

    def coupon_line(self, coupon, amount, **values):
        """The line by which a till takes off what a coupon gives."""
        card = coupon.sudo().card_id
        reward = card.program_id.reward_ids
        return {
            "product": reward.discount_line_product_id,
            "price_unit": amount,
            "is_reward_line": True,
            "reward_id": reward.id,
            "coupon_id": card.id,
            "points_cost": card.points,
            "reward_identifier_code": f"code-{card.id}",
            **values,
        }

    def pay(self, *lines, **values):
        """Pay the receipt on the screen, as the cashier's till sends it."""
        ticket = self.ticket(*lines, uuid=self.uuid, **values)
        return self.sync(ticket, user=self.cashier)

    def draft(self, *lines):
        """Save the receipt on the screen without paying it."""
        ticket = self.ticket(*lines, uuid=self.uuid, state="draft", payments=[])
        return self.sync(ticket, user=self.cashier)
