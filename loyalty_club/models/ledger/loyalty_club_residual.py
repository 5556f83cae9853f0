from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.lots import Book, OpenItem


class LoyaltyClubResidual(models.Model):
    """What is left open of an entry: the points of a lot, or a debt where negative.

    Derived from the ledger and rebuilt from it at any time: the residuals of a member
    add up to his balance, and an entry with nothing left has none. They are here so
    that spending does not have to read a member's whole history.
    """

    _name = "loyalty.club.residual"
    _description = "Customer Club: Points Left"
    _order = "member_id, expires_on, entry_id"
    _rec_name = "entry_id"
    _log_access = False

    entry_id = fields.Many2one(
        comodel_name="loyalty.club.entry", required=True, ondelete="restrict"
    )
    member_id = fields.Many2one(
        comodel_name="loyalty.club.member", required=True, ondelete="restrict"
    )
    points = fields.Integer(required=True)
    expires_on = fields.Date(help="Last day on which these points can be spent.")

    _entry_unique = models.Constraint(
        "UNIQUE(entry_id)", "An entry leaves one thing open."
    )
    _points_not_zero = models.Constraint(
        "CHECK(points <> 0)", "Nothing open is nothing to keep."
    )
    _soonest_expiry = models.Index("(member_id, expires_on, entry_id)")
    _expiry = models.Index("(expires_on) WHERE expires_on IS NOT NULL")

    # A spend rarely touches more lots than this; members with more open are read
    # whole only when they spend more than these hold.
    _LOTS_READ_AT_ONCE = 100

    # === VERBS === #

    @api.model
    def _books(self, needs: dict[int, int], in_debt=(), earning_ids=(), coupon_ids=()):
        """Read the open items that these postings can touch.

        :param needs: points to take, by member id
        :param in_debt: members whose debts new lots will pay
        :param earning_ids: earnings whose own lots must be among those read
        :param coupon_ids: coupons for which points will come back to their lots
        :return: a :class:`Book` by member id
        """
        items = self._read_soonest(needs, self._LOTS_READ_AT_ONCE)
        short = {
            member_id
            for member_id, need in needs.items()
            if len(items[member_id]) == self._LOTS_READ_AT_ONCE
            and sum(item.points_left for item in items[member_id].values()) < need
        }
        if short or in_debt:
            items.update(self._read_soonest(short | set(in_debt), None))
        if earning_ids:
            self._read_own_lots(items, list(earning_ids))
        books = defaultdict(
            Book,
            {member_id: Book(found.values()) for member_id, found in items.items()},
        )
        if coupon_ids:
            self._read_spent_lots(books, list(coupon_ids))
        return books

    @api.model
    def _read_soonest(self, member_ids, limit):
        items = defaultdict(dict)
        if not member_ids:
            return items
        query = SQL(
            """
            SELECT lot.member_id, lot.entry_id, lot.points, lot.expires_on
              FROM unnest(%s) AS member(id), LATERAL (
                   SELECT * FROM loyalty_club_residual
                    WHERE member_id = member.id
                 ORDER BY expires_on, entry_id
                    LIMIT %s
              ) AS lot
            """,
            list(member_ids),
            limit,
        )
        for member_id, *item in self.env.execute_query(query):
            items[member_id][item[0]] = OpenItem(*item)
        return items

    @api.model
    def _read_own_lots(self, items, earning_ids):
        query = SQL(
            """
            SELECT lot.member_id, lot.entry_id, lot.points, lot.expires_on,
                   entry.earning_id
              FROM loyalty_club_residual AS lot
              JOIN loyalty_club_entry AS entry ON entry.id = lot.entry_id
             WHERE entry.earning_id = ANY(%s)
            """,
            earning_ids,
        )
        for member_id, *item in self.env.execute_query(query):
            items[member_id][item[0]] = OpenItem(*item)

    @api.model
    def _read_spent_lots(self, books, coupon_ids):
        """Tell the books with which lots coupons were bought, less what came back."""
        query = SQL(
            """
            SELECT lot.member_id, entry.coupon_id, sum(used.points), lot.id,
                   COALESCE(min(residual.points), 0), lot.expires_on, lot.earning_id
              FROM loyalty_club_entry AS entry
              JOIN loyalty_club_allocation AS used ON used.entry_id = entry.id
              JOIN loyalty_club_entry AS lot
                ON lot.id = used.lot_id AND lot.member_id = entry.member_id
         LEFT JOIN loyalty_club_residual AS residual ON residual.entry_id = lot.id
             WHERE entry.coupon_id = ANY(%s)
          GROUP BY entry.coupon_id, lot.id
            HAVING sum(used.points) > 0
            """,
            coupon_ids,
        )
        for member_id, coupon_id, points, *item in self.env.execute_query(query):
            books[member_id].knows_spent(coupon_id, OpenItem(*item), points)

    @api.model
    def _keep(self, books: dict[int, Book]):
        """Keep what the books changed."""
        rows, closed = [], []
        for member_id, book in books.items():
            for item in book.changed.values():
                if item.points_left:
                    rows.append(
                        (item.entry_id, member_id, item.points_left, item.expires_on)
                    )
                else:
                    closed.append(item.entry_id)
        if rows:
            self.env.cr.execute_values(
                """
                INSERT INTO loyalty_club_residual
                            (entry_id, member_id, points, expires_on)
                     VALUES %s
                ON CONFLICT (entry_id) DO UPDATE SET points = EXCLUDED.points
                """,
                rows,
                page_size=len(rows),
            )
        if closed:
            self.env.cr.execute(
                "DELETE FROM loyalty_club_residual WHERE entry_id = ANY(%s)", [closed]
            )
        self.invalidate_model(flush=False)
