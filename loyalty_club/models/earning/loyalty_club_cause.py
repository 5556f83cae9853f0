from odoo import api, models

from ...tools.cause import Cause


class LoyaltyClubCause(models.AbstractModel):
    """A document that members earn points for.

    A channel makes its document one by inheriting this and answering four questions:
    who owns the earning, who bought, what was bought, and when it was touched.
    """

    _name = "loyalty.club.cause"
    _description = "Customer Club: Cause of Earnings"

    # === QUESTIONS === #

    def _loyalty_club_owners(self):
        """The documents that own the earnings of these, a recordset per model.

        One sale has one owner: an invoice answers with its orders. Some of these may
        have been deleted since they were touched.
        """
        return [self]

    def _loyalty_club_partner(self):
        """Who bought: the contact on one document."""
        self.ensure_one()
        return self.partner_id

    def _loyalty_club_causes(self) -> dict[int, Cause]:
        """What was bought, charged, returned and paid, by document id."""
        raise NotImplementedError(self._name)

    def _loyalty_club_members(self):
        """The active members who earn for these documents, by document id."""
        return self.env["loyalty.club.member"]._of_buyers(self)

    def _loyalty_club_replaced(self):
        """Documents of one model that have earned for what these charge now.

        They give it up when they are settled next; limits must know before.
        """
        return self.browse()

    # === VERBS === #

    @api.model
    def _loyalty_club_models(self):
        """The models that are causes, each an empty recordset."""
        names = self.env.registry.descendants([self._name], "_inherit")
        return [self.env[name] for name in names if not self.env[name]._abstract]

    def _loyalty_club_touch(self):
        """Have these documents settled before the transaction is committed.

        May be called any number of times, from any hook: what counts is what the
        documents are in the end.
        """
        touched = self.env.cr.precommit.data.setdefault("loyalty_club_touched", {})
        if not touched:
            # A callback for this transaction, with the rights of whoever caused it.
            self.env.cr.precommit.add(self.env["loyalty.club.cause"]._settle_touched)
        # Records that are only being edited on a screen have no id yet.
        ids = {id_ for id_ in self._origin.ids if isinstance(id_, int)}
        touched.setdefault(self._name, set()).update(ids)

    def _settle_touched(self):
        """Settle what was touched in this transaction."""
        touched = self.env.cr.precommit.data.pop("loyalty_club_touched", {})
        self.env["loyalty.club.earning"]._settle(
            *(self.env[model].browse(sorted(ids)) for model, ids in touched.items())
        )
