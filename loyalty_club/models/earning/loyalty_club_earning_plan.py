from collections import defaultdict
from dataclasses import replace

from odoo import api, models
from odoo.tools import SQL

from ...tools.cause import Cause
from .settlement import Settlement


class LoyaltyClubEarning(models.Model):
    """Who earns for what: documents, and the members who earn for them."""

    _inherit = "loyalty.club.earning"

    @api.model
    def _concerned(self, owners):
        """The documents that exist, and for which somebody earns or has earned.

        Most documents are nobody's: they leave here, after two queries.

        :return: the documents; the members who earn for them, and the earnings there
            are, by document id
        """
        earnings = self._of_existing(owners)
        owners = owners.browse(earnings)
        members = owners._loyalty_club_members()
        return (
            owners.filtered(lambda owner: members.get(owner.id) or earnings[owner.id]),
            members,
            earnings,
        )

    @api.model
    def _of_existing(self, documents):
        """The earnings of those documents that still exist, by document id."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT document.id, earning.id
                  FROM %s AS document
             LEFT JOIN loyalty_club_earning AS earning
                    ON earning.source_model = %s AND earning.source_id = document.id
                 WHERE document.id = ANY(%s)
              ORDER BY document.id, earning.id
                """,
                SQL.identifier(documents._table),
                documents._name,
                documents.ids,
            )
        )
        all_ids = [earning_id for _id, earning_id in rows if earning_id]
        ids = defaultdict(list)
        for id_, earning_id in rows:
            ids[id_] += [earning_id] if earning_id else []
        return {
            id_: self.browse(found).with_prefetch(all_ids) for id_, found in ids.items()
        }

    @api.model
    def _plan(self, owners, members, earnings, backfill):
        """Pair the documents with the members who earn, or have earned, for them."""
        causes = owners._loyalty_club_causes()
        nobody = self.env["loyalty.club.member"]
        settlements = [
            settlement
            for owner in owners
            for settlement in self._pair(
                causes[owner.id],
                owner._loyalty_club_partner(),
                members.get(owner.id, nobody),
                earnings[owner.id],
                backfill,
            )
        ]
        return sorted(settlements, key=lambda each: each.cause.occurred_at)

    def _voided(self):
        """An earning whose document is gone, on its way to nothing."""
        self.ensure_one()
        cause = Cause(
            source_model=self.source_model,
            source_id=self.source_id,
            occurred_at=self.occurred_at,
            reference=self.reference or "",
            is_void=True,
        )
        return Settlement(
            cause=cause,
            member=self.member_id,
            partner=self.partner_id,
            earning=self,
            kept=self.line_ids._awards(),
        )

    @api.model
    def _keepers(self, earnings, partner, members):
        """Those of the earnings of a document that go on, one in a club at most.

        Who earned once keeps earning, unless the document changed hands; and when two
        contacts that it has been with are merged, it is the one that is not void, or
        that of the member who took over.
        """
        keepers = {}
        for earning in earnings.sorted(
            lambda each: (
                each.state == "void",
                bool(each.member_id.merged_into_id),
                each.id,
            )
        ):
            if earning.partner_id == partner or earning.member_id in members:
                keepers.setdefault(earning.club_id, earning)
        return self.union(*keepers.values())

    @api.model
    def _pair(self, cause, partner, members, earnings, backfill):
        active, keepers = members, self._keepers(earnings, partner, members)
        for earning in earnings:
            is_kept = earning in keepers
            members = members.filtered(
                lambda member, club=earning.club_id, is_kept=is_kept: (
                    member.club_id != club or not is_kept
                )
            )
            settlement = Settlement(
                cause=cause if is_kept else cause.voided(),
                member=earning.member_id,
                partner=partner if is_kept else earning.partner_id,
                earning=earning,
                kept=earning.line_ids._awards(),
            )
            if settlement.is_made_again and settlement.member not in active:
                # A new purchase, and only who is an active member earns for those.
                settlement = replace(settlement, cause=cause.voided())
            yield settlement
        if cause.is_void:
            return
        for member in members:
            is_backfill = member.club_id == backfill
            settlement = Settlement(
                cause=cause,
                member=member,
                partner=partner,
                earning=self.browse(),
                is_backfill=is_backfill,
            )
            if is_backfill or (member.joined_on or settlement.day) <= settlement.day:
                yield settlement
