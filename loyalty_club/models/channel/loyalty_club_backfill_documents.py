from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL


class LoyaltyClubBackfill(models.Model):
    """Which purchases a backfill is about, and where it goes on."""

    _inherit = "loyalty.club.backfill"

    # === DOCUMENTS === #

    def _models(self) -> list[str]:
        """The models whose documents count."""
        chosen = {
            "sale.order": self.with_orders,
            "pos.order": self.with_receipts,
            "account.move": self.with_invoices,
        }
        return [model for model, is_chosen in chosen.items() if is_chosen]

    def _past_purchases(self) -> SQL:
        """Purchases of members that have not earned here yet: model, id and time."""
        self.ensure_one()
        queries = [
            SQL(
                "SELECT %s AS model, id, moment, partner_id, company_id"
                " FROM (%s) AS doc",
                model,
                self.env[model]._loyalty_club_past(),
            )
            for model in self._models()
        ]
        if not queries:
            raise UserError(self.env._("Choose at least one kind of purchase."))
        begins = self.date_from and self.club_id._midnight(self.date_from)
        ends = self.date_to and self.club_id._midnight(
            self.date_to + relativedelta(days=1)
        )
        return SQL(
            """
            SELECT past.model, past.id, past.moment, buyer.member_id
              FROM (%(purchases)s) AS past
              JOIN (%(buyers)s) AS buyer ON buyer.id = past.partner_id
             WHERE past.moment >= %(begins)s AND past.moment < %(ends)s
               AND past.company_id = ANY(%(companies)s)
               AND NOT EXISTS (
                   SELECT FROM loyalty_club_earning AS earning
                    WHERE earning.source_model = past.model
                      AND earning.source_id = past.id
                      AND earning.club_id = %(club)s
             )
            """,
            purchases=SQL(" UNION ALL ").join(queries),
            buyers=self._buyers(),
            begins=begins or "-infinity",
            ends=ends or "infinity",
            # A club serves its company and the branches of it.
            companies=self.env["res.company"]
            .sudo()
            .search([("id", "child_of", self.club_id.company_id.id)])
            .ids,
            club=self.club_id.id,
        )

    def _buyers(self) -> SQL:
        """Members, and employees of members, with a member each."""
        return SQL(
            """
            WITH member AS (
                SELECT id, partner_id FROM loyalty_club_member
                 WHERE club_id = %s AND state = 'active' AND active
            )
            SELECT id, max(member_id) AS member_id FROM (
                SELECT partner_id AS id, id AS member_id FROM member
                 UNION ALL
                SELECT partner.id, member.id FROM member
                  JOIN res_partner AS partner
                    ON partner.commercial_partner_id = member.partner_id
            ) AS buyer
          GROUP BY id
            """,
            self.club_id.id,
        )

    def _find_documents(self):
        """Find all purchases there are, the oldest first, and count them."""
        self.ensure_one()
        self.env.flush_all()
        self._forget_documents()
        rows = self.env.execute_query(
            SQL(
                """
                WITH past AS MATERIALIZED (%s), found AS (
                    INSERT INTO loyalty_club_backfill_document
                                (backfill_id, document_model, document_id)
                         SELECT %s, model, id FROM past ORDER BY moment, model, id
                )
                SELECT count(DISTINCT member_id), count(*) FROM past
                """,
                self._past_purchases(),
                self.id,
            )
        )
        members, documents = rows[0]
        self.write(
            {
                "member_count": members,
                "document_count": documents,
                "done_count": 0,
                "last_found_id": 0,
            }
        )

    def _next_documents(self):
        """The next documents after those handled, a recordset per model.

        Moves on to the last of them.
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, document_model, document_id
                  FROM loyalty_club_backfill_document
                 WHERE backfill_id = %s AND id > %s ORDER BY id LIMIT %s
                """,
                self.id,
                self.last_found_id,
                self._BATCH,
            )
        )
        if rows:
            self.last_found_id = rows[-1][0]
        ids = defaultdict(list)
        for _id, model, document_id in rows:
            ids[model].append(document_id)
        return [self.env[model].browse(found) for model, found in ids.items()]

    def _forget_documents(self):
        """Let go of what was found."""
        self.env.cr.execute(
            "DELETE FROM loyalty_club_backfill_document WHERE backfill_id = ANY(%s)",
            [self.ids],
        )
