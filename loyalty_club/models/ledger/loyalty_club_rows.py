from psycopg2 import sql

from odoo import api, fields, models


class LoyaltyClubRows(models.AbstractModel):
    """Rows that the add-on writes itself, many in one statement.

    Nothing is computed from them and no other module is asked, so that ten thousand
    cost little more than PostgreSQL needs for them.
    """

    _name = "loyalty.club.rows"
    _description = "Customer Club: Rows Written Together"

    @api.model
    def _insert_rows(self, columns: list[str], rows: list[tuple]):
        """Insert ``rows`` in one statement, in their order.

        :return: the new records, in the order of ``rows``
        """
        if not rows:
            return self.browse()
        if self._log_access:
            log = {"create_uid": self.env.uid, "create_date": fields.Datetime.now()}
            log |= {"write_uid": log["create_uid"], "write_date": log["create_date"]}
            columns = [*columns, *log]
            rows = [(*row, *log.values()) for row in rows]
        query = sql.SQL("INSERT INTO {} ({}) VALUES %s RETURNING id").format(
            sql.Identifier(self._table),
            sql.SQL(", ").join(map(sql.Identifier, columns)),
        )
        inserted = self.env.cr.execute_values(
            query, rows, page_size=len(rows), fetch=True
        )
        self.invalidate_model()
        return self.browse(row[0] for row in inserted)
