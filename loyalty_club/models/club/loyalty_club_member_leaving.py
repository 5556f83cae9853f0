from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.posting import Posting
from .loyalty_club_leaving import PARTINGS


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

    leaver_points = fields.Selection(
        selection=PARTINGS,
        string="What Becomes of the Points",
        readonly=True,
        copy=False,
        help="As the club had it when the notice was given.",
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

    @api.model
    def _part_with_points(self):
        """Do with the points of those who have left what they were told.

        Also with what comes later: points of the last purchases, or their return.

        :return: the members it was done for
        """
        self.env["loyalty.club"].flush_model()
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT member.id, heir.id
                  FROM loyalty_club_member AS member
                  JOIN loyalty_club AS club ON club.id = member.club_id
             LEFT JOIN loyalty_club_member AS heir
                    ON heir.club_id = club.leaver_club_id
                   AND heir.partner_id = member.partner_id
                   AND heir.state = 'active' AND heir.active
                 WHERE member.state = 'left' AND member.left_because = 'organisation'
                   AND (member.leaver_points = 'lose' AND member.balance > 0
                     OR member.leaver_points = 'move' AND member.balance <> 0
                        AND heir.id IS NOT NULL)
              ORDER BY member.id
                 LIMIT %s
                """,
                self._EMPLOYEES_BATCH,
            )
        )
        members = self.browse(id_ for id_, _heir in rows)
        members.filtered(lambda each: each.leaver_points == "lose")._lose_points()
        self._transfer(
            {
                self.browse(id_): self.browse(heir_id)
                for id_, heir_id in rows
                if self.browse(id_).leaver_points == "move"
            },
            occasion="leave",
        )
        return members

    def _lose_points(self):
        reason = self.env._("Lost when the membership ended")
        last = dict(
            self.env["loyalty.club.residual"]._read_group(
                [("member_id", "in", self.ids)], ["member_id"], ["entry_id:max"]
            )
        )
        self.env["loyalty.club.entry"]._append(
            [
                Posting(
                    *(member.id, "expire", -member.balance),
                    f"leave/{member.id}/{last[member]}",
                    reason=reason,
                )
                for member in self
            ]
        )

    def _send_notices(self):
        """Tell members by e-mail when they leave, and what becomes of their points."""
        template = self.env.ref("loyalty_club.mail_template_leaving")
        reached = self.filtered(lambda member: member.active and member.email)
        template.send_mail_batch(reached.ids)
