from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.coupon_code import normalized_code
from ..club.in_words import number
from .shop_block import IN_CARTS, ShopBlock


class SaleOrder(models.Model):
    """Carts: members pay with points, and put coupons on and take them off again.

    What a member buys for a cart stands on this cart alone: taken off it, the points
    come back at once.
    """

    _name = "sale.order"
    _inherit = ["sale.order", "loyalty.club.receipt"]

    # === QUESTIONS === #

    def _loyalty_club_block(self):
        """What the pages of this cart or order tell its customer of the clubs."""
        self.ensure_one()
        return ShopBlock(self)

    def _loyalty_club_bought_for(self, reward):
        """The coupons of a reward that were bought for this cart, and stand on it."""
        return self.env["loyalty.club.coupon"].search(
            [
                ("document", "=", self._loyalty_club_place().name),
                ("reward_id", "=", reward.id),
                ("is_on_the_spot", "=", True),
                ("state", "=", "issued"),
            ]
        )

    def _loyalty_club_trouble(self) -> str | None:
        """Why a customer can't accept and pay this quotation as it is; None if he can.

        Asked by whoever may see the order: visitors with its link, too.
        """
        self.ensure_one()
        if self.state not in ("draft", "sent"):
            return None
        for card in self.order_line.coupon_id:
            if refusal := self._loyalty_club_refusal(card):
                return self.env._(
                    "A coupon on this order can't be used any more: %(reason)s Please "
                    "take it off, or ask us for a new quotation.",
                    reason=refusal,
                )
        return None

    def _loyalty_club_knows(self, code, partner) -> bool:
        """Whether a code in the shop is one that a customer may use, now or later."""
        code = normalized_code(code)
        card = self.env["loyalty.card"].search([("code", "=", code)])
        if coupon := card._loyalty_club_coupons():
            return coupon._belongs_to(partner)
        named = [("code", "=", code)]
        return bool(
            card
            or self.env["loyalty.rule"].search_count(named, limit=1)
            or self.env["product.pricelist"].search_count(named, limit=1)
        )

    def _get_claimable_and_showable_rewards(self):
        """Leave coupons of clubs to the block of the club.

        Odoo would look at each card that the customer has.
        """
        cart = self.with_context(loyalty_club_hidden=True)
        claimable = super(SaleOrder, cart)._get_claimable_and_showable_rewards()
        return {
            card: rewards
            for card, rewards in claimable.items()
            if not card.program_id.loyalty_club_reward_id
        }

    def _get_program_domain(self):
        domain = super()._get_program_domain()
        if self.env.context.get("loyalty_club_hidden"):
            ours = [("loyalty_club_reward_id", "=", False)]
            domain = Domain.AND([domain, ours])
        return domain

    # === VERBS === #

    def _loyalty_club_pay_points(self, member, reward, points, key):
        """Pay a part of this cart with so many points, instead of those before.

        :param reward: one for which the member chooses how many points
        :param points: 0 for none
        :param key: names the request; a repeated one changes nothing
        :raise UserError: when he can't use so many
        """
        self._loyalty_club_lock_cart()
        standing = self._loyalty_club_bought_for(reward)
        if points and standing.mapped("points") == [points]:
            return
        self._loyalty_club_give_back(standing)
        if points:
            most = self._loyalty_club_most_points(reward)
            if points > most:
                raise UserError(
                    self.env._(
                        "This order can take %(most)s points at most.",
                        most=number(self.env, most),
                    )
                )
            self._loyalty_club_buy(member, reward, f"{key}/{points}", points)
        self._verify_cart_after_update()

    def _loyalty_club_get_for_cart(self, member, reward, key):
        """Buy a reward for this cart.

        :param key: names the request; a repeated one changes nothing
        :raise UserError: when the member, or the cart, can't have it
        """
        self._loyalty_club_lock_cart()
        if not self._loyalty_club_bought_for(reward):
            self._loyalty_club_buy(member, reward, key)
            self._verify_cart_after_update()

    def _loyalty_club_put_on_cart(self, coupon):
        """Put a coupon of a member on this cart.

        :raise UserError: when it can't be used on it
        """
        self._loyalty_club_lock_cart()
        if coupon.card_id not in self.order_line.coupon_id:
            self._loyalty_club_apply(coupon)
            self._verify_cart_after_update()

    def _loyalty_club_take_off_cart(self, coupons):
        """Take coupons off this cart again."""
        self._loyalty_club_lock_cart()
        self._loyalty_club_give_back(coupons)
        self._verify_cart_after_update()

    # === HELPERS === #

    def _loyalty_club_lock_cart(self):
        """Have two tabs wait for each other: the second one starts again.

        :raise UserError: when there is nothing to change any more
        """
        self.ensure_one()
        if self.state != "draft" or self._loyalty_club_is_paid_online():
            raise UserError(self.env._("This order can't be changed any more."))
        self.flush_recordset()
        # Updated, not only locked: whoever has read the cart before must read it again.
        self.env.execute_query(
            SQL(
                "UPDATE sale_order SET state = state WHERE id = %s RETURNING id",
                self.id,
            )
        )

    def _loyalty_club_buy(self, member, reward, key, points=None):
        if reward.kind not in IN_CARTS or reward not in member._rewards():
            raise UserError(self.env._("This reward is not given any more."))
        key = f"cart/{self.id}/{reward.id}/{key}"
        self._loyalty_club_redeem(member, reward, points=points, key=key)

    def _loyalty_club_give_back(self, coupons):
        for coupon in coupons:
            self._loyalty_club_take_off(coupon)
        # At once: what comes back may be spent again in this very request.
        self._loyalty_club_bear()
