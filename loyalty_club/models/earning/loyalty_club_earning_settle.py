import logging

from odoo import api, models
from odoo.tools import clean_context

from ..ledger.loyalty_club_batch import RETRIED

_logger = logging.getLogger(__name__)


class LoyaltyClubEarning(models.Model):
    """How earnings follow their documents.

    Settling looks at a document as it is now, counts what it should have earned, and
    posts the difference to what it has: the same result however often it runs.
    """

    _inherit = "loyalty.club.earning"

    @api.model
    def _settle(self, *documents, backfill=None):
        """Bring every earning of these documents to its target.

        A document that can't be settled never stands in the way of its sale: its
        earning says why, and is tried again.

        :param documents: recordsets, of a model each
        :param backfill: the club in which purchases made before joining earn, too
        """
        # Who confirms an order or registers a payment need not know of the club; and
        # defaults in the context of a request must not become figures of an earning.
        env = self.env(su=True, context=clean_context(self.env.context))
        owners = {}
        for touched in documents:
            for found in self.with_env(env)._owners(touched.with_env(env)):
                # An order, its invoice and its payment are one sale: settled once.
                owners[found._name] = owners.get(found._name, found) | found
        for found in owners.values():
            self.with_env(env)._settle_safely(found, backfill)

    @api.model
    def _owners(self, documents):
        """Who owns what these documents earn, when that can be told.

        Of documents whose owner can't be told, what they earned themselves has failed.
        """
        try:
            return documents._loyalty_club_owners()
        except RETRIED:
            raise
        except Exception as error:
            if self._is_transaction_lost():
                raise
            if len(documents) > 1:
                return [each for one in documents for each in self._owners(one)]
            _logger.exception("What %s belong to can't be told", documents)
            self._fail_safely(self._fail_known, documents, error)
            return []

    @api.model
    def _settle_safely(self, owners, backfill):
        if not owners:
            return
        self.env.flush_all()
        try:
            concerned, members, earnings = self._concerned(owners)
            gone = owners.filtered(lambda owner: owner.id not in earnings)
            if concerned or gone:
                with self.env["loyalty.club.batch"]._apart():
                    # First, for what they give up makes room within limits.
                    self._of_sources(gone)._void()
                    self._settle_now(concerned, members, earnings, backfill)
        except RETRIED:
            # A concurrent update: Odoo runs the whole transaction again.
            raise
        except Exception as error:
            if self._is_transaction_lost():
                raise
            if len(owners) > 1:
                for owner in owners:
                    self._settle_safely(owner, backfill)
            else:
                _logger.exception("%s can't be settled", owners)
                self._fail(owners, error)

    @api.model
    def _settle_now(self, owners, members, earnings, backfill):
        if not owners:
            return
        settlements = self._plan(owners, members, earnings, backfill)
        fresh = [each for each in settlements if not each.earning]
        accounts = None
        if unsure := self._evaluate_known(settlements):
            accounts = self._lock_members(settlements)
            self._evaluate(unsure, self._replaced(owners))
        changed = self._keep_changes([each for each in settlements if each.earning])
        if fresh or changed:
            accounts = accounts or self._lock_members(settlements)
            changed |= self._give_stamps(fresh)
            changed |= self._fill_stamp_cards(settlements)
            changed._post_due(
                accounts,
                [each for each in fresh if not each.earning],
                {each.earning.id for each in settlements if each.cause.is_moved},
            )

    def _void(self):
        """Bring these to nothing: no document is left that could be asked."""
        settlements = [each._voided() for each in self if each.state != "void"]
        if settlements:
            self._evaluate_known(settlements)
            accounts = self._lock_members(settlements)
            changed = self._keep_changes(settlements)
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
        self.env.flush_all()
        concerned = self.sudo()._concerned(documents.sudo())
        fresh = [
            settlement
            for settlement in self.sudo()._plan(*concerned, club)
            if not settlement.earning and settlement.member.club_id == club
        ]
        self._evaluate(fresh)
        awards = [award for settlement in fresh for award in settlement.awards]
        awards = [award for award in awards if not award.is_coupon]
        stamps = sum(award.rate / award.every for award in awards if award.every)
        return sum(award.points for award in awards) + int(stamps)

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
    def _replaced(self, owners):
        """Settlements of what these take over, as it will be without that."""
        replaced = owners._loyalty_club_replaced()
        if not replaced:
            return []
        planned = self._plan(*self._concerned(replaced), None)
        settlements = [each for each in planned if each.earning]
        self._evaluate_known(settlements)
        return settlements

    @api.model
    def _evaluate(self, settlements, replaced=()):
        """Count, one after the other, within what limits leave to each.

        :param replaced: settlements that make room for these
        """
        used = self.env["loyalty.club.limit"]._usage(settlements)
        for settlement in replaced:
            used.add(settlement)
        for settlement in settlements:
            settlement.evaluate(used.of(settlement))
            used.add(settlement)

    # === KEEP === #

    @api.model
    def _keep_changes(self, settlements):
        """Write down what has changed of earnings.

        :return: those that have changed
        """
        changed, awards = self.browse(), {}
        for settlement in settlements:
            values = settlement.changes()
            if values:
                settlement.earning.write(values)
            if settlement.awards != settlement.kept:
                awards[settlement.earning.id] = settlement.awards
            if values or settlement.awards != settlement.kept:
                changed |= settlement.earning
        self.env["loyalty.club.earning.line"]._replace_awards(awards)
        return changed

    @api.model
    def _give_stamps(self, settlements):
        """Make earnings of those on a stamp card, before the whole card is looked at.

        :return: the new earnings; nothing is posted of them yet
        """
        return self._insert_fresh(
            [each.standing() for each in settlements if each.has_stamps]
        )
