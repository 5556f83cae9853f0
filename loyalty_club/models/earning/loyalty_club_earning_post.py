import logging
from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.posting import Posting
from ...tools.stamps import Stamp, decide
from ..ledger.loyalty_club_batch import RETRIED
from .settlement import due_points

_logger = logging.getLogger(__name__)


class LoyaltyClubEarning(models.Model):
    """How earnings reach the ledger: what is due, less what was posted."""

    _inherit = "loyalty.club.earning"

    _RELEASE_BATCH = 1000

    # === VERBS === #

    def _post_due(self, accounts):
        """Post what is due and has not been posted, or take back what is not due.

        :param accounts: the members of these earnings, as they were locked
        """
        balances = {id_: account.balance for id_, account in accounts.items()}
        lifetimes = {id_: account.lifetime_points for id_, account in accounts.items()}
        dues = {earning.id: earning._due() for earning in self}
        expired = self.filtered(
            lambda earning: dues[earning.id] < earning.posted_points
        )._expired_points()
        postings = []
        for earning in self.sorted(lambda earning: (earning.occurred_at, earning.id)):
            member_id, today = earning.member_id.id, earning.club_id._today()
            due, lost = dues[earning.id], expired.get(earning.id, 0)
            moved = earning._move_to(
                due, balances[member_id], lifetimes[member_id], lost
            )
            earning._keep_state(due, today)
            if moved:
                balances[member_id] += moved
                lifetimes[member_id] += moved
                postings.append(earning._posting(moved, today))
        self.env["loyalty.club.entry"]._append(postings, accounts)

    def _due(self) -> int:
        """How many points may be posted today."""
        self.ensure_one()
        today = self.club_id._today()
        return due_points(self.points, self.paid, self.available_on, today)

    def _expired_points(self) -> dict[int, int]:
        """Points of these earnings that have run out unused, by earning id."""
        if not self:
            return {}
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT lot.earning_id, sum(used.points)
                      FROM loyalty_club_entry AS lot
                      JOIN loyalty_club_allocation AS used ON used.lot_id = lot.id
                      JOIN loyalty_club_entry AS entry ON entry.id = used.entry_id
                     WHERE lot.earning_id = ANY(%s) AND entry.kind = 'expire'
                  GROUP BY lot.earning_id
                    """,
                    self.ids,
                )
            )
        )

    def _move_to(self, due, balance, lifetime, expired=0):
        """Bring what was posted, less what was forgiven, to what is due.

        :param expired: points of this earning that have run out: nobody has had
            anything of them, so that they are not taken a second time
        :return: the points to post
        """
        self.ensure_one()
        move = due - (self.posted_points - self.forgiven_points)
        forgiven = 0
        if move > 0:
            # What was forgiven was never given back: it must not be given twice.
            forgiven = -min(self.forgiven_points, move)
        elif move < 0:
            takeable = -move - min(max(expired - self.forgiven_points, 0), -move)
            if due < 0:
                # A return without its purchase: no more than was ever earned.
                takeable = min(takeable, max(lifetime, 0))
            if self.club_id.debt_policy == "forgive":
                takeable = min(takeable, max(balance, 0))
            forgiven = -move - takeable
        move += forgiven
        if forgiven:
            self.forgiven_points += forgiven
        if move:
            self.posted_points += move
            self.posting_count += 1
        return move

    def _keep_state(self, due, today):
        is_held = self.available_on > today and self.points != due
        if self.is_held != is_held:
            self.is_held = is_held
        # What failed stays so until it is settled, and tried again until then.
        if self.state not in ("void", "failed"):
            state = "posted" if due == self.points else "pending"
            if self.state != state:
                self.state = state

    def _posting(self, points, today):
        self.ensure_one()
        return Posting(
            self.member_id.id,
            "earn" if points > 0 else "take_back",
            points,
            f"earning/{self.id}/{self.posting_count}",
            self.id,
            self._lot_expiry(today) if points > 0 else None,
        )

    def _lot_expiry(self, today):
        """Points start to live when they may be spent; past orders long ago."""
        day = self.available_on
        if not self.is_backfill:
            day = max(day, today)
        return self.club_id._expires_on(day)

    # === STAMP CARDS === #

    @api.model
    def _fill_stamp_cards(self, settlements):
        """Give, or take back, the points of full stamp cards.

        A return may take the stamp that made a card full, whichever order the points
        were given for; so a card is always decided as a whole.

        :return: the earnings whose points have changed
        """
        cards = {
            (settlement.member.id, award.rule_id)
            for settlement in settlements
            for award in (*settlement.awards, *settlement.kept)
            if award.every
        }
        changes = []
        for stamps in self._stamps(cards).values():
            changes += decide(stamps)
        if not changes:
            return self.browse()
        self.env.cr.execute_values(
            """
            UPDATE loyalty_club_earning_line AS line SET points = changed.points
              FROM (VALUES %s) AS changed(id, points) WHERE line.id = changed.id
            """,
            [(stamp.line_id, points) for stamp, points in changes],
        )
        self.env["loyalty.club.earning.line"].invalidate_model(["points"], flush=False)
        earnings = self.browse()
        for stamp, points in changes:
            earning = self.browse(stamp.earning_id)
            earning.points += points - stamp.points
            earnings |= earning
        return earnings

    @api.model
    def _stamps(self, cards):
        stamps = defaultdict(list)
        if not cards:
            return stamps
        self.flush_model(["member_id", "occurred_at", "paid", "state"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT earning.member_id, line.rule_id,
                       line.id, earning.id, line.every, line.rate, line.points
                  FROM loyalty_club_earning_line AS line
                  JOIN loyalty_club_earning AS earning ON earning.id = line.earning_id
                 WHERE (earning.member_id, line.rule_id) IN %s
                   AND line.verdict = 'stamp'
                   AND line.quantity > 0 AND earning.paid >= 1
              ORDER BY earning.occurred_at, earning.id
                """,
                tuple(cards),
            )
        )
        for member_id, rule_id, line_id, earning_id, every, rate, points in rows:
            stamps[member_id, rule_id].append(
                Stamp(line_id, earning_id, every, int(rate), points)
            )
        return stamps

    # === RELEASE === #

    @api.model
    def _release_due(self):
        """Post the points of the next purchases whose return window has passed.

        :return: the earnings released
        """
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT earning.id
                  FROM loyalty_club_earning AS earning
                  JOIN loyalty_club AS club ON club.id = earning.club_id
                 WHERE earning.is_held AND earning.state <> 'failed'
                   AND earning.available_on <=
                       (%s::timestamp AT TIME ZONE 'UTC' AT TIME ZONE club.tz)::date
              ORDER BY earning.id LIMIT %s
                """,
                fields.Datetime.now(),
                self._RELEASE_BATCH,
            )
        )
        earnings = self.browse(row[0] for row in rows)
        earnings._release()
        return earnings

    def _release(self):
        """Post what is due of these; one that can't be must not hold up the others."""
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                accounts = self.env["loyalty.club.member"]._lock_accounts(
                    self.member_id.ids
                )
                self.invalidate_recordset()
                self._post_due(accounts)
        except RETRIED:
            raise
        except Exception as error:
            if len(self) == 1:
                _logger.exception("%s can't be released", self)
                return self._mark_failed(error)
            for earning in self:
                earning._release()
