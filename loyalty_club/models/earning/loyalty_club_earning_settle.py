import logging
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import clean_context

from ..ledger.loyalty_club_batch import RETRIED
from .settlement import Settlement

_logger = logging.getLogger(__name__)


class LoyaltyClubEarning(models.Model):
    """How earnings follow their documents.

    Settling looks at a document as it is now, counts what it should have earned, and
    posts the difference to what it has: the same result however often it runs.
    """

    _inherit = "loyalty.club.earning"

    # A failure may be somebody else's passing trouble; try again after so long.
    _RETRY_AFTER = timedelta(hours=1)
    _RETRY_BATCH = 100

    @api.model
    def _settle(self, documents, *, backfill=None):
        """Bring every earning of these documents to its target.

        A document that can't be settled never stands in the way of its sale: its
        earning says why, and is tried again.

        :param backfill: the club in which purchases made before joining earn, too
        """
        # Who confirms an order or registers a payment need not know of the club; and
        # defaults in the context of a request must not become figures of an earning.
        env = self.env(su=True, context=clean_context(self.env.context))
        for owners in self.with_env(env)._owners(documents.with_env(env)):
            self.with_env(env)._settle_safely(owners, backfill)

    @api.model
    def _owners(self, documents):
        """Who owns what these documents earn, when that can be told."""
        try:
            return documents._loyalty_club_owners()
        except RETRIED:
            raise
        except Exception:
            _logger.exception("What %s belong to can't be told", documents)
            return []

    @api.model
    def _settle_safely(self, owners, backfill):
        if not owners:
            return
        try:
            with self.env.cr.savepoint():
                self._settle_now(owners, backfill)
        except RETRIED:
            # A concurrent update: Odoo runs the whole transaction again.
            raise
        except Exception as error:
            if len(owners) > 1:
                for owner in owners:
                    self._settle_safely(owner, backfill)
            else:
                _logger.exception("%s can't be settled", owners)
                self._fail(owners, error)

    @api.model
    def _settle_now(self, owners, backfill):
        settlements = self._plan(owners, backfill)
        if not settlements:
            return
        accounts = None
        if unsure := self._evaluate_known(settlements):
            accounts = self._lock_members(settlements)
            self._evaluate(unsure)
        changed = self._keep(settlements)
        if changed:
            accounts = accounts or self._lock_members(settlements)
            changed |= self._fill_stamp_cards(settlements)
            changed._post_due(accounts)

    @api.model
    def _lock_members(self, settlements):
        return self.env["loyalty.club.member"]._lock_accounts(
            {settlement.member.id for settlement in settlements}
        )

    @api.model
    def _foresee(self, documents, club) -> int:
        """What past documents would earn in a club, in points. Nothing is kept."""
        settlements = self.sudo()._plan(documents.sudo(), club)
        fresh = [
            settlement
            for settlement in settlements
            if not settlement.earning and settlement.member.club_id == club
        ]
        self._evaluate(fresh)
        awards = [award for settlement in fresh for award in settlement.awards]
        stamps = sum(award.rate / award.every for award in awards if award.every)
        return sum(award.points for award in awards) + int(stamps)

    # === PLAN: who earns for what === #

    @api.model
    def _plan(self, owners, backfill):
        """Pair the documents with the members who earn, or have earned, for them."""
        members = owners._loyalty_club_members()
        earnings = self._of_sources(owners).grouped("source_id")
        relevant = owners.filtered(
            lambda owner: members.get(owner.id) or owner.id in earnings
        )
        if not relevant:
            return []
        causes = relevant._loyalty_club_causes()
        settlements = []
        for owner in relevant:
            settlements += self._pair(
                causes[owner.id],
                owner._loyalty_club_partner(),
                members.get(owner.id, self.env["loyalty.club.member"]),
                earnings.get(owner.id, self.browse()),
                backfill,
            )
        return sorted(settlements, key=lambda each: each.cause.occurred_at)

    @api.model
    def _pair(self, cause, partner, members, earnings, backfill):
        for earning in earnings:
            # Who earned once keeps earning, unless the document changed hands.
            is_kept = earning.partner_id == partner or earning.member_id in members
            members = members.filtered(
                lambda member, club=earning.club_id, is_kept=is_kept: (
                    member.club_id != club or not is_kept
                )
            )
            yield self._settlement(cause, partner, earning, is_void=not is_kept)
        if cause.is_void:
            return
        for member in members:
            is_backfill = member.club_id == backfill
            settlement = Settlement(
                cause=cause,
                member=member,
                partner=partner,
                earning=self.browse(),
                rulebook=member.club_id._current_rulebook(),
                is_backfill=is_backfill,
            )
            if is_backfill or (member.joined_on or settlement.day) <= settlement.day:
                yield settlement

    @api.model
    def _settlement(self, cause, partner, earning, is_void):
        settlement = Settlement(
            cause=cause.voided() if is_void else cause,
            member=earning.member_id,
            partner=earning.partner_id if is_void else partner,
            earning=earning,
            rulebook=earning.rulebook_id,
            kept=earning.line_ids._awards(),
        )
        if settlement.is_new:
            settlement.rulebook = earning.club_id._current_rulebook()
        return settlement

    # === EVALUATE === #

    @api.model
    def _evaluate_known(self, settlements):
        """Count what has been counted before, as it was.

        :return: the settlements that must look at what else the member has earned
        """
        for settlement in settlements:
            if settlement.earning:
                settlement.evaluate()
        return [each for each in settlements if not each.earning or each.is_growing]

    @api.model
    def _evaluate(self, settlements):
        """Count, one after the other, within what limits leave to each."""
        used = self.env["loyalty.club.limit"]._usage(settlements)
        for settlement in settlements:
            settlement.evaluate(used.of(settlement))
            used.add(settlement)

    # === KEEP === #

    @api.model
    def _keep(self, settlements):
        """Write down what has changed.

        :return: the earnings that did
        """
        fresh = [each for each in settlements if not each.earning]
        created = self.create([settlement.values() for settlement in fresh])
        changed = created
        for settlement, earning in zip(fresh, created, strict=True):
            settlement.earning = earning
        for settlement in settlements:
            if settlement.earning in created:
                continue
            if values := settlement.values():
                settlement.earning.write(values)
            if values or settlement.awards != settlement.kept:
                changed |= settlement.earning
        self.env["loyalty.club.earning.line"]._replace(
            {
                settlement.earning.id: settlement.awards
                for settlement in settlements
                if settlement.awards != settlement.kept
            }
        )
        return changed

    @api.model
    def _fail(self, owner, error):
        """Keep why a document could not be settled, for each member it concerns."""
        try:
            with self.env.cr.savepoint():
                earnings = self._of_sources(owner)
                members = owner._loyalty_club_members().get(owner.id, [])
                earnings |= self.create(
                    [
                        {
                            "member_id": member.id,
                            "source_model": owner._name,
                            "source_id": owner.id,
                            "reference": owner.display_name,
                            "occurred_at": fields.Datetime.now(),
                            "partner_id": owner._loyalty_club_partner().id,
                        }
                        for member in members
                        if member not in earnings.member_id
                    ]
                )
                earnings._mark_failed(error)
        except RETRIED:
            raise
        except Exception:
            _logger.exception("%s can't even be marked as failed", owner)

    def _mark_failed(self, error):
        """Have these earnings tried again in a while."""
        self.write(
            {
                "state": "failed",
                "failure": str(error) or repr(error),
                "retry_at": fields.Datetime.now() + self._RETRY_AFTER,
            }
        )

    @api.model
    def _retry_failed(self, now):
        """Settle again what failed a while ago.

        :return: the earnings tried
        """
        failed = self.search(
            [("state", "=", "failed"), ("retry_at", "<=", now)],
            limit=self._RETRY_BATCH,
            order="retry_at, id",
        )
        failed.retry_at = now + self._RETRY_AFTER
        sources = defaultdict(set)
        for documents in failed._source():
            self._settle(documents)
            sources[documents._name].update(documents.ids)
        gone = failed.filtered(
            lambda earning: earning.source_id not in sources[earning.source_model]
        )
        gone.write({"retry_at": False})
        return failed
