from collections import Counter
from collections.abc import Sequence

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ...tools.lots import OpenItem
from ...tools.posting import Posting

# Kinds that may leave a debt: what was earned is gone, but it has been spent already.
_DEBT_KINDS = ("take_back", "transfer")

_COLUMNS = (
    *("member_id", "club_id", "company_id", "kind", "points", "balance_after", "key"),
    *("posted_at", "expires_on", "earning_id", "reason", "coupon_id"),
    "user_id",
)


class LoyaltyClubEntry(models.Model):
    """One line of the points ledger: so many points, given or taken, and why.

    Immutable. The balance of a member is the sum of his entries; a positive entry is a
    lot with its own expiry, and each negative one is matched with the lots it used. A
    correction is another entry. ``key`` names the event: it is posted once.
    """

    _name = "loyalty.club.entry"
    _inherit = ["loyalty.club.append.only"]
    _description = "Customer Club: Ledger Entry"
    _log_access = False  # nothing would ever update it
    _order = "id desc"
    _rec_name = "key"
    _check_company_auto = True

    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        required=True,
        ondelete="restrict",
        check_company=True,
    )
    club_id = fields.Many2one(
        comodel_name="loyalty.club", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        selection=[
            ("earn", "Earned"),
            ("spend", "Spent"),
            ("expire", "Expired"),
            ("adjust", "Adjusted"),
            ("take_back", "Taken Back"),
            ("give_back", "Given Back"),
            ("transfer", "Transferred"),
        ],
        required=True,
    )
    points = fields.Integer(required=True)
    balance_after = fields.Integer(
        string="Balance",
        required=True,
        aggregator=None,
        help="The balance of the member once this entry was posted.",
    )
    key = fields.Char(required=True)
    posted_at = fields.Datetime(string="Date", required=True, index=True)
    expires_on = fields.Date(help="Last day on which these points can be spent.")
    earning_id = fields.Many2one(
        comodel_name="loyalty.club.earning",
        index="btree_not_null",
        ondelete="restrict",
        help="What the points were earned for.",
    )
    coupon_id = fields.Many2one(
        comodel_name="loyalty.club.coupon",
        index="btree_not_null",
        ondelete="restrict",
        help="What the points were spent on, or came back from.",
    )
    reason = fields.Char()
    user_id = fields.Many2one(
        comodel_name="res.users", string="Posted by", ondelete="restrict"
    )

    _key_unique = models.Constraint("UNIQUE(key)", "An event is posted once.")
    _points_not_zero = models.Constraint(
        "CHECK(points <> 0)", "An entry moves at least one point."
    )
    _direction_of_kind = models.Constraint(
        "CHECK(kind IN ('adjust', 'transfer')"
        " OR kind IN ('earn', 'give_back') AND points > 0"
        " OR kind IN ('spend', 'expire', 'take_back') AND points < 0)",
        "What is earned is given, and what is spent is taken.",
    )
    _only_lots_expire = models.Constraint(
        "CHECK(expires_on IS NULL OR points > 0)", "Only points given can expire."
    )
    _key_named = models.Constraint("CHECK(key <> '')", "Every event has a name.")
    _member_history = models.Index("(member_id, id)")

    # === VERBS === #

    @api.model
    def _append(self, postings: Sequence[Posting]):
        """Append entries, and match them with the lots they use.

        The rows of the members are locked first and updated last, in one statement
        each: of two transactions on one member, the later one gets a serialization
        failure, which Odoo answers by running it again.

        :return: the entries, in the order of ``postings``; for a key that was posted
            before, its first entry
        :raise UserError: when a member would give more than he has
        :raise ValidationError: when a known key comes with other content
        """
        if not postings:
            return self.browse()
        accounts = self._accounts()._lock_accounts(
            {posting.member_id for posting in postings}
        )
        ids, known = self._posted([posting.key for posting in postings])
        fresh = {}
        for posting in postings:
            first = known.setdefault(posting.key, posting)
            self._check_repeat(posting, first)
            if posting.key not in ids:
                fresh[posting.key] = posting
        entries = self._append_fresh(list(fresh.values()), accounts)
        ids.update(zip(fresh, entries.ids, strict=True))
        return self.browse(ids[posting.key] for posting in postings)

    @api.model
    def _accounts(self):
        """Who holds the points. What else a member is, the ledger does not know."""
        return self.env[self._fields["member_id"].comodel_name]

    @api.model
    def _posted(self, keys):
        """What these keys have posted already: entry ids and contents, by key."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, member_id, kind, points, key FROM loyalty_club_entry
                 WHERE key = ANY(%s)
                """,
                keys,
            )
        )
        known = [Posting(*content) for _id, *content in rows]
        return (
            {posting.key: row[0] for posting, row in zip(known, rows, strict=True)},
            {posting.key: posting for posting in known},
        )

    @api.model
    def _append_fresh(self, postings, accounts):
        """Append entries whose keys were never used, for members that are locked.

        :param accounts: the members, as they were locked
        :return: the entries, in the order of ``postings``
        :raise UserError: when a member would give more than he has
        """
        self._accounts()._check_postings(postings)
        balances = {id_: account.balance for id_, account in accounts.items()}
        now = fields.Datetime.now()
        rows = []
        for posting in postings:
            account = accounts[posting.member_id]
            balances[posting.member_id] += posting.points
            self._check_covered(posting, balances[posting.member_id])
            rows.append(
                (
                    *(posting.member_id, account.club_id, account.company_id),
                    *(posting.kind, posting.points, balances[posting.member_id]),
                    *(posting.key, now, posting.expires_on, posting.earning_id),
                    *(posting.reason, posting.coupon_id, self.env.uid),
                )
            )
        entries = self._insert_rows(_COLUMNS, rows)
        if entries:
            self._match(dict(zip(entries.ids, postings, strict=True)), accounts)
            self._accounts()._keep_balances(postings, now)
        return entries

    @api.model
    def _match(self, postings: dict[int, Posting], accounts):
        """Match new entries with the lots they use, and the debts they pay."""
        needs = Counter()
        for posting in postings.values():
            if posting.points < 0:
                needs[posting.member_id] -= posting.points
        residuals = self.env["loyalty.club.residual"]
        books = residuals._books(
            needs,
            in_debt=[id_ for id_, account in accounts.items() if account.balance < 0],
            earning_ids={
                posting.earning_id
                for posting in postings.values()
                if posting.points < 0 and posting.earning_id
            },
            coupon_ids={
                posting.coupon_id
                for posting in postings.values()
                if posting.kind == "give_back" and posting.coupon_id
            },
        )
        allocations = []
        for entry_id, posting in postings.items():
            book = books[posting.member_id]
            lot = OpenItem(
                entry_id, posting.points, posting.expires_on, posting.earning_id
            )
            if posting.kind == "give_back":
                allocations += book.give_back(lot, posting.coupon_id)
            elif posting.points > 0:
                allocations += book.add(lot)
            else:
                allocations += book.take(entry_id, -posting.points, posting.earning_id)
        self.env["loyalty.club.allocation"]._insert_rows(
            ["lot_id", "entry_id", "points"], allocations
        )
        residuals._keep(books)

    # === CHECKS === #

    @api.model
    def _check_repeat(self, posting, first):
        if first.content() != posting.content():
            raise ValidationError(
                self.env._(
                    "“%(key)s” has been posted already, with other content: "
                    "%(points)s points. Nothing was posted now.",
                    key=posting.key,
                    points=first.points,
                )
            )

    @api.model
    def _check_covered(self, posting, balance):
        if posting.points < 0 and balance < 0 and posting.kind not in _DEBT_KINDS:
            raise UserError(
                self.env._(
                    "%(points)s points are needed, but the balance is %(balance)s.",
                    points=-posting.points,
                    balance=balance - posting.points,
                )
            )
