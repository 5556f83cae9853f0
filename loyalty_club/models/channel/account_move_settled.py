from odoo import models
from odoo.tools import SQL

# The share of ``other``, a line of ``other_move``, that was money. An entry outside of
# bank and cash writes a debt off, and so does what a payment books as expense beside
# the money. A cash discount was agreed on: it counts as paid.
MONEY = SQL(
    """
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN other_move.move_type <> 'entry'
                 OR other_move.reversed_pos_order_id IS NOT NULL
                 OR EXISTS (SELECT FROM pos_payment
                             WHERE account_move_id = other_move.id)
                 OR EXISTS (SELECT FROM pos_session WHERE move_id = other_move.id)
                 OR EXISTS (SELECT FROM account_partial_reconcile
                             WHERE exchange_move_id = other_move.id) THEN 1
            WHEN journal.type NOT IN ('bank', 'cash', 'credit') THEN 0
            ELSE (
                SELECT GREATEST(0, LEAST(1, COALESCE(
                       1 + sum(each.balance) FILTER (
                           WHERE account.account_type ~ '^(income|expense)'
                             AND account.id IS DISTINCT FROM
                                 company.account_journal_early_pay_discount_loss_account_id
                       ) / NULLIF(sum(each.balance) FILTER (
                           WHERE account.id = other.account_id), 0),
                       1)))
                  FROM account_move_line AS each
                  JOIN account_account AS account ON account.id = each.account_id
                 WHERE each.move_id = other_move.id
            ) END AS share
          FROM account_journal AS journal, res_company AS company
         WHERE journal.id = other_move.journal_id AND company.id = other_move.company_id
    ) AS money
    """
)

# Documents, and the posted ones they are reconciled with.
_RECONCILED = SQL(
    """
    account_move AS move
    JOIN account_move_line AS line ON line.move_id = move.id
    JOIN account_partial_reconcile AS part
      ON line.id IN (part.debit_move_id, part.credit_move_id)
    JOIN account_move_line AS other
      ON other.id = part.debit_move_id + part.credit_move_id - line.id
    JOIN account_move AS other_move
      ON other_move.id = other.move_id
     AND other_move.id <> move.id AND other_move.state = 'posted'
    """
)


class AccountMove(models.Model):
    """How invoices and credit notes were settled, in the currency of the company."""

    _inherit = "account.move"

    def _loyalty_club_settled(self) -> dict[int, float]:
        """Money received for each invoice, or paid back for each credit note.

        Only what is reconciled with posted entries counts, and payments that have no
        entry of their own: ``payment_state`` stays *paid* on documents and payments
        that have been reset to draft. What an invoice and a credit note settle of each
        other counts on both.
        """
        if not self:
            return {}
        moves = self
        while more := moves._loyalty_club_unposted().invoice_ids - moves:
            moves |= more
        settled, stated = moves._loyalty_club_reconciled()
        for group in moves._loyalty_club_paid_together():
            group._loyalty_club_add_unposted(settled, stated)
        return {id_: settled[id_] for id_ in self.ids}

    def _loyalty_club_unposted(self):
        """Payments for these documents that have no entry of their own."""
        return self.matched_payment_ids.filtered(
            lambda payment: (
                not payment.move_id and payment.state in ("in_process", "paid")
            )
        )

    def _loyalty_club_paid_together(self):
        """Groups of documents that such payments were made for in common."""
        rest = self.filtered(lambda move: move._loyalty_club_unposted())
        while rest:
            group, more = self.browse(), rest[:1]
            while more:
                group |= more
                more = more._loyalty_club_unposted().invoice_ids - group
            rest -= group
            yield group.with_prefetch(self.ids)

    def _loyalty_club_reconciled(self):
        """Money by entries that are reconciled, and what of it the bank has stated."""
        self.env["account.partial.reconcile"].flush_model()
        self.env["account.move.line"].flush_model()
        self.env["account.move"].flush_model()
        self.env["pos.payment"].flush_model(["account_move_id"])
        self.env["pos.session"].flush_model(["move_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT move.id, sum(part.amount * money.share),
                       COALESCE(sum(part.amount * money.share) FILTER (
                           WHERE other_move.statement_line_id IS NOT NULL), 0)
                  FROM %s %s
                 WHERE move.id = ANY(%s)
              GROUP BY move.id
                """,
                _RECONCILED,
                MONEY,
                self.ids,
            )
        )
        nothing = dict.fromkeys(self.ids, 0.0)
        return (
            nothing | {id_: money for id_, money, _stated in rows},
            nothing | {id_: stated for id_, _money, stated in rows},
        )

    def _loyalty_club_add_unposted(self, settled, stated):
        """Add payments without an entry to what was ``settled``, the oldest first.

        Odoo does not say which of the documents they were made for they settle. What
        the bank has stated since is the same money.
        """
        payments = self._loyalty_club_unposted()
        left = sum(payments.mapped("amount_company_currency_signed"))
        sign = -1 if left < 0 else 1
        left = sign * left - sum(
            sign * move._loyalty_club_sign() * stated[move.id] for move in self
        )
        posted = self.filtered(lambda move: move.state == "posted").sorted("id")
        against = posted.filtered(lambda move: move._loyalty_club_sign() != sign)
        for move in (*against, *(posted - against)):
            # A payment for an invoice and a credit note at once is their difference.
            is_given = move in against
            unsettled = abs(move.amount_residual_signed)
            amount = unsettled if is_given else min(max(left, 0.0), unsettled)
            left += amount if is_given else -amount
            settled[move.id] += amount

    def _loyalty_club_sign(self) -> int:
        """Whether the customer owes the amount, or is owed it."""
        return -1 if self.move_type == "out_refund" else 1

    def _loyalty_club_offset(self) -> dict[int, float]:
        """What invoices and credit notes that do not name each other have settled.

        No money moved: that much of the invoice was returned, and the credit note is no
        return of its own any more.
        """
        offset = dict.fromkeys(self.ids, 0.0)
        if not offset:
            return offset
        self.env["account.partial.reconcile"].flush_model()
        self.env["account.move"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT move.id, note.id, part.amount
                  FROM %s
                  JOIN account_move AS note
                    ON note.id IN (move.id, other_move.id)
                   AND note.move_type = 'out_refund' AND note.reversed_entry_id IS NULL
                 WHERE move.id = ANY(%s)
                   AND 'entry' NOT IN (move.move_type, other_move.move_type)
                """,
                _RECONCILED,
                self.ids,
            )
        )
        alone = self.browse({row[1] for row in rows})._loyalty_club_alone()
        for id_, note_id, amount in rows:
            offset[id_] += amount if note_id in alone.ids else 0.0
        return offset

    def _loyalty_club_alone(self):
        """Those that neither a till receipt nor an order stands behind."""
        return self.filtered(
            lambda move: (
                not (
                    move.pos_order_ids
                    or move.reversed_pos_order_id
                    or move.reversed_entry_id
                    or move.invoice_line_ids.sale_line_ids
                )
            )
        )
