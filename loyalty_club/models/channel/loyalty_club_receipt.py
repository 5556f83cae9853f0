from typing import NamedTuple

from odoo import models


class Receipt(NamedTuple):
    """What a document has brought a member, and what it took from him, in points.

    ``earned`` counts what comes later, too; ``pending`` says how much of it that is.
    ``received`` are the coupons for the next purchase.
    """

    earning: object
    earned: int
    pending: int
    used: int
    received: object


class LoyaltyClubReceipt(models.AbstractModel):
    """A document that tells its customer what it has brought him.

    It is a cause of earnings and bears coupons; a channel says how it is told.
    """

    _name = "loyalty.club.receipt"
    _description = "Customer Club: Document that Tells its Customer"

    def _loyalty_club_receipts(self) -> dict:
        """A :class:`Receipt` for each who earns for these: by document id, by member.

        Read in a number of queries that does not grow with the documents.
        """
        members = self._loyalty_club_members() if self else {}
        if not any(members.values()):
            return {}
        found = self.env["loyalty.club.earning"]._of_sources(self)
        earnings = {(each.source_id, each.member_id): each for each in found}
        used = self._loyalty_club_points_used()
        given = found._coupons_given()

        def receipt(place):
            earning = earnings.get(place, found.browse())
            earned, pending = self._loyalty_club_earned(earning)
            received = given.get(earning, self.env["loyalty.club.coupon"])
            return Receipt(earning, earned, pending, used.get(place, 0), received)

        return {
            document_id: {member: receipt((document_id, member)) for member in its_own}
            for document_id, its_own in members.items()
        }

    def _loyalty_club_earned(self, earning) -> tuple[int, int]:
        """What a document has earned, and how much of it comes later."""
        if not earning or earning.state == "failed":
            return 0, 0
        posted = earning.posted_points - earning.forgiven_points
        pending = earning.points - posted if earning.state == "pending" else 0
        return earning.points, pending

    def _loyalty_club_points_used(self) -> dict[tuple, int]:
        """The points that coupons on these documents cost, by document and member."""
        bearing = self._loyalty_club_bearing()
        places = {each._loyalty_club_place().name: each.id for each in bearing}
        # Who prints it, or buys, tells of what this one document has used.
        groups = (
            self.env["loyalty.club.coupon"]
            .sudo()
            ._read_group(
                [("document", "in", list(places)), ("state", "=", "used")],
                ["document", "member_id"],
                ["used_points:sum"],
            )
        )
        return {(places[name], member): points for name, member, points in groups}
