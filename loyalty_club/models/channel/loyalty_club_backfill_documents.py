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
            SELECT past.model, past.id, past.moment, member.id AS member_id
              FROM (%(queries)s) AS past
              JOIN res_partner AS buyer ON buyer.id = past.partner_id
              JOIN res_company AS company ON company.id = past.company_id
              JOIN LATERAL (
                   SELECT id FROM loyalty_club_member
                    WHERE club_id = %(club)s AND state = 'active' AND active
                      AND partner_id IN (buyer.id, buyer.commercial_partner_id)
                    LIMIT 1
              ) AS member ON TRUE
             WHERE past.moment >= %(begins)s AND past.moment < %(ends)s
               AND company.parent_path LIKE %(companies)s
               AND NOT EXISTS (
                   SELECT FROM loyalty_club_earning AS earning
                    WHERE earning.source_model = past.model
                      AND earning.source_id = past.id
                      AND earning.club_id = %(club)s
             )
            """,
            queries=SQL(" UNION ALL ").join(queries),
            club=self.club_id.id,
            begins=begins or "-infinity",
            ends=ends or "infinity",
            companies=self.club_id.sudo().company_id.parent_path + "%",
        )

    def _next_documents(self):
        """The next documents after the last one handled, a recordset per model.

        Moves on to the last of them.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT model, id, moment FROM (%s) AS past
                 WHERE (moment, model, id) > (%s, %s, %s)
              ORDER BY moment, model, id LIMIT %s
                """,
                self._past_purchases(),
                self.cursor_at or "-infinity",
                self.cursor_model or "",
                self.cursor_id,
                self._BATCH,
            )
        )
        if rows:
            model, id_, moment = rows[-1]
            self.write({"cursor_model": model, "cursor_id": id_, "cursor_at": moment})
        ids = defaultdict(list)
        for model, id_, _moment in rows:
            ids[model].append(id_)
        return [self.env[model].browse(found) for model, found in ids.items()]

    def _rewind(self):
        self.write({"cursor_model": False, "cursor_id": 0, "cursor_at": False})
