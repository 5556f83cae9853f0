from odoo import fields, models

from ...tools.posting import Posting


class LoyaltyClubMember(models.Model):
    """How a membership ends, and what becomes of its points."""

    _inherit = "loyalty.club.member"

    leaves_on = fields.Date(
        readonly=True,
        copy=False,
        tracking=True,
        index="btree_not_null",
        help="The day on which the membership ends: he does not work for the "
        "organisation any more, or its contract is over.",
    )
    left_because = fields.Selection(
        selection=[
            ("member", "He wished to"),
            ("staff", "The club ended it"),
            ("organisation", "He left the organisation, or it left"),
        ],
        string="Why It Ended",
        readonly=True,
        copy=False,
    )

    # === VERBS === #

    def _end(self, because):
        """End these memberships today. The history stays.

        :param because: a value of ``left_because``
        """
        for club, members in self.grouped("club_id").items():
            members.write(
                {
                    "state": "left",
                    "left_on": club._today(),
                    "leaves_on": False,
                    "left_because": because,
                }
            )

    def _part_with_points(self):
        """Do with the points of people who have left what their club says."""
        for club, members in self.grouped("club_id").items():
            if club.leaver_points == "lose":
                members._lose_points()
            elif club.leaver_points == "move":
                members._move_points(club.leaver_club_id)

    def _lose_points(self):
        reason = self.env._("Lost when the membership ended")
        self.env["loyalty.club.entry"]._append(
            [
                Posting(
                    *(member.id, "expire", -member.balance),
                    f"leave/{member.id}/{member.left_on}",
                    reason=reason,
                )
                for member in self
                if member.balance > 0
            ]
        )

    def _move_points(self, club):
        """Move what is left of their points to their memberships in another club."""
        heirs = self.search(
            [
                ("club_id", "=", club.id),
                ("partner_id", "in", self.partner_id.ids),
                ("state", "=", "active"),
            ]
        ).grouped("partner_id")
        self._transfer(
            {
                member: heirs[member.partner_id]
                for member in self
                if member.balance > 0 and member.partner_id in heirs
            },
            occasion="leave",
        )

    def _send_notices(self):
        """Tell members by e-mail when they leave, and what becomes of their points."""
        template = self.env.ref("loyalty_club.mail_template_leaving")
        reached = self.filtered(lambda member: member.active and member.email)
        template.send_mail_batch(reached.ids)
