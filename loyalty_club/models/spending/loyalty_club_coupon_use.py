import logging
from datetime import timedelta
from math import ceil

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.coupon_use import CouponUse, Place

_logger = logging.getLogger(__name__)

_NOTHING = 1e-6


class LoyaltyClubCoupon(models.Model):
    """Who can use a coupon on which order, and what becomes of it there.

    A coupon stands on one order at a time, from the cart on. What the orders say in
    the end counts: it is used by the one that was confirmed with it, and free again
    when that one is cancelled or wholly returned.
    """

    _inherit = "loyalty.club.coupon"

    # === VERBS === #

    def _refusal(self, partner, document=None) -> str | None:
        """Why this coupon can't be used by a customer on an order now; None if it can.

        :param partner: the contact on the order
        :param document: the name of the order; None to ask for any other one
        """
        self.ensure_one()
        if not self._belongs_to(partner):
            return self.env._("This coupon belongs to somebody else.")
        if document and document == self.document and self.state == "used":
            return None
        refusals = {
            "used": self.env._("This coupon has been used already."),
            "expired": self.env._("This coupon has expired."),
            "cancelled": self.env._("This coupon was cancelled."),
        }
        if self.state in refusals:
            return refusals[self.state]
        if self.expires_on and self.expires_on < self.club_id._today():
            return refusals["expired"]
        if self.member_id.state != "active" or self.member_id.is_spending_blocked:
            return self.env._("The membership of this coupon is not active.")
        if self._is_kept_for_another(document):
            return self.env._(
                "This coupon is on another order already. Take it off there first."
            )
        return None

    def _belongs_to(self, partner) -> bool:
        """Whether a customer may use it: the member, or by policy his organisation."""
        owner = self.member_id.partner_id
        if not partner or partner == owner:
            return bool(partner)
        is_shared = self.club_id.coupon_use == "organisation"
        return (
            is_shared and partner.commercial_partner_id == owner.commercial_partner_id
        )

    def _is_kept_for_another(self, document) -> bool:
        if not self.document or self.document == document:
            return False
        return not self.document_until or self.document_until > fields.Datetime.now()

    def _keep_for(self, partner, place: Place):
        """Keep this coupon for an order, so that no other one can have it.

        :raise UserError: when the customer can't use it there
        """
        self.ensure_one()
        self._lock()
        if refusal := self._refusal(partner, place.name):
            raise UserError(refusal)
        if self.state == "issued":
            self.write({"document": place.name, "document_until": place.until})

    def _free(self):
        """Take these off orders that have not used them, for others to use them."""
        self._lock()
        for coupon in self.filtered(lambda each: each.state == "issued"):
            coupon._come_off()
        self._settle_points()
        self._keep_cards()

    def _lock(self):
        """Lock these coupons until the end of the transaction, in the order of ids.

        They are updated, not only locked: whoever has read one before, and waits for
        this transaction, must start again from what the coupon is then.
        """
        self.flush_recordset()
        if self:
            self.env.execute_query(
                SQL(
                    """
                    WITH locked AS (
                        SELECT id FROM loyalty_club_coupon
                         WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE
                    )
                    UPDATE loyalty_club_coupon AS coupon SET state = state
                      FROM locked WHERE coupon.id = locked.id RETURNING coupon.id
                    """,
                    self.ids,
                )
            )
            self.invalidate_recordset(flush=False)

    # === SETTLE === #

    @api.model
    def _settle(self, documents, uses: list[CouponUse]):
        """Bring the coupons of these orders to what the orders say now.

        Any number of times, with the same result.

        :param documents: the names of the orders
        :param uses: the coupons that stand on them now
        """
        by_coupon = {
            use.coupon_id: use
            for use in uses
            if not use.is_final or use.kept > _NOTHING
        }
        before = self.search([("document", "in", list(documents))])
        coupons = before | self.browse(by_coupon)
        coupons._lock()
        for coupon in coupons:
            use = by_coupon.get(coupon.id)
            if not use:
                coupon._come_off()
            elif coupon._is_misused(use):
                coupon._report_misuse(use)
            else:
                coupon._stand_on(use)
        coupons._settle_points()
        coupons._keep_cards()

    def _is_misused(self, use) -> bool:
        """Whether an order has this coupon although another one has, or nobody may."""
        if self.document == use.document and self.state == "used":
            return False
        partner = self.env["res.partner"].browse(use.partner_id)
        return self.state == "used" or not self._belongs_to(partner)

    def _stand_on(self, use):
        """Be what an order that has this coupon makes of it.

        A till that was offline may bring an order with a coupon that has ended since:
        the customer has had what it gives.
        """
        if not use.is_final:
            if self.state == "issued" and not self._is_kept_for_another(use.document):
                self.document = use.document
            return
        points = self.points if use.points is None else min(use.points, self.points)
        self.write(
            {
                "state": "used",
                "document": use.document,
                "document_until": False,
                "used_in": use.reference,
                "used_on": self.used_on or use.used_at or fields.Datetime.now(),
                "taken_points": points,
                "used_points": self._points_kept(points, use.kept),
            }
        )

    def _points_taken(self, amount: float, rounding: float) -> int | None:
        """How many of its points an order takes; None where it is something whole.

        :param amount: what the coupon pays of the order, in the currency of the club
        :param rounding: what rounding its lines may have left of it
        """
        if not self._is_variable():
            return None
        value = self.sudo().card_id.program_id.reward_ids.discount
        if amount >= self.points * value - rounding:
            return self.points
        return max(ceil(amount / value - _NOTHING), 0)

    def _points_kept(self, points: int, kept: float) -> int:
        """What stays spent of ``points`` when a share of the purchase was returned.

        Something whole stays used until all is returned; of points that were used one
        by one, those for what was returned come back, rounded in favour of the club.
        """
        return ceil(points * kept - _NOTHING) if self._is_variable() else points

    def _come_off(self):
        """Be free again, as long as it would have been when it was used.

        What was bought for one order only is given back.
        """
        if self.state not in ("issued", "used"):
            return
        values = {"document": False, "document_until": False}
        if self.state == "used":
            values |= {"used_in": False, "used_on": False}
            values |= {"taken_points": 0, "used_points": 0}
            values["expires_on"] = self._expiry_after_return()
            if self.claimed_in:
                self.claimed_in._loyalty_club_bear_soon()
                values["claimed_in"] = False
        state = "cancelled" if self.is_on_the_spot else "issued"
        self.write({**values, "state": state})

    def _expiry_after_return(self):
        """The last day of a coupon that comes back: as many days as were left."""
        if not self.expires_on:
            return False
        # An order may bear any date: nothing is used before it is issued.
        used_on = max(self.club_id._local(self.used_on).date(), self.issued_on)
        left = max(self.expires_on - used_on, timedelta())
        return max(self.expires_on, self.club_id._today() + left)

    def _report_misuse(self, use):
        """Tell staff, once, of an order that was paid with a coupon it could not have.

        The money has been taken and the goods are gone: the order stands.
        """
        order = self._order_of(use)
        if not use.is_final or self.claimed_in == order:
            return
        self.claimed_in = order
        _logger.warning("%s has %s, which is not free", use.document, self)
        self.message_post(
            body=self.env._(
                "An order has used this coupon although it could not: %(order)s. "
                "Please look into it.",
                order=order.display_name,
            )
        )

    def _order_of(self, use):
        model, id_ = use.reference.split(",")
        return self.env[model].browse(int(id_))
