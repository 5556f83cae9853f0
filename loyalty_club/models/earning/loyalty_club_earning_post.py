import logging
from collections import Counter, defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.posting import Posting
from ...tools.stamps import Stamp, decide
from ...tools.standing import Purse, Standing
from ..ledger.loyalty_club_batch import RETRIED

_logger = logging.getLogger(__name__)


class LoyaltyClubEarning(models.Model):
    """How earnings reach the ledger: what is due, less what was posted."""

    _inherit = "loyalty.club.earning"

    _RELEASE_BATCH = 1000

    # === VERBS === #

    def _post_due(self, accounts, newborn=()):
        """Post what is due and has not been posted, or take back what is not due.

        :param accounts: the members of these earnings, as they were locked
        :param newborn: settlements that become earnings now
        """
        club_ids = {account.club_id for account in accounts.values()}
        clubs = {club.id: club for club in self.env["loyalty.club"].browse(club_ids)}
        today = {club.id: club._today() for club in clubs.values()}
        purses = {
            id_: Purse(account.balance, account.lifetime_points)
            for id_, account in accounts.items()
        }
        born = [settlement.standing() for settlement in newborn]
        kept = self._standings(today)
        standings = sorted([*born, *kept], key=Standing.sort_key)
        for standing in standings:
            standing.bring_to_due(
                today[standing.club_id],
                purses[standing.member_id],
                is_forgiving=clubs[standing.club_id].debt_policy == "forgive",
            )
        self._insert_settled(newborn, born)
        for earning, standing in zip(self, kept, strict=True):
            earning._keep_standing(standing)
        postings = [
            self._posting(standing, clubs[standing.club_id], today[standing.club_id])
            for standing in standings
            if standing.moved
        ]
        self.env["loyalty.club.entry"]._append_fresh(postings, accounts)
        self.env["loyalty.club.member"].browse(accounts).invalidate_recordset(
            ["earning_ids", "pending_points"], flush=False
        )

    @api.model
    def _posting(self, standing, club, today):
        expires_on = None
        if standing.moved > 0:
            expires_on = club._expires_on(standing.lives_from(today))
        return Posting(
            standing.member_id,
            "earn" if standing.moved > 0 else "take_back",
            standing.moved,
            # Numbered under the lock of the member, so it was never used before.
            f"earning/{standing.earning_id}/{standing.posting_count}",
            standing.earning_id,
            expires_on,
        )

    # === STANDING === #

    def _standings(self, today):
        """Where these earnings stand.

        :param today: the day of each club, by its id
        """
        standings = [earning._standing() for earning in self]
        expired = self._expired_points(
            [each for each in standings if each.due(today[each.club_id]) < each.posted]
        )
        for standing in standings:
            standing.expired = expired.get(standing.earning_id, 0)
        return standings

    def _standing(self):
        self.ensure_one()
        return Standing(
            member_id=self.member_id.id,
            club_id=self.club_id.id,
            occurred_at=self.occurred_at,
            points=self.points,
            paid=self.paid,
            available_on=self.available_on,
            is_backfill=self.is_backfill,
            earning_id=self.id,
            state=self.state,
            posted=self.posted_points,
            forgiven=self.forgiven_points,
            posting_count=self.posting_count,
        )

    @api.model
    def _expired_points(self, standings) -> dict[int, int]:
        """Points of these earnings that have run out unused, by earning id."""
        if not standings:
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
                    [standing.earning_id for standing in standings],
                )
            )
        )

    def _keep_standing(self, standing):
        values = self._standing_values(standing)
        changes = {name: new for name, new in values.items() if self[name] != new}
        if changes:
            self.write(changes)

    @api.model
    def _standing_values(self, standing):
        return {
            "state": standing.state,
            "is_held": standing.is_held,
            "posted_points": standing.posted,
            "forgiven_points": standing.forgiven,
            "posting_count": standing.posting_count,
        }

    @api.model
    def _insert_settled(self, settlements, standings):
        """Make earnings of settlements, and earning lines of their awards.

        :return: the earnings
        """
        rows = [
            {**settlement.birth(), **self._standing_values(standing)}
            for settlement, standing in zip(settlements, standings, strict=True)
        ]
        if not rows:
            return self.browse()
        earnings = self._insert_rows(
            list(rows[0]), [tuple(row.values()) for row in rows]
        )
        for settlement, standing, earning in zip(
            settlements, standings, earnings, strict=True
        ):
            settlement.earning = earning
            standing.earning_id = earning.id
        self.env["loyalty.club.earning.line"]._insert_awards(
            {settlement.earning.id: settlement.awards for settlement in settlements}
        )
        return earnings

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
        return self._fill_cards(cards)

    @api.model
    def _fill_cards(self, cards):
        """Decide cards, each a member's id and a rule's; as above."""
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
        gained = Counter()
        for stamp, points in changes:
            gained[stamp.earning_id] += points - stamp.points
        earnings = self.browse(gained)
        for earning in earnings:
            earning.points += gained[earning.id]
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
            with self._apart():
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
