from odoo import api, models
from odoo.exceptions import UserError

from ...tools.coupon_use import Place


class LoyaltyClubMember(models.Model):
    """How members get coupons: for points, or as a present."""

    _inherit = "loyalty.club.member"

    # === VERBS === #

    def _redeem(self, reward, *, points=None, key=None, document: Place | None = None):
        """Buy a coupon with points, in one step that happens wholly or not at all.

        :param reward: a ``loyalty.club.reward`` of this club
        :param points: how many to use, where the member chooses
        :param key: names the request; a repeated one returns its first coupon
        :param document: the order it is bought for, if it is for one only
        :return: the ``loyalty.club.coupon``
        :raise UserError: when he can't have it, saying why
        """
        self.ensure_one()
        # The row of the member is the lock: of two requests at once, the second starts
        # again, and finds the coupon of the first.
        self._lock_accounts(self.ids)
        key = self._redeem_key(reward, key)
        coupons = self.env["loyalty.club.coupon"].sudo()  # nobody may write coupons
        if coupon := coupons.search([("key", "=", key)]):
            self._check_same_request(coupon, reward, points)
            return coupon
        reward._lock_stock()
        if refusal := reward._refusals(self).get(reward.id):
            raise UserError(refusal)
        cost = reward._cost(points)
        coupon = coupons._issue(
            *(reward, {key: self}, "redeemed"), points=cost, document=document
        )
        self._post("spend", -cost, key, coupon=coupon)
        coupon._fill_wallet()
        return coupon

    def _redeem_key(self, reward, key):
        # Of this member: nobody is answered with the coupon of another one.
        count = len(self.sudo().coupon_ids)  # also those he may not see
        return f"redeem/{self.id}/{key or f'{reward.id}/after/{count}'}"

    def _check_same_request(self, coupon, reward, points):
        if coupon.reward_id != reward or points not in (None, coupon.points):
            raise UserError(
                self.env._(
                    "This request has bought %(coupon)s already. Nothing was bought "
                    "now: please try again.",
                    coupon=coupon.display_name,
                )
            )

    def _present(self, reward, origin, event):
        """Give a coupon to each of these members, once for an event.

        :param origin: an ``origin`` of coupons
        :param event: names the event: what it has given before, it does not give again
        :return: the new coupons
        """
        coupons = self.env["loyalty.club.coupon"].sudo()  # nobody may write coupons
        members = {f"{event}/{reward.id}/{member.id}": member for member in self}
        given = coupons._issue(reward, members, origin)
        given._fill_wallet()
        return given

    # === OFFERS === #

    def _rewards(self):
        """The rewards that this member can see, and buy himself."""
        self.ensure_one()
        day = self.club_id._today()
        published = self.env["loyalty.club.reward"].search_fetch(
            [("club_id", "=", self.club_id.id), ("is_published", "=", True)]
        )
        return published.filtered(
            lambda reward: (
                (reward.points or reward.is_variable)
                and not (reward.date_to and reward.date_to < day)
            )
        )

    @api.model
    def _open_coupons(self, members):
        """The coupons of these members that can be used now, soonest expiry first."""
        coupons = self.env["loyalty.club.coupon"].search_fetch(
            [("member_id", "in", members.ids), ("state", "=", "issued")],
            order="expires_on, id",
        )
        return coupons.filtered(
            lambda each: not each.expires_on or each.expires_on >= each.club_id._today()
        )
