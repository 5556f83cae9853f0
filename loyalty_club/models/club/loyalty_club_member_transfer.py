from odoo import api, models

from ...tools.posting import Posting


class LoyaltyClubMember(models.Model):
    """How points go from one membership of a person to another one of his."""

    _inherit = "loyalty.club.member"

    # === VERBS === #

    @api.model
    def _transfer(self, heirs, occasion, *, with_earnings=False):
        """Move all that is left of the points of members: lot by lot, and debts too.

        :param heirs: the member who takes over, by the member who gives
        :param occasion: ``merge`` | ``leave``
        :param with_earnings: keep apart, and name, what the points were earned for:
            it may be returned some day, and is the heir's from then on
        """
        givers = self.browse(member.id for member in heirs)
        heads = self.browse(heir.id for heir in heirs.values())
        self._lock_accounts((givers | heads).ids)
        residuals = self.env["loyalty.club.residual"].search(
            [("member_id", "in", givers.ids)]
        )
        lots_apart = residuals.grouped(
            lambda lot: (
                lot.member_id,
                lot.expires_on,
                lot.entry_id.earning_id if with_earnings else None,
            )
        )
        last_ids = givers._last_entry_ids()
        postings = []
        for (giver, *what), lots in lots_apart.items():
            heir, points = heirs[giver], sum(lots.mapped("points"))
            if points:
                postings += self._transfer_of(
                    giver, heir, occasion, points, last_ids[giver], *what
                )
        self.env["loyalty.club.entry"]._append(postings)

    @api.model
    def _transfer_of(self, giver, heir, occasion, points, last_id, expires_on, earning):
        """The two entries that move points which share an expiry and an earning."""
        earning_id = earning.id if earning else None
        key = f"{occasion}/{giver.id}/{heir.id}/{expires_on or 'never'}"
        # A merge happens once. Who leaves may leave again, or get back what he spent.
        key += f"/{earning_id or 0}" if occasion == "merge" else f"/{last_id}"
        reason = self._transfer_reason(giver, heir, occasion)
        return [
            Posting(
                *(giver.id, "transfer", -points, f"{key}/out"),
                earning_id=earning_id,
                reason=reason,
            ),
            Posting(
                *(heir.id, "transfer", points, f"{key}/in"),
                earning_id=earning_id,
                expires_on=expires_on or None,
                reason=reason,
            ),
        ]

    def _last_entry_ids(self) -> dict:
        """The last entry of each of these members that has any, by member.

        Names what is done with all his points as they are then. Their lots do not: what
        was spent of one may come back to it.
        """
        return dict(
            self.env["loyalty.club.entry"]._read_group(
                [("member_id", "in", self.ids)], ["member_id"], ["id:max"]
            )
        )

    @api.model
    def _transfer_reason(self, giver, heir, occasion):
        if occasion == "merge":
            return self.env._(
                "Merged: %(old)s into %(new)s", old=giver.number, new=heir.number
            )
        return self.env._(
            "Left %(club)s: moved to %(number)s",
            club=giver.club_id.name,
            number=heir.number,
        )
