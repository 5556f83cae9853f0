from odoo import models
from odoo.fields import Domain


class LoyaltyClubMember(models.Model):
    """How two memberships of one person become one."""

    _inherit = "loyalty.club.member"

    # === VERBS === #

    def _absorb(self, others):
        """Take over the points and the history of other members of the same club.

        Their entries stay where they are, as everything in the ledger does; what is
        left of their points moves here lot by lot, with its expiry, and so do debts.
        """
        self.ensure_one()
        for other in others - self:
            self._take_over_points(other)
            self._take_over_relations(other)
            self._take_over_external_number(other)
            self.write(self._merged_values(other))
            other.write(
                {
                    "state": "left",
                    "left_on": other.club_id._today(),
                    "merged_into_id": self.id,
                    "partner_id": False,
                }
            )
            self.message_post(
                body=self.env._(
                    "The membership %(number)s was merged into this one.",
                    number=other.number,
                )
            )

    def _take_over_points(self, other):
        self._transfer({other: self}, "merge", with_earnings=True)
        self._take_over_lifetime(other)

    def _survivor(self):
        """This member, or the one who took over all that was his."""
        self.ensure_one()
        member = self
        while member.merged_into_id:
            member = member.merged_into_id
        return member

    def _of_these(self, field) -> Domain:
        """What belongs to these members, or belonged to who was merged into them.

        Those are asked for first, so that what is theirs is found by its index.

        :param field: where a member stands on it
        """
        everybody = self.with_context(active_test=False)
        merged = everybody.search([("merged_into_id", "in", self.ids)])
        return Domain(field, "in", (self | merged).ids)

    def _take_over_relations(self, other):
        everybody = self.with_context(active_test=False)
        other.with_context(active_test=False).child_ids.parent_id = self
        # Who was merged before is this member's now: nobody has to look further.
        everybody.search([("merged_into_id", "=", other.id)]).merged_into_id = self
        self.env["loyalty.club.adjustment"].search(
            [("member_id", "=", other.id), ("state", "=", "waiting")]
        ).member_id = self
        everybody.search(
            [("referrer_id", "=", other.id), ("id", "!=", self.id)]
        ).referrer_id = self

    def _take_over_external_number(self, other):
        # He is found by it; a second one stays where it is, so that an import that is
        # repeated still knows it.
        if self.external_number or not other.external_number:
            return
        number, other.external_number = other.external_number, False
        other.flush_recordset(["external_number"])
        self.external_number = number

    def _merged_values(self, other):
        """What the member becomes: suspended, if one of the two was."""
        states = {self.state, other.state}
        order = ("suspended", "active", "left")
        state = next(state for state in order if state in states)
        joined_on = min(filter(None, [self.joined_on, other.joined_on]), default=False)
        return {
            "state": state,
            "joined_on": joined_on,
            "left_on": self.left_on if state == "left" else False,
            "type_id": (self.type_id or other.type_id).id,
            "terms_version": max(self.terms_version, other.terms_version),
            "referrer_id": self._merged_referrer(other).id,
            "parent_id": (self.parent_id or other.parent_id - self).id,
            "is_spending_blocked": self.is_spending_blocked
            or other.is_spending_blocked,
        }
