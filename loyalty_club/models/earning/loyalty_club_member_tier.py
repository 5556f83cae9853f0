import logging

from odoo import api, models
from odoo.tools import SQL

from ..ledger.loyalty_club_batch import RETRIED

_logger = logging.getLogger(__name__)


class LoyaltyClubMember(models.Model):
    """What members have bought counts for their tiers, and lifts them at once."""

    _inherit = "loyalty.club.member"

    @api.model
    def _tier_measures(self):
        """Add: what purchases were worth, and how many there were.

        Each as far as it makes points due: nothing counts before it is paid, or
        ordered, and what came back counts no more.
        """
        purchases = SQL(
            "loyalty_club_earning WHERE member_id = person.member_id"
            " AND occurred_at >= chosen.begins_at"
        )
        return {
            **super()._tier_measures(),
            "amount": SQL("SELECT sum(amount * paid::numeric) FROM %s", purchases),
            "orders": SQL(
                "SELECT count(*) FROM %s AND amount > 0 AND paid >= 1", purchases
            ),
        }

    # === VERBS === #

    @api.model
    def _review_tiers_later(self, member_ids):
        """Let members rise when all that this transaction does has been counted.

        Not before: what one document earns, another one may have to give up. So the
        purchase that leads to a tier, and what is settled with it, earns as before.
        """
        precommit = self.env.cr.precommit
        rated = precommit.data.setdefault("loyalty_club_rated", set())
        if member_ids and not rated:
            precommit.add(self.env[self._name]._review_rated)
        rated.update(member_ids)

    @api.model
    def _review_rated(self):
        """Let those rise who have earned, or given back, in this transaction."""
        precommit = self.env.cr.precommit
        if "loyalty_club_touched" in precommit.data:
            precommit.add(self._review_rated)  # after what is still to be settled
            return
        steps = self._tier_steps(
            sorted(precommit.data.pop("loyalty_club_rated", ())), at_night=False
        )
        if not steps:
            return
        try:
            with self.env["loyalty.club.batch"]._apart():
                self._take_steps(steps)
        except RETRIED:
            raise
        except Exception:
            # No tier, and nothing it brings, stands in the way of a sale.
            _logger.exception("Tiers can't be given now; they will be at night")
