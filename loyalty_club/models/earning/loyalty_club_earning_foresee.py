from dataclasses import replace
from typing import NamedTuple

from odoo import Command, api, models

from ...tools.cause import Cause
from .loyalty_club_earning_line import COLUMNS
from .settlement import Settlement


class Foresight(NamedTuple):
    """What a member would earn: points, and a sentence for each rule."""

    points: int
    reasons: list[str]


class LoyaltyClubEarning(models.Model):
    """What a purchase would earn that is not made yet: a cart, or goods at a till."""

    _inherit = "loyalty.club.earning"

    # === VERBS === #

    @api.model
    def _foresee_purchase(self, cause: Cause, members) -> dict[int, Foresight]:
        """What members would earn if this purchase were made and paid now.

        Nothing is written, and nothing is promised: limits, stamp cards and the rules
        may have changed when it is.

        :return: what each would earn, by member id
        """
        cause = replace(cause, is_void=False, paid=1.0, covered=1.0)
        # Who sells, or buys, need not be able to read rules and rulebooks.
        earnings = self.sudo()
        settlements = [
            Settlement(
                cause=cause,
                member=member,
                partner=member.partner_id,
                earning=earnings.browse(),
            )
            for member in members.sudo()
        ]
        earnings._evaluate(settlements)
        return {
            each.member.id: Foresight(each.points, earnings._foreseen(each)._explain())
            for each in settlements
        }

    @api.model
    def _foreseen(self, settlement):
        """The earning that a settlement would become, not kept anywhere."""
        row = self.env["loyalty.club.earning.line"]._row
        lines = [
            dict(zip(COLUMNS[1:], row(award), strict=True))
            for award in settlement.awards
        ]
        return self.new(
            {
                **settlement.first_values(),
                "state": "posted",
                "line_ids": [Command.create(line) for line in lines],
            }
        )
