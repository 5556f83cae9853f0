from collections import Counter
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.posting import Posting

# Kinds that count towards what a member has ever earned.
_LIFETIME_KINDS = ("earn", "take_back")
_SUMS = {"balance", "lifetime_points", "last_activity_on", "entry_ids"}


class Account(NamedTuple):
    """The locked row of a member."""

    balance: int
    lifetime_points: int
    club_id: int
    company_id: int


class LoyaltyClubAccount(models.AbstractModel):
    """What holds points: a balance, and the entries it is the sum of.

    The stored sums are written by :meth:`_post` alone, in the statement that also
    serializes the transactions of one member.
    """

    _name = "loyalty.club.account"
    _description = "Customer Club: Points Account"

    balance = fields.Integer(
        required=True,
        default=0,
        readonly=True,
        copy=False,
        help="Points that can be spent now. Negative: points taken back after they "
        "had been spent.",
    )
    lifetime_points = fields.Integer(
        required=True,
        default=0,
        readonly=True,
        copy=False,
        help="All points ever earned, less those taken back.",
    )
    last_activity_on = fields.Date(
        string="Last Activity",
        readonly=True,
        copy=False,
        help="Day on which points last came, or were spent.",
    )
    entry_ids = fields.One2many(
        comodel_name="loyalty.club.entry", inverse_name="member_id", string="History"
    )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Start at nothing: points come through the ledger alone."""
        for vals in vals_list:
            self._check_not_written(vals)
        # Said aloud, so that no default of the context can say otherwise.
        start = {"balance": 0, "lifetime_points": 0, "last_activity_on": False}
        return super().create([{**vals, **start} for vals in vals_list])

    def write(self, vals):
        """Leave the sums to the ledger.

        :raise UserError: when a sum would be written, whoever asks
        """
        self._check_not_written(vals)
        return super().write(vals)

    def _check_not_written(self, vals):
        if not _SUMS.isdisjoint(vals):
            raise UserError(
                self.env._(
                    "A balance is the sum of its entries and can't be written. Make an "
                    "adjustment instead."
                )
            )

    # === VERBS === #

    def _post(
        self,
        kind,
        points,
        key,
        *,
        earning=None,
        coupon=None,
        expires_on=None,
        reason=None,
    ):
        """Post points to the ledger: the only door into it.

        :param kind: a kind of ``loyalty.club.entry``
        :param points: whole, signed, not zero
        :param key: names the event; a repeated key posts nothing
        :param earning: the ``loyalty.club.earning`` they are for
        :param coupon: the ``loyalty.club.coupon`` they buy, or are given back for
        :param expires_on: last day on which these points can be spent
        :param reason: in words, for the member to read
        :return: the entry, or the first one of this key
        :raise UserError: when the member would give more than he has
        :raise ValidationError: when the key was used for something else
        """
        self.ensure_one()
        posting = Posting(
            *(self.id, kind, points, key, earning and earning.id),
            *(expires_on, reason, coupon and coupon.id),
        )
        return self.env["loyalty.club.entry"]._append([posting])

    @api.model
    def _check_postings(self, postings):
        """Refuse new postings that these members may not make now.

        Called once their rows are locked. The ledger allows all; other layers know
        more about members.

        :raise UserError: saying why
        """

    @api.model
    def _lock_accounts(self, member_ids) -> dict[int, Account]:
        """Lock these members until the end of the transaction, in the order of ids.

        The rows are updated, not only locked: a transaction that has read them before,
        and waits for this one, must fail and start again from the new figures.
        """
        self.flush_model(["club_id", "company_id"])
        table = SQL.identifier(self._table)
        rows = self.env.execute_query(
            SQL(
                """
                WITH locked AS (
                    SELECT id FROM %s WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE
                )
                UPDATE %s AS member SET balance = balance FROM locked
                 WHERE member.id = locked.id
             RETURNING member.id, balance, lifetime_points, club_id, company_id
                """,
                table,
                list(member_ids),
                table,
            )
        )
        return {member_id: Account(*account) for member_id, *account in rows}

    def _activity_days(self, now) -> dict:
        """The day of this moment, by member id; other layers know where they live."""
        return dict.fromkeys(self.ids, now.date())

    @api.model
    def _keep_balances(self, postings, now):
        """Add what was posted to the stored sums of the members."""
        points, lifetime = Counter(), Counter()
        for posting in postings:
            points[posting.member_id] += posting.points
            # What a coupon takes again was spent, and earned no less for that.
            if posting.kind in _LIFETIME_KINDS and not posting.coupon_id:
                lifetime[posting.member_id] += posting.points
        # Spending keeps points alive, and so does whatever brings new ones: a present
        # must not be gone the next day because the member had not been here lately.
        active = self.browse(
            {
                each.member_id
                for each in postings
                if each.points > 0 or each.kind == "spend"
            }
        )._activity_days(now)
        self.env.cr.execute_values(
            f"""
            UPDATE {self._table} AS member
               SET balance = member.balance + posted.points,
                   lifetime_points = member.lifetime_points + posted.lifetime,
                   last_activity_on = COALESCE(posted.active, member.last_activity_on)
              FROM (VALUES %s) AS posted(id, points, lifetime, active)
             WHERE member.id = posted.id
            """,
            [(id_, points[id_], lifetime[id_], active.get(id_)) for id_ in points],
            template="(%s, %s, %s, %s::date)",
            page_size=len(points),
        )
        accounts = self.browse(points)
        accounts.invalidate_recordset(_SUMS, flush=False)
        # What others compute from the sums is out of date, too.
        accounts.modified(_SUMS)

    def _take_over_lifetime(self, other):
        """Count what another member has ever earned as earned by this one."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE %(table)s AS member
                   SET lifetime_points = CASE WHEN id = %(mine)s
                       THEN lifetime_points + %(points)s ELSE 0 END
                 WHERE id IN (%(mine)s, %(other)s)
                """,
                table=SQL.identifier(self._table),
                mine=self.id,
                other=other.id,
                points=other.lifetime_points,
            )
        )
        (self | other).invalidate_recordset(["lifetime_points"], flush=False)
