import logging
from collections.abc import Callable, Sized

from psycopg2 import OperationalError

from odoo import api, models

_logger = logging.getLogger(__name__)


class LoyaltyClubBatch(models.AbstractModel):
    """Runs long work in batches that can be killed and resumed."""

    _name = "loyalty.club.batch"
    _description = "Customer Club: Work in Batches"

    # Batches in a row that may lose against other transactions.
    _MAX_CONFLICTS = 5

    @api.model
    def _run(self, step: Callable[[], Sized]):
        """Call ``step`` until it finds nothing to do or the job's time is up.

        Each batch is committed. Odoo does not repeat a job that met a concurrent
        update, as it does with requests; so a batch that did is rolled back and read
        anew here.
        """
        conflicts = 0
        while conflicts < self._MAX_CONFLICTS:
            try:
                done = len(step())
            except OperationalError:
                self.env.cr.rollback()
                conflicts += 1
                _logger.info("A batch met a concurrent update and is repeated.")
                continue
            conflicts = 0
            seconds_left = self.env["ir.cron"]._commit_progress(done)
            if not done or not seconds_left:
                break
