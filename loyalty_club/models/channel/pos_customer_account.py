"""What customers have paid by now of what they bought at the till on account."""

from odoo.tools import SQL

from .account_move_settled import MONEY

_CENT = 0.005


def on_account(payments):
    """Those of ``payments`` that are promises: to the account of the customer."""
    # As the type of a payment method is computed, without a look into its journal.
    return payments.filtered(lambda payment: not payment.payment_method_id.journal_id)


class CustomerAccounts:
    """Reads the invoices, or the entries of the sessions, that hold the debts."""

    def __init__(self, orders):
        self.env = orders.env
        invoiced = orders.filtered("account_move")
        self.settled = invoiced.account_move._loyalty_club_settled()
        self.sessions = self._read_sessions(orders - invoiced)

    def paid_share(self, order) -> float:
        """The share of what was put on account that has been paid, or paid back."""
        if order.account_move:
            return self._share_of_invoice(order.account_move)
        payments = on_account(order.payment_ids)
        return min(map(self._share_in_session, payments), default=0.0)

    def _share_of_invoice(self, invoice) -> float:
        """What was settled of an invoice, beyond what was paid at the till."""
        if invoice.state != "posted":
            return 0.0
        sign = -1 if invoice.move_type == "out_refund" else 1
        payments = invoice.pos_order_ids.payment_ids
        later = sign * self._sum(on_account(payments))
        at_once = sign * self._sum(payments - on_account(payments))
        if later <= _CENT:
            return 1.0
        return min(max((self.settled[invoice.id] - at_once) / later, 0.0), 1.0)

    @staticmethod
    def _sum(payments) -> float:
        return sum(
            payment.amount / (payment.currency_rate or 1.0) for payment in payments
        )

    # === WITHOUT AN INVOICE === #

    def _share_in_session(self, payment) -> float:
        method = payment.payment_method_id
        partner_id = None
        if method.split_transactions:
            partner_id = payment.partner_id.commercial_partner_id.id
        key = payment.session_id.id, method.id, partner_id, payment.amount > 0
        return self.sessions.get(key, 0.0)

    def _read_sessions(self, orders) -> dict:
        """Shares settled of what sessions that are closed put on account.

        The entry of a session names no receipt: its lines bear the name of the session
        and of the payment method, in the language of whoever closed it.
        """
        sessions = orders.session_id.filtered("move_id")
        if not sessions:
            return {}
        self.env["account.partial.reconcile"].flush_model()
        self.env["account.move.line"].flush_model()
        self.env["account.move"].flush_model(["state"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT session.id, method.id, line.partner_id, line.balance > 0,
                       abs(sum(line.balance)), sum(COALESCE(settled.amount, 0))
                  FROM pos_session AS session
                  JOIN account_move AS move
                    ON move.id = session.move_id AND move.state = 'posted'
                  JOIN account_move_line AS line ON line.move_id = session.move_id
                  JOIN account_account AS account
                    ON account.id = line.account_id
                   AND account.account_type = 'asset_receivable'
                  JOIN pos_payment_method AS method
                    ON method.id = ANY(%s) AND line.name IN (
                       SELECT session.name || ' - ' || value
                         FROM jsonb_each_text(method.name))
                  LEFT JOIN LATERAL (
                       SELECT sum(part.amount * money.share) AS amount
                         FROM account_partial_reconcile AS part
                         JOIN account_move_line AS other
                           ON other.id =
                              part.debit_move_id + part.credit_move_id - line.id
                         JOIN account_move AS other_move
                           ON other_move.id = other.move_id
                          AND other_move.state = 'posted'
                              %s
                        WHERE line.id IN (part.debit_move_id, part.credit_move_id)
                       ) AS settled ON TRUE
                 WHERE session.id = ANY(%s) AND line.balance <> 0
              GROUP BY session.id, method.id, line.partner_id, line.balance > 0
                """,
                orders.payment_ids.payment_method_id.ids,
                MONEY,
                sessions.ids,
            )
        )
        return {tuple(key): float(settled / owed) for *key, owed, settled in rows}
