from collections import Counter

from odoo import models
from odoo.exceptions import UserError


class LoyaltyClub(models.Model):
    """No more people join with an organisation than its contract covers."""

    _inherit = "loyalty.club"

    # === VERBS === #

    def _welcome(self, candidates):
        """Those who can join now: in their order, as far as contracts have room."""
        candidates = super()._welcome(candidates)
        room = self._rooms(candidates)
        welcome = []
        for candidate in candidates:
            parent = candidate.parent
            if room.get(parent) == 0:
                continue
            if parent in room:
                room[parent] -= 1
            welcome.append(candidate)
        return welcome

    def _admit(self, candidates, **details):
        """Refuse more people than a contract covers, whoever admits them.

        :raise UserError: when there are more of them
        """
        heads = Counter(candidate.parent for candidate in candidates)
        for parent, room in self._rooms(candidates).items():
            if heads[parent] > room:
                raise UserError(self._refusal_of_room(parent))
        return super()._admit(candidates, **details)

    def _rooms(self, candidates):
        """How many more people the contracts of their organisations cover."""
        parents = {each.parent for each in candidates if each.parent.head_limit}
        return {parent: parent._room() for parent in parents}

    def _refusal_of_room(self, organisation):
        return self.env._(
            "The contract with %(organisation)s covers %(limit)s employees, and there "
            "are as many.",
            organisation=organisation.partner_id.display_name,
            limit=organisation.head_limit,
        )
