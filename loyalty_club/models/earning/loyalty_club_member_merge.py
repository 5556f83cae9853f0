from odoo import models
from odoo.tools import SQL


class LoyaltyClubMember(models.Model):
    """Earnings follow a merged member, so that later returns find him."""

    _inherit = "loyalty.club.member"

    def _take_over_points(self, other):
        """Take over no points that this member has got for the same thing."""
        self._lock_accounts([self.id, other.id])
        mine = self.earning_ids.filtered("points").grouped(self._earned_for)
        other.earning_ids.filtered(
            lambda each: each.points and self._earned_for(each) in mine
        )._void()
        return super()._take_over_points(other)

    def _take_over_relations(self, other):
        """Take over what the other member has earned, document by document."""
        result = super()._take_over_relations(other)
        mine = self.earning_ids.grouped(self._document)
        doubles = other.earning_ids.filtered(lambda each: self._document(each) in mine)
        (other.earning_ids - doubles).member_id = self
        # A document that changed hands, and came from this member: what it has earned
        # is here from now on, and the one that is void is there.
        for earning in doubles.filtered("points"):
            self._swap(earning | mine[self._document(earning)], other)
        self._join_stamp_cards()
        return result

    def _document(self, earning):
        return earning.source_model, earning.source_id

    def _earned_for(self, earning):
        """What earns one person once: a document, joining the club, or an occasion."""
        if earning.source_model == self._name:
            return self._name
        occasions = self.env["loyalty.club.occasion"]
        if earning.source_model == occasions._name:
            return occasions.browse(earning.source_id)._once_for()
        return self._document(earning)

    def _swap(self, earnings, other):
        """Let two earnings, of this member and another one, change places."""
        earnings.flush_recordset(["member_id"])
        self.env.cr.execute(
            SQL(
                "UPDATE loyalty_club_earning SET member_id ="
                " CASE member_id WHEN %s THEN %s::int ELSE %s END WHERE id = ANY(%s)",
                *(self.id, other.id, self.id, earnings.ids),
            )
        )
        earnings.invalidate_recordset(["member_id"], flush=False)
        (self | other).invalidate_recordset(["earning_ids"], flush=False)

    def _join_stamp_cards(self):
        """Two cards have become one, which may be full by that."""
        lines = self.earning_ids.line_ids.filtered("every")
        cards = {(line.earning_id.member_id.id, line.rule_id) for line in lines}
        if cards:
            accounts = self._lock_accounts(self.ids)
            self.env["loyalty.club.earning"]._fill_cards(cards)._post_due(accounts)
