from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import plaintext2html

# About how many members of a batch a manager is called for one trouble.
MOST_CALLS = 20


class LoyaltyClubMember(models.Model):
    """What staff do with a membership.

    Nobody has the right to write members, so that no figure and no state of one can be
    set from outside; these verbs check who asks, and then write.
    """

    _inherit = "loyalty.club.member"

    avatar_128 = fields.Image(related="partner_id.avatar_128")
    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(related="partner_id.email")
    child_count = fields.Integer(
        string="Number of Employees", compute="_compute_child_count"
    )
    residual_ids = fields.One2many(
        comodel_name="loyalty.club.residual",
        inverse_name="member_id",
        string="Points Left",
        groups="loyalty_club.group_finance,loyalty_club.group_auditor",
    )
    waiting_adjustment_count = fields.Integer(
        string="Waiting Adjustments",
        compute="_compute_waiting_adjustment_count",
        groups="loyalty_club.group_finance,loyalty_club.group_auditor",
    )

    # === COMPUTE === #

    def _compute_child_count(self):
        counts = dict(
            self._read_group(
                [("parent_id", "in", self.ids), ("state", "!=", "left")],
                ["parent_id"],
                ["__count"],
            )
        )
        for member in self:
            member.child_count = counts.get(member, 0)

    def _compute_waiting_adjustment_count(self):
        counts = dict(
            self.env["loyalty.club.adjustment"]._read_group(
                [("member_id", "in", self.ids), ("state", "=", "waiting")],
                ["member_id"],
                ["__count"],
            )
        )
        for member in self:
            member.waiting_adjustment_count = counts.get(member, 0)

    # === CHATTER === #

    def _creation_message(self):
        return self.env._("Joined the club")

    # === CHECKS === #

    def _as_manager(self):
        """These members with the right to write them.

        :raise AccessError: for anybody but a manager of the club, or for members he
            may not see
        """
        if not self.env.su and not self.env.user.has_group(
            "loyalty_club.group_manager"
        ):
            raise AccessError(
                self.env._("Only a manager of the club decides on memberships.")
            )
        self.check_access("read")
        # Nobody may write members; the person and his company have been checked.
        return self.sudo()

    # === CALLS === #

    def _call_manager(self, summary, note):
        """Have who runs the club look at this member, once for one trouble.

        :param note: in words, as they are
        """
        self.ensure_one()
        if summary in self.activity_ids.mapped("summary"):
            return
        self.activity_schedule(
            "mail.mail_activity_data_warning",
            user_id=self.club_id._responsible().id,
            summary=summary,
            note=plaintext2html(note),
        )

    def _try_each(self, work, trouble) -> list[int]:
        """Do something for these members; who can't be helped stops no others.

        A manager is called to him. When there are many it is not they who are the
        trouble: a few of them say it as well.

        :param work: called with some of the members
        :param trouble: what could not be done, in words
        :return: the ids of those for whom it could not be done
        """
        failed = self.env["loyalty.club.batch"]._each_apart(self, work)
        for member, error in list(failed.items())[:MOST_CALLS]:
            member._call_manager(trouble, str(error))
        return [member.id for member in failed]

    # === ACTIONS === #

    def action_suspend(self, reason=None):
        """Stop earning and spending for a while. The points stay.

        :param reason: in words, kept in the conversation
        :raise AccessError: for anybody but a manager
        """
        members = self._as_manager()
        members = members.filtered(lambda member: member.state == "active")
        members.state = "suspended"
        members._say_why(reason)

    def action_reactivate(self, reason=None):
        """Let suspended members earn and spend again.

        :param reason: in words, kept in the conversation
        :raise AccessError: for anybody but a manager
        """
        members = self._as_manager()
        members = members.filtered(lambda member: member.state == "suspended")
        members.state = "active"
        members._say_why(reason)
        members._follow_organisations_soon()

    def action_leave(self, reason=None, because="staff"):
        """End the membership today. The history stays.

        :param reason: in words, kept in the conversation
        :param because: ``member`` if he wished to, or ``staff``
        :raise AccessError: for anybody but a manager
        """
        members = self._as_manager()
        members = members.filtered(lambda member: member.state != "left")
        members._end("member" if because == "member" else "staff")
        members._say_why(reason)
        members._follow_organisations_soon()

    def _change_type(self, member_type, reason=None):
        """Make members of another type of these. What they have earned stays.

        :param member_type: a ``loyalty.club.member.type``, or none
        :raise AccessError: for anybody but a manager
        :raise UserError: when somebody can't be of this type
        """
        members = self._as_manager()
        for club in members.club_id:
            people = members.filtered(lambda member, club=club: member.club_id == club)
            for candidate in club._candidates(
                people.partner_id, member_type=member_type.sudo()
            ):
                if refusal := club._refusal_of_type(candidate):
                    raise UserError(refusal)
        members.type_id = member_type
        members._say_why(reason)

    def _say_why(self, reason):
        if reason:
            self._message_log_batch(dict.fromkeys(self.ids, str(reason)))

    def action_unblock_spending(self):
        """Allow spending again, once the figures have been looked into.

        :raise AccessError: for anybody but a manager
        """
        members = self._as_manager()
        members.is_spending_blocked = False
        members.activity_feedback(["mail.mail_activity_data_warning"])

    def action_view_entries(self):
        """Open the history of this member."""
        return self._action_of_member("loyalty_club_entry_action")

    def action_view_adjustments(self):
        """Open the adjustments of this member, those that wait first."""
        return self._action_of_member("loyalty_club_adjustment_action")

    def action_view_employees(self):
        """Open the memberships of the people of this organisation."""
        return self._action_of_member("loyalty_club_member_action", "parent_id")

    def action_view_partner(self):
        """Open the contact."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "view_mode": "form",
        }

    def action_enroll(self):
        """Open the dialog that makes contacts members."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_club.loyalty_club_enroll_action"
        )

    def _action_of_member(self, action, field="member_id"):
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(f"loyalty_club.{action}"),
            "domain": [(field, "=", self.id)],
            "context": {"create": False},
        }
