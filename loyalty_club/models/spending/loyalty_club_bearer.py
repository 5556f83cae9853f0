from odoo import api, models

from ...tools.coupon_use import CouponUse, Place


class LoyaltyClubBearer(models.AbstractModel):
    """A document on which coupons are used.

    A channel makes its document one by inheriting this, naming it, and saying which
    coupons stand on it and how.
    """

    _name = "loyalty.club.bearer"
    _description = "Customer Club: Document with Coupons"

    # === QUESTIONS === #

    def _loyalty_club_place(self) -> Place:
        """The document, as a coupon remembers it."""
        self.ensure_one()
        return Place(f"{self._name},{self.id}")

    def _loyalty_club_uses(self) -> list[CouponUse]:
        """The coupons on these documents, as they stand on them now."""
        raise NotImplementedError(self._name)

    def _loyalty_club_bearing(self):
        """Those of these documents that have coupons, or may have had some.

        Most have none, and cost nothing by this. Some may have been deleted.
        """
        return self

    # === VERBS === #

    def _loyalty_club_bear(self):
        """Settle the coupons of these documents now."""
        # The document says who used what; nobody has the right to write coupons.
        documents = self.sudo()
        self.env["loyalty.club.coupon"].sudo()._settle(
            [each._loyalty_club_place().name for each in documents],
            documents.exists()._loyalty_club_uses(),
        )

    def _loyalty_club_bear_soon(self):
        """Settle the coupons of these documents before the transaction is committed."""
        if not self:
            return
        borne = self.env.cr.precommit.data.setdefault("loyalty_club_borne", {})
        if not borne:
            self.env.cr.precommit.add(self.env["loyalty.club.bearer"]._settle_borne)
        ids = {id_ for id_ in self._origin.ids if isinstance(id_, int)}
        borne.setdefault(self._name, set()).update(ids)

    @api.model
    def _settle_borne(self):
        borne = self.env.cr.precommit.data.pop("loyalty_club_borne", {})
        for model, ids in borne.items():
            self.env[model].browse(sorted(ids))._loyalty_club_bear()
