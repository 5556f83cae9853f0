import logging
from datetime import timedelta

from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from odoo import api, fields, models

from ..ledger.loyalty_club_batch import RETRIED

_logger = logging.getLogger(__name__)


class LoyaltyClubEarning(models.Model):
    """How earnings fail: apart from all else, in plain sight, and to be tried again."""

    _inherit = "loyalty.club.earning"

    # A failure may be somebody else's passing trouble; try again after so long.
    _RETRY_AFTER = timedelta(hours=1)
    _RETRY_BATCH = 100

    def _is_transaction_lost(self) -> bool:
        """Whether the database takes nothing more: going on would lose it all."""
        status = self.env.cr.connection.get_transaction_status()
        return status == TRANSACTION_STATUS_INERROR

    @api.model
    def _fail(self, owner, error):
        """Keep why a document could not be settled, for each member it concerns.

        First for those who have earned: who else would may be what can't be told.
        """
        self._fail_safely(self._fail_known, owner, error)
        self._fail_safely(self._fail_fresh, owner, error)

    @api.model
    def _fail_known(self, owner, error):
        self._of_sources(owner)._mark_failed(error)

    @api.model
    def _fail_fresh(self, owner, error):
        earnings = self._of_sources(owner)
        members = owner._loyalty_club_members().get(owner.id, [])
        self.create(
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
        )._mark_failed(error)

    @api.model
    def _fail_safely(self, mark, owner, error):
        try:
            with self.env["loyalty.club.batch"]._apart():
                mark(owner, error)
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
        for documents in failed._source():
            self._settle(documents)
        # Nobody can tell what documents of a module that is gone are worth.
        lost = failed.filtered(lambda earning: earning.source_model not in self.env)
        lost.write({"retry_at": False})
        return failed
