from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.coupon_code import normalized_code
from ...tools.coupon_use import Place
from ...tools.desk_request import DeskRequest, DraftLine

# A receipt that is not paid by then may never be: its coupons are free again.
_KEPT_FOR = timedelta(hours=1)


class PosConfig(models.Model):
    """Members spend points at a till: they get rewards, and use coupons.

    A till asks for one receipt on its screen, by the name it has given it. What it
    asks twice, because an answer was lost, is done once.
    """

    _inherit = "pos.config"

    # === VERBS === #

    def loyalty_club_offer(self, request, lines):
        """What a member can do with the receipt on the screen. Nothing is changed.

        :param request: a dictionary, see :class:`DeskRequest`
        :param lines: a list of dictionaries, see :class:`DraftLine`
        :return: a dictionary for each of his memberships
        :raise AccessError: for anybody but a cashier of this till
        """
        request, partner, place = self._loyalty_club_asked_for(request)
        try:
            lines = DraftLine.from_till(lines)
        except ValueError as error:
            raise self._loyalty_club_unreadable() from error
        return self._loyalty_club_offers(partner, place, lines)

    def loyalty_club_redeem(self, request):
        """Buy a reward with points, for the receipt on the screen where it is one.

        :param request: a dictionary, see :class:`DeskRequest`
        :return: the coupon, and the records the till needs to apply it
        :raise UserError: when the member can't have it, saying why
        :raise AccessError: for anybody but a cashier of this till
        """
        request, partner, place = self._loyalty_club_asked_for(request)
        member = self._loyalty_club_members(partner).filtered(
            lambda each: each.id == request.member_id
        )
        reward = self.env["loyalty.club.reward"]
        if member:
            reward = member._rewards() & reward.browse(request.reward_id)
        if not reward or not request.key:
            raise UserError(self.env._("This reward can't be had here any more."))
        if refusal := self._loyalty_club_unfit(reward):
            raise UserError(refusal)
        is_here = bool(reward.program_id)
        # A cashier is an agent, who may spend points of the member before him: his
        # till, the customer and the reward have been checked.
        coupon = member.sudo()._redeem(
            reward.sudo(),
            points=request.points or None,
            key=f"till/{request.key}",
            document=place if is_here else None,
        )
        if is_here:
            if coupon.document != place.name:
                raise UserError(
                    self.env._("This request was answered before. Please try again.")
                )
            coupon._keep_for(partner, place)
        return self._loyalty_club_given(coupon)

    def loyalty_club_apply(self, request):
        """Keep a coupon for the receipt on the screen.

        :param request: a dictionary, see :class:`DeskRequest`
        :return: the coupon, and the records the till needs to apply it
        :raise UserError: when it can't be used there, saying why
        :raise AccessError: for anybody but a cashier of this till
        """
        request, partner, place = self._loyalty_club_asked_for(request)
        coupon = self._loyalty_club_coupon_asked_for(request, partner)
        return self._loyalty_club_keep(coupon, partner, place)

    def loyalty_club_keep(self, request):
        """Keep the coupons on the receipt on the screen for a while longer.

        :param request: a dictionary, see :class:`DeskRequest`; one for each coupon
        :return: why it can't be used there any more; nothing if it can
        :raise AccessError: for anybody but a cashier of this till
        """
        self._loyalty_club_check_cashier()
        try:
            self.loyalty_club_apply(request)
        except UserError as error:
            return str(error)
        return ""

    def loyalty_club_release(self, request):
        """Take a coupon, or all, off the receipt on the screen: they are free again.

        What was bought for this receipt only goes back into points.

        :param request: a dictionary, see :class:`DeskRequest`
        :raise AccessError: for anybody but a cashier of this till
        """
        request, _partner, place = self._loyalty_club_asked_for(request)
        domain = Domain("document", "=", place.name) & Domain("state", "=", "issued")
        domain &= Domain("company_id", "parent_of", self.company_id.id)
        if request.coupon_id:
            domain &= Domain("id", "=", request.coupon_id)
        # Nobody has the right to write coupons; this till has kept these itself.
        self.env["loyalty.club.coupon"].sudo().search(domain)._free()

    def loyalty_club_hand_over(self, request):
        """Say that a gift was handed to the member before the cashier.

        :param request: a dictionary, see :class:`DeskRequest`
        :raise UserError: when he can't have it
        :raise AccessError: for anybody but a cashier of this till
        """
        request, partner, _place = self._loyalty_club_asked_for(request)
        self._loyalty_club_coupon_asked_for(request, partner).action_hand_over()

    def use_coupon_code(
        self, code, creation_date, partner_id, pricelist_id, order_uuid=None
    ):
        """Answer for coupons of members: only to their owners, and as Odoo does.

        :param order_uuid: the receipt on the screen, for which the coupon is kept
        """
        code = normalized_code(code)
        coupon = self._loyalty_club_coupon_of(code, partner_id)
        if not coupon:
            return super().use_coupon_code(
                code, creation_date, partner_id, pricelist_id
            )
        self._loyalty_club_check_cashier()
        partner = self.env["res.partner"].browse(partner_id)
        place = self._loyalty_club_place(order_uuid or "")
        refusal = coupon._refusal(partner, place.name)
        refusal = refusal or self._loyalty_club_unfit(coupon.reward_id, coupon)
        if refusal:
            return {"successful": False, "payload": {"error_message": refusal}}
        card = coupon.card_id
        payload = {
            "program_id": card.program_id.id,
            "coupon_id": card.id,
            "coupon_partner_id": card.partner_id.id,
            "points": card.points,
            "has_source_order": True,
        }
        if order_uuid:
            payload["loyalty_club"] = self._loyalty_club_keep(coupon, partner, place)
        return {"successful": True, "payload": payload}

    # === REQUESTS === #

    def _loyalty_club_asked_for(self, body):
        """A request in what a till has sent: with its customer and receipt.

        :raise UserError: when it can't be read, or the receipt is not open any more
        :raise AccessError: for anybody but a cashier of this till
        """
        self._loyalty_club_check_cashier()
        if not self.current_session_id:
            raise UserError(self.env._("This till is closed. Open it first."))
        try:
            request = DeskRequest.from_till(body)
        except ValueError as error:
            raise self._loyalty_club_unreadable() from error
        partner = self.env["res.partner"].search(
            Domain("id", "=", request.partner_id)
            & Domain(self._loyalty_club_customers())
        )
        return request, partner, self._loyalty_club_place(request.order_uuid)

    def _loyalty_club_coupon_asked_for(self, request, partner):
        """The coupon that a request is about.

        :raise UserError: when it is not one of this customer
        """
        coupon = self.env["loyalty.club.coupon"].search(
            [("id", "=", request.coupon_id)]
        )
        if not coupon or not coupon._belongs_to(partner):
            raise UserError(self.env._("This coupon belongs to somebody else."))
        return coupon

    def _loyalty_club_unreadable(self):
        return UserError(
            self.env._("This request can't be read. Reload the till, and try again.")
        )

    def _loyalty_club_place(self, order_uuid):
        """The receipt on the screen, for which coupons are kept for a while.

        :raise UserError: when it is over, or that of another company
        """
        # The till of somebody else may have it; that must be known.
        order = self.env["pos.order"].sudo().search([("uuid", "=", order_uuid)])
        if order and (order.state != "draft" or order.company_id != self.company_id):
            raise UserError(self.env._("This receipt is closed. Begin a new one."))
        return Place(f"pos.order,{order_uuid}", fields.Datetime.now() + _KEPT_FOR)

    # === COUPONS === #

    def _loyalty_club_coupon_of(self, code, partner_id):
        """The coupon with a code, if this customer may know of it."""
        partner = self.env["res.partner"].search(
            Domain("id", "=", partner_id) & Domain(self._loyalty_club_customers())
        )
        # Whoever types a code need not be able to read cards.
        cards = self.env["loyalty.card"].sudo().with_context(active_test=False)
        coupon = cards.search([("code", "=", code)])._loyalty_club_coupons()
        is_served = coupon.company_id in self.company_id.sudo().parent_ids
        return coupon if is_served and coupon._belongs_to(partner) else None

    def _loyalty_club_keep(self, coupon, partner, place):
        if refusal := self._loyalty_club_unfit(coupon.reward_id, coupon):
            raise UserError(refusal)
        # Nobody has the right to write coupons; whose this is has been checked.
        coupon.sudo()._keep_for(partner, place)
        return self._loyalty_club_given(coupon)

    def _loyalty_club_given(self, coupon):
        """A coupon that a member has got, or applies, for the till to load."""
        cards = coupon.sudo().card_id
        return {
            "coupon": self._loyalty_club_coupon(coupon),
            "records": (
                self._loyalty_club_records(cards)
                if cards
                else self._loyalty_club_wallet(coupon)
            ),
        }
