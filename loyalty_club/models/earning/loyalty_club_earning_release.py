import logging

from odoo import api, fields, models
from odoo.tools import SQL

from ..ledger.loyalty_club_batch import RETRIED

_logger = logging.getLogger(__name__)


class LoyaltyClubEarning(models.Model):
    """How held points are released once the return window has passed."""

    _inherit = "loyalty.club.earning"

    _RELEASE_BATCH = 1000

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
            with self.env["loyalty.club.batch"]._apart():
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
