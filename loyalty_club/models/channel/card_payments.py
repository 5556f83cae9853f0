"""Lines of receipts and orders that pay with gift cards and wallets, like money."""

from collections import defaultdict

_CENT = 0.005


def paying_lines(lines):
    """Those of ``lines`` whose cards really hold, or held, what they pay.

    Anybody who sells could say so of any discount.
    """
    lines = lines.filtered(lambda line: line._loyalty_club_says_payment())
    if not lines:
        return lines
    # What the cards have paid on these orders already, less what the lines say.
    used = defaultdict(float)
    for history in lines.env["loyalty.history"].search(
        [
            ("order_model", "=", lines.order_id._name),
            ("order_id", "in", lines.order_id.ids),
            ("card_id", "in", lines.coupon_id.ids),
        ]
    ):
        used[history.order_id, history.card_id.id] += history.used
    for line in lines:
        used[_purse(line)] -= line._loyalty_club_card_points()
    return lines.filtered(
        lambda line: max(line.coupon_id.points, 0.0) + used[_purse(line)] >= -_CENT
    )


def _purse(line):
    """One card on one order."""
    return line.order_id.id, line.coupon_id.id
