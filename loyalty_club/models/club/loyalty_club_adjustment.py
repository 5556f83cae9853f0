from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import clean_context

from .in_words import number


class LoyaltyClubAdjustment(models.Model):
    """Points given or taken by hand: why, by whom, and who agreed.

    An adjustment above the club's limit waits for a second person. What one person
    adjusted for the same member in the last day counts together, and nobody decides on
    his own request, or alone on his own membership.
    """

    _name = "loyalty.club.adjustment"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Customer Club: Adjustment"
    _order = "id desc"
    _rec_name = "reason"
    # Nobody may write adjustments, and who sees one may discuss it.
    _mail_post_access = "read"

    member_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    club_id = fields.Many2one(related="member_id.club_id", store=True, index=True)
    company_id = fields.Many2one(related="member_id.company_id", store=True, index=True)
    points = fields.Integer(required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    state = fields.Selection(
        selection=[
            ("waiting", "Waiting for Approval"),
            ("posted", "Posted"),
            ("refused", "Refused"),
        ],
        required=True,
        readonly=True,
        default="waiting",
        tracking=True,
        copy=False,
    )
    requested_by_id = fields.Many2one(
        comodel_name="res.users", required=True, readonly=True, ondelete="restrict"
    )
    decided_by_id = fields.Many2one(
        comodel_name="res.users", readonly=True, ondelete="restrict"
    )
    entry_id = fields.Many2one(
        comodel_name="loyalty.club.entry",
        string="Ledger Entry",
        readonly=True,
        ondelete="restrict",
    )

    _points_not_zero = models.Constraint(
        "CHECK(points <> 0)", "An adjustment moves at least one point."
    )

    # === VERBS === #

    @api.model
    def _request(self, member, points, reason):
        """Adjust the points of a member, or ask for a second person to agree.

        :param points: whole, signed, not zero
        :param reason: in words, for the history of the member
        :return: the adjustment, ``posted`` or ``waiting``
        :raise AccessError: for anybody but finance staff
        :raise UserError: without points or reason, or for more than there is
        """
        self._check_finance()
        # The user must be able to see this member, in this company.
        member.check_access("read")
        if member.merged_into_id:
            raise UserError(
                self.env._(
                    "The membership %(old)s was merged into %(new)s. Adjust that one.",
                    old=member.number,
                    new=member._survivor().number,
                )
            )
        if not points:
            raise UserError(self.env._("Enter how many points to give or take."))
        if not (reason or "").strip():
            raise UserError(self.env._("Enter the reason: it stays in the history."))
        if points < 0:
            # What has run out is nobody's to take, and no longer in the balance. Who
            # adjusts need not be able to let it expire.
            member.sudo()._expire_due()
        if member.balance + points < 0 and points < 0:
            raise UserError(
                self.env._(
                    "%(member)s has %(balance)s points; you can't take %(points)s.",
                    member=member.display_name,
                    balance=number(self.env, member.balance),
                    points=number(self.env, -points),
                )
            )
        must_wait = self._needs_second_person(member, points)
        # Nobody may write adjustments, so that none can be forged; this verb does. And
        # no default of the context decides on one.
        context = clean_context(self.env.context)
        adjustment = self.with_env(self.env(su=True, context=context)).create(
            {
                "member_id": member.id,
                "points": points,
                "reason": reason.strip(),
                "requested_by_id": self.env.uid,
            }
        )
        if must_wait:
            adjustment._ask_second_person()
        else:
            adjustment._post_entry()
        return adjustment.sudo(False)

    @api.model
    def _needs_second_person(self, member, points) -> bool:
        """Whether the user can't adjust a member by so many points on his own."""
        if member.partner_id == self.env.user.partner_id:
            return True
        # What somebody adjusted counts, whether or not he may still read it.
        recent = self.sudo().search(
            [
                ("member_id", "=", member.id),
                ("requested_by_id", "=", self.env.uid),
                ("state", "!=", "refused"),
                ("create_date", ">=", fields.Datetime.now() - timedelta(days=1)),
            ]
        )
        moved = sum(abs(adjustment.points) for adjustment in recent)
        return moved + abs(points) > member.club_id.adjustment_limit

    def _ask_second_person(self):
        finance = self.env.ref("loyalty_club.group_finance")
        for user in finance.all_user_ids:
            if user != self.requested_by_id and self.company_id in user.company_ids:
                self.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=user.id,
                    summary=self.env._("An adjustment of points waits for you"),
                )

    def _post_entry(self):
        for adjustment in self:
            # The row is the lock: two people who agree at once post one entry.
            adjustment.state = "posted"
            adjustment.flush_recordset(["state"])
            adjustment.entry_id = adjustment.member_id._post(
                "adjust",
                adjustment.points,
                f"adjust/{adjustment.id}",
                expires_on=adjustment._lot_expiry(),
                reason=adjustment.reason,
            )

    def _lot_expiry(self):
        club = self.club_id
        return club._expires_on(club._today()) if self.points > 0 else None

    # === ACTIONS === #

    def action_approve(self):
        """Agree to adjustments that somebody else has asked for, and post them.

        :raise AccessError: for anybody but finance staff
        :raise UserError: for the person who asked, or one the points belong to
        """
        self._decide()._post_entry()

    def action_refuse(self):
        """Decline adjustments that somebody else has asked for.

        :raise AccessError: for anybody but finance staff
        :raise UserError: for the person who asked, or one the points belong to
        """
        self._decide().state = "refused"

    def _decide(self):
        self._check_finance()
        self.check_access("read")
        involved = self.requested_by_id | self.member_id.partner_id.user_ids
        if self.env.user in involved:
            raise UserError(
                self.env._(
                    "Somebody else has to decide: you have asked for this adjustment, "
                    "or it is about your own points."
                )
            )
        # Nobody may write adjustments; the person has been checked above.
        waiting = self.sudo().filtered(lambda each: each.state == "waiting")
        waiting.decided_by_id = self.env.user
        waiting.activity_unlink(["mail.mail_activity_data_todo"])
        return waiting

    @api.model
    def _check_finance(self):
        if not self.env.su and not self.env.user.has_group(
            "loyalty_club.group_finance"
        ):
            raise AccessError(
                self.env._("Only the finance staff of the club adjusts points.")
            )
