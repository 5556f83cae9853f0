from odoo import api, models
from odoo.tools import SQL

from ...tools.posting import Posting
from ...tools.standing import Purse, Standing


class LoyaltyClubEarning(models.Model):
    """How earnings reach the ledger: what is due, less what was posted."""

    _inherit = "loyalty.club.earning"

    # === VERBS === #

    def _post_due(self, accounts, fresh=(), moved_ids=()):
        """Post what is due and has not been posted, or take back what is not due.

        :param accounts: the members of these earnings, as they were locked
        :param fresh: settlements that become earnings now
        :param moved_ids: earnings whose points come again for another document, so that
            there is nothing to forgive
        """
        club_ids = {account.club_id for account in accounts.values()}
        clubs = {club.id: club for club in self.env["loyalty.club"].browse(club_ids)}
        today = {club.id: club._today() for club in clubs.values()}
        fresh = [settlement.standing() for settlement in fresh]
        kept = self._standings(today)
        standings = sorted([*fresh, *kept], key=Standing.sort_key)
        for standing in standings:
            standing.is_forgiven = (
                clubs[standing.club_id].debt_policy == "forgive"
                and standing.earning_id not in moved_ids
            )
        self._bring_to_due(standings, accounts, today)
        self._insert_fresh(fresh)
        for earning, standing in zip(self, kept, strict=True):
            earning._keep_standing(standing)
        postings = [
            self._posting(standing, clubs[standing.club_id], today[standing.club_id])
            for standing in standings
            if standing.moved
        ]
        self.env["loyalty.club.entry"]._append_fresh(postings, accounts)
        members = self.env["loyalty.club.member"].browse(accounts)
        members.invalidate_recordset(["earning_ids", "pending_points"], flush=False)
        members._review_tiers_later(
            [id_ for id_ in accounts if clubs[accounts[id_].club_id].has_tiers]
        )

    @api.model
    def _bring_to_due(self, standings, accounts, today):
        purses = {
            id_: Purse(account.balance, account.lifetime_points)
            for id_, account in accounts.items()
        }
        returning = {each.member_id for each in standings if each.points < 0}
        for standing in self._held_beside(standings, returning):
            purses[standing.member_id].held += standing.held(today[standing.club_id])
        for standing in standings:
            standing.bring_to_due(today[standing.club_id], purses[standing.member_id])

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

    @api.model
    def _held_beside(self, standings, member_ids):
        """Where other earnings stand that these members wait for."""
        if not member_ids:
            return []
        known = [standing.earning_id for standing in standings if standing.earning_id]
        held = self.search(
            [
                ("member_id", "in", list(member_ids)),
                ("is_held", "=", True),
                ("id", "not in", known),
            ]
        )
        return [earning._standing() for earning in held]

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
    def _insert_fresh(self, standings):
        """Make earnings, and earning lines, of settlements by where they stand.

        :return: the earnings
        """
        rows = [
            {**standing.settlement.first_values(), **self._standing_values(standing)}
            for standing in standings
        ]
        if not rows:
            return self.browse()
        earnings = self._insert_rows(
            list(rows[0]), [tuple(row.values()) for row in rows]
        )
        for standing, earning in zip(standings, earnings, strict=True):
            standing.earning_id = earning.id
            standing.settlement.earning = earning
        self.env["loyalty.club.earning.line"]._insert_awards(
            {each.earning_id: each.settlement.awards for each in standings}
        )
        return earnings
