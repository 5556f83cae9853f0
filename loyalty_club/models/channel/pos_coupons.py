from odoo import models
from odoo.exceptions import UserError

from ...tools.coupon_use import CouponUse, Place
from .pos_figures import PosFigures


class PosOrder(models.Model):
    """Till receipts use coupons, each by whom it belongs to.

    A till keeps a coupon for the receipt on its screen. Only what is paid counts: which
    coupons stand on its lines, and what those really take.
    """

    _name = "pos.order"
    _inherit = ["pos.order", "loyalty.club.bearer"]

    # === TOUCH === #

    def action_pos_order_paid(self):
        """Use the coupons of paid receipts, and free what a refund has given back."""
        result = super().action_pos_order_paid()
        # Who stands at the till may not read the receipts that he refunds.
        for owners in self.sudo()._loyalty_club_owners():
            owners._loyalty_club_bear_ended()
        return result

    def write(self, vals):
        """Free the coupons of cancelled receipts."""
        result = super().write(vals)
        if vals.get("state") == "cancel":
            self._loyalty_club_bear()
        return result

    def unlink(self):
        """Free the coupons of deleted receipts."""
        places = [order._loyalty_club_place().name for order in self]
        result = super().unlink()
        # Nobody has the right to write coupons.
        self.env["loyalty.club.coupon"].sudo()._settle(places, [])
        return result

    # === USES === #

    def _loyalty_club_place(self):
        """The receipt by the name its till gives it, before the server knows of it."""
        self.ensure_one()
        return Place(f"{self._name},{self.uuid}")

    def _loyalty_club_bearing(self):
        """Receipts with coupons on their lines; deleted ones have no lines."""
        return self.filtered(lambda order: order.lines.coupon_id)

    def _loyalty_club_bear(self):
        """Settle the coupons of receipts that are paid or cancelled.

        What is still on the screen changes with each key: its till keeps coupons for
        it, and frees them.
        """
        ended = self.exists().filtered(lambda order: order.state != "draft")
        ended.sudo()._loyalty_club_bear_ended()  # who cancels may not read coupons

    def _loyalty_club_bear_ended(self):
        """Settle the coupons of these receipts, which exist and are not drafts."""
        # The receipt says who used what; nobody has the right to write coupons.
        self.env["loyalty.club.coupon"].sudo()._settle(
            [each._loyalty_club_place().name for each in self],
            self._loyalty_club_uses(),
        )

    def _loyalty_club_uses(self):
        """The coupons on the lines of these receipts, and what is left of the goods."""
        bearing = self.filtered(
            lambda order: (
                order.state in ("paid", "done") and order._loyalty_club_coupon_lines()
            )
        )
        if not bearing:
            return []
        figures = PosFigures(bearing)
        return [
            order._loyalty_club_use(coupon, lines, figures)
            for order in bearing
            for coupon, lines in order._loyalty_club_coupon_lines().items()
        ]

    def _loyalty_club_coupon_lines(self):
        """The lines that coupons of rewards stand on, by coupon."""
        lines = self.lines.filtered(
            lambda line: line.coupon_id and not line._loyalty_club_is_refund()
        )
        by_coupon = lines.grouped(lambda line: line.coupon_id._loyalty_club_coupons())
        return {coupon: lines for coupon, lines in by_coupon.items() if coupon}

    def _loyalty_club_use(self, coupon, lines, figures):
        return CouponUse(
            coupon_id=coupon.id,
            partner_id=self.partner_id.id,
            document=self._loyalty_club_place().name,
            is_final=True,
            reference=f"{self._name},{self.id}",
            points=self._loyalty_club_points_taken(coupon, lines, figures),
            kept=figures.kept_share(self, lines),
            used_at=self.date_order,
        )

    def _loyalty_club_points_taken(self, coupon, lines, figures) -> int | None:
        """The points that these lines really cost, by what they charge."""
        paid = -sum(figures.amounts[line.id].total for line in lines)
        rate = self.currency_rate or 1.0
        return coupon._points_taken(paid, self.currency_id.rounding * len(lines) / rate)

    # === GUARDS === #

    def validate_coupon_programs(self, point_changes, new_codes):
        """Let only coupons be paid with that are kept for a receipt.

        :raise AccessError: for anybody but who serves at a till
        """
        self.check_access("read")  # the answer names coupons
        ids = [int(card_id) for card_id in point_changes]
        coupons = self.env["loyalty.card"].browse(ids).exists()._loyalty_club_coupons()
        for coupon in coupons:
            document = coupon.document or ""
            is_kept = document.startswith(f"{self._name},")
            is_kept = is_kept and coupon._is_kept_for_another(None)
            refusal = coupon._refusal(coupon.partner_id, document)
            if refusal or not is_kept:
                return {
                    "successful": False,
                    "payload": {
                        "message": refusal
                        or self.env._(
                            "%(coupon)s is not kept for this receipt any more. Take it "
                            "off, and apply it again.",
                            coupon=coupon.display_name,
                        )
                    },
                }
        return super().validate_coupon_programs(point_changes, new_codes)

    def confirm_coupon_programs(self, coupon_data):
        """Leave coupons of rewards out of what the till says of its cards.

        They have been settled with the receipt, from its lines.
        """
        ours = self._loyalty_club_coupon_codes()
        data = {
            card_id: self._loyalty_club_others_lines(values, ours)
            for card_id, values in coupon_data.items()
            if not self._loyalty_club_is_ours(int(card_id), values)
        }
        return super().confirm_coupon_programs(data)

    def _loyalty_club_is_ours(self, card_id, values) -> bool:
        """Whether a till speaks of a card, or of a programme, of a club's reward."""
        cards = self.env["loyalty.card"].sudo().with_context(active_test=False)
        named = [values.get("coupon_id"), card_id]
        domain = [("id", "in", [id_ for id_ in named if isinstance(id_, int)])]
        if values.get("code"):
            domain = ["|", ("code", "=", values["code"]), *domain]
        program = self.env["loyalty.program"].sudo().browse(values.get("program_id"))
        rewards = (program.exists() | cards.search(domain).program_id).mapped(
            "loyalty_club_reward_id"
        )
        return bool(rewards)

    def _loyalty_club_coupon_codes(self) -> set[str]:
        """The codes by which a till knows the lines of coupons of rewards."""
        return {
            line.reward_identifier_code
            for lines in self.sudo()._loyalty_club_coupon_lines().values()
            for line in lines
        }

    @staticmethod
    def _loyalty_club_others_lines(values, ours):
        codes = values.get("line_codes")
        if not codes:
            return values
        return {**values, "line_codes": [code for code in codes if code not in ours]}


class PosOrderLine(models.Model):
    """Coupons stay on the lines of paid receipts that used them."""

    _inherit = "pos.order.line"

    def write(self, vals):
        """Keep the coupons of paid receipts.

        :raise UserError: when one would be taken off, or exchanged
        """
        if "coupon_id" in vals:
            for line in self:
                is_paid = line.order_id.state in ("paid", "done")
                is_other = line.coupon_id.id != vals["coupon_id"]
                if is_paid and is_other and line.coupon_id._loyalty_club_coupons():
                    raise UserError(
                        self.env._("This receipt was paid with its coupon: refund it.")
                    )
        return super().write(vals)
