from odoo import models


class LoyaltyClubMember(models.Model):
    """Earnings follow a merged member, so that later returns find him."""

    _inherit = "loyalty.club.member"

    def _take_over_relations(self, other):
        """Take over what the other member has earned, document by document."""
        result = super()._take_over_relations(other)
        mine = {(each.source_model, each.source_id) for each in self.earning_ids}
        other.earning_ids.filtered(
            lambda each: (each.source_model, each.source_id) not in mine
        ).member_id = self
        self._join_stamp_cards()
        return result

    def _join_stamp_cards(self):
        """Two cards have become one, which may be full by that."""
        lines = self.earning_ids.line_ids.filtered("every")
        cards = {(line.earning_id.member_id.id, line.rule_id) for line in lines}
        if cards:
            accounts = self._lock_accounts(self.ids)
            self.env["loyalty.club.earning"]._fill_cards(cards)._post_due(accounts)
