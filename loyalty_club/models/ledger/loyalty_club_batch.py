import logging
from collections.abc import Callable, Sized
from contextlib import contextmanager

from psycopg2 import OperationalError

from odoo import api, models
from odoo.exceptions import ConcurrencyError

_logger = logging.getLogger(__name__)

# What Odoo answers by running a request again, and what must never be swallowed.
RETRIED = (OperationalError, ConcurrencyError)


class LoyaltyClubBatch(models.AbstractModel):
    """Runs long work in batches that can be killed and resumed."""

    _name = "loyalty.club.batch"
    _description = "Customer Club: Work in Batches"

    # Batches in a row that may lose against other transactions.
    _MAX_CONFLICTS = 5

    @api.model
    def _run(self, step: Callable[[], Sized], anew: Callable | None = None):
        """Call ``step`` until it finds nothing to do or the job's time is up.

        Each batch is committed. Odoo does not repeat a job that met a concurrent
        update, as it does with requests; so a batch that did is rolled back and read
        anew here. As long as there was something to do, Odoo is told that there may be
        more: it calls the job again soon, not after its whole interval.

        :param step: does the next batch, and returns what it has handled
        :param anew: makes the step again once a batch was rolled back, where a step
            remembers how far it was
        """
        cron = self.env["ir.cron"]
        conflicts = 0
        while conflicts < self._MAX_CONFLICTS:
            try:
                done = len(step())
                # What a step has written may be sent to the database only now.
                seconds_left = cron._commit_progress(done, remaining=int(done > 0))
            except RETRIED:
                self.env.cr.rollback()
                step = anew() if anew else step
                conflicts += 1
                _logger.info("A batch met a concurrent update and is repeated.")
                continue
            conflicts = 0
            if not done or not seconds_left:
                return
        _logger.warning("Others were faster each time; the job goes on later.")
        cron._commit_progress(remaining=1)

    @api.model
    @contextmanager
    def _apart(self):
        """Undo what is done here when it fails, and that alone.

        What others have yet to write is written before, so that it can't fail in our
        name; and what waits for the commit goes on waiting.
        """
        self.env.flush_all()
        try:
            with self.env.cr.savepoint(flush=False):
                yield
                self.env.flush_all()
        except Exception:
            self.env.transaction.clear()
            raise

    @api.model
    def _each_apart(self, records, work: Callable) -> dict:
        """Do something for all of these records; one that fails stops no others.

        What fails is tried in halves, so that one in ten thousand costs some thirty
        attempts.

        :param work: called with some of the records
        :return: the errors, by record
        """
        if not records:
            return {}
        try:
            with self._apart():
                work(records)
        except RETRIED:
            raise
        except Exception as error:
            if len(records) == 1:
                _logger.warning(
                    "%s can't be done with the others.", records, exc_info=True
                )
                return {records: error}
            half = len(records) // 2
            first, second = records[:half], records[half:]
            return self._each_apart(first, work) | self._each_apart(second, work)
        return {}
