"""How till receipts were paid: with money, from a wallet, or on account.

Amounts are in the currency of the company.
"""

from collections import defaultdict

from .pos_customer_account import CustomerAccounts, on_account

_CENT = 0.005


class PosTender:
    """Reads the payments of many receipts at once."""

    def __init__(self, orders):
        self.env = orders.env
        self.paying_lines = self._find_paying_lines(orders)
        self.accounts = CustomerAccounts(
            orders.filtered(lambda order: on_account(order.payment_ids))
        )

    # === GIFT CARDS AND WALLETS === #

    def is_payment(self, line) -> bool:
        """Whether a line pays with a gift card or wallet, like money."""
        return line in self.paying_lines

    def _find_paying_lines(self, orders):
        """Lines whose cards really hold, or held, what they pay.

        A till could say so of any discount.
        """
        lines = orders.lines.filtered(lambda line: line._loyalty_club_says_payment())
        if not lines:
            return lines
        used = defaultdict(float)
        for history in self.env["loyalty.history"].search(
            [
                ("order_model", "=", "pos.order"),
                ("order_id", "in", lines.order_id.ids),
                ("card_id", "in", lines.coupon_id.ids),
            ]
        ):
            used[history.order_id, history.card_id.id] += history.used
        return lines.filtered(
            lambda line: (
                self._needed(line)
                <= max(line.coupon_id.points, 0.0)
                + used[line.order_id.id, line.coupon_id.id]
                + _CENT
            )
        )

    @staticmethod
    def _needed(line):
        """What a line takes from its card, in points of its programme."""
        lines = line.order_id.lines.filtered(
            lambda each: (
                each.coupon_id == line.coupon_id and each._loyalty_club_says_payment()
            )
        )
        return sum(
            -each.price_unit * each.qty / (each.reward_id.discount or 1.0)
            for each in lines
        )

    # === MONEY === #

    def promised(self, order) -> float:
        """Money that was paid, now or on account."""
        return sum(order.payment_ids.mapped("amount")) / (order.currency_rate or 1.0)

    def received(self, order) -> float:
        """Money that has really been paid by now."""
        owed = sum(on_account(order.payment_ids).mapped("amount"))
        if owed:
            owed *= 1 - self.accounts.paid_share(order)
        return self.promised(order) - owed / (order.currency_rate or 1.0)

    def rounding(self, order) -> float:
        """What may be missing without anybody owing it."""
        config, rounding = order.config_id, order.currency_id.rounding
        if config.cash_rounding:
            rounding = max(rounding, config.rounding_method.rounding)
        return rounding / (order.currency_rate or 1.0) + _CENT
