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

    def _stay(self):
        self.write({"leaves_on": False})

    def _give_notice(self):
        """Set the day on which these members leave, and tell them."""
        for club, leaving in self.grouped("club_id").items():
            grace = fields.Date.add(club._today(), days=club.leaver_grace_days)
            leaving.write({"leaves_on": grace, "leaver_points": club.leaver_points})
        self._send_notices()

    def _close(self):
        """End these memberships, whose days of grace are over.

        Who is suspended stays so, on his own: leaving must not wash it off.
        """
        suspended = self.filtered(
            lambda member: member.parent_id and member.state == "suspended"
        )
        suspended.write({"parent_id": False, "leaves_on": False})
        (self - suspended)._end("organisation")

    @api.model
    def _part_with_points(self, failed=None):
        """Do with the points of those who have left what they were told.

        Also with what comes later: points of the last purchases, or their return.

        :param failed: ids of those whom this run could not help; more are added
        :return: the members it was tried for
        """
        failed = [] if failed is None else failed
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
                   AND member.id <> ALL(%s)
                   AND (member.leaver_points = 'lose' AND member.balance > 0
                     OR member.leaver_points = 'move' AND member.balance <> 0
                        AND heir.id IS NOT NULL)
              ORDER BY member.id
                 LIMIT %s
                """,
                failed,
                self._EMPLOYEES_BATCH,
            )
        )
        heirs = dict(rows)
        members = self.browse(heirs)
        failed += members._try_each(
            lambda some: some._lose_or_move_points(heirs),
            self.env._("The points of this member could not follow his leaving"),
        )
        return members

    def _lose_or_move_points(self, heirs):
        """:param heirs: ids of the members to whom points move, by id"""
        self.filtered(lambda each: each.leaver_points == "lose")._lose_points()
        moving = self.filtered(lambda each: each.leaver_points == "move")
        self._transfer(
            {member: self.browse(heirs[member.id]) for member in moving},
            occasion="leave",
        )

    def _lose_points(self):
        reason = self.env._("Lost when the membership ended")
        last_ids = self._last_entry_ids()
        self.env["loyalty.club.entry"]._append(
            [
                Posting(
                    *(member.id, "expire", -member.balance),
                    f"leave/{member.id}/{last_ids[member]}",
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
