"""How till receipts were paid: with money, from a wallet, or on account.

Amounts are in the currency of the company.
"""

from .card_payments import paying_lines
from .pos_customer_account import CustomerAccounts, on_account

_CENT = 0.005


class PosTender:
    """Reads the payments of many receipts at once."""

    def __init__(self, orders):
        self.env = orders.env
        self.paying_lines = paying_lines(orders.lines)
        self.accounts = CustomerAccounts(
            orders.filtered(lambda order: on_account(order.payment_ids))
        )

    # === GIFT CARDS AND WALLETS === #

    def is_payment(self, line) -> bool:
        """Whether a line pays with a gift card or wallet, like money."""
        return line in self.paying_lines

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
