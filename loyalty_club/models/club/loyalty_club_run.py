import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..ledger.loyalty_club_batch import RETRIED

_logger = logging.getLogger(__name__)


class LoyaltyClubRun(models.AbstractModel):
    """Long work for a club that a person prepares, looks at, starts and may stop.

    It goes through states; in some of them a job does it batch by batch. What it has
    come to, and where it is, nobody writes but the run itself.
    """

    _name = "loyalty.club.run"
    _inherit = ["mail.thread"]
    _description = "Customer Club: Long Work"
    _order = "id desc"

    # What only the run writes, and how it begins.
    _START = {"state": "draft"}
    # The method that does the next batch in a state. It returns what it has handled,
    # and moves on to the next state when there was nothing left.
    _STEPS = {}
    # The scheduled action that calls :meth:`_cron_run`.
    _JOB = ""

    club_id = fields.Many2one(
        comodel_name="loyalty.club", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="club_id.company_id", store=True, index=True)
    done_count = fields.Integer(string="Handled", readonly=True, copy=False)

    # How many are handled in one transaction.
    _BATCH = 1000

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Start at the beginning, whatever the context of a request says.

        :raise AccessError: when figures of a run come with it
        """
        for vals in vals_list:
            self._check_not_forged(vals)
        return super().create([{**self._START, **vals} for vals in vals_list])

    def write(self, vals):
        """Stay with the clubs of one's own companies.

        :raise AccessError: when another company would pay for it, or when somebody
            writes what only a run may
        """
        self._check_not_forged(vals)
        result = super().write(vals)
        if "club_id" in vals:
            self.check_access("write")
        return result

    def _check_not_forged(self, vals):
        if not self.env.su and not self._START.keys().isdisjoint(vals):
            raise AccessError(
                self.env._("Only the run itself says how far it is, and what it costs.")
            )

    # === CRON === #

    @api.model
    def _cron_run(self):
        """Go on with all that is under way. One that fails does not stop the others."""
        for run in self.search([("state", "in", list(self._STEPS))]):
            try:
                if not run._as_worker()._go_on():
                    return  # the time of the job is up
            except RETRIED:
                raise
            except Exception as error:
                _logger.exception("%s can't go on", run)
                self.env.cr.rollback()
                run._give_up(error)
                self.env["ir.cron"]._commit_progress(0, remaining=1)

    def _go_on(self) -> bool:
        """Work until it is done. False when the time of the job is up before."""
        while self.state in self._STEPS:
            before = self.state
            self.env["loyalty.club.batch"]._run(getattr(self, self._STEPS[before]))
            if self.state == before:
                return False
        return True

    def _give_up(self, error):
        """Go back to the beginning, and say why."""
        self.state = self._START["state"]
        self.message_post(
            body=self.env._("This could not go on: %(error)s", error=str(error))
        )

    def _as_worker(self):
        """This run in the name of whom the job does it."""
        return self

    # === ACTIONS === #

    def _as_run(self):
        """This one with the right to write what only a run may.

        :raise AccessError: for anybody who may not write it himself
        """
        self.ensure_one()
        self.check_access("write")
        return self.sudo()

    def _check_state(self, *states):
        if self.state not in states:
            raise UserError(
                self.env._("This was started already. Reload the page to see how far.")
            )

    def _trigger(self):
        # Managers of the club need not be able to run scheduled actions.
        self.env.ref(self._JOB).sudo()._trigger()
        return True
