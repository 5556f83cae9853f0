from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from .loyalty_club_feedback_member import BODY_LETTERS, SUBJECT_LETTERS

# Whoever writes more than this in an hour is not understood any better.
_PER_HOUR = 10


class LoyaltyClubMember(models.Model):
    """What a member writes to his club."""

    _inherit = "loyalty.club.member"

    feedback_ids = fields.One2many(
        comodel_name="loyalty.club.feedback",
        inverse_name="member_id",
        string="Messages to the Club",
        groups="loyalty_club.group_agent,loyalty_club.group_auditor",
    )
    feedback_count = fields.Integer(
        string="Number of Messages",
        compute="_compute_feedback_count",
        groups="loyalty_club.group_agent,loyalty_club.group_auditor",
    )

    # === COMPUTE === #

    def _compute_feedback_count(self):
        counts = dict(
            self.env["loyalty.club.feedback"]._read_group(
                [("member_id", "in", self.ids)], ["member_id"], ["__count"]
            )
        )
        for member in self:
            member.feedback_count = counts.get(member, 0)

    # === VERBS === #

    def _write_feedback(self, kind, name, body, *, topic_id=None, files=(), key=None):
        """Send a message to the club, as the member himself, once.

        :param name: the subject, and :param body: the message: plain text
        :param topic_id: id of a topic of the club, or nothing
        :param files: pairs of name and content
        :param key: names the form; sent again, it leads to its first message
        :return: the ``loyalty.club.feedback``
        :raise UserError: when something is missing, too long or not accepted, or he
            has written too much
        """
        self.ensure_one()
        feedbacks = self.env["loyalty.club.feedback"]
        self._wait_for_turn()
        sent = key and feedbacks.search(
            [("member_id", "=", self.id), ("form_key", "=", key)]
        )
        if sent:
            return sent
        if kind not in dict(feedbacks._fields["kind"].selection):
            raise UserError(self.env._("Please choose what your message is."))
        topic = self.club_id.topic_ids.filtered(lambda each: each.id == topic_id)
        if topic_id and not topic:
            raise UserError(self.env._("Please choose one of the topics."))
        values = {
            # A subject is a line of an e-mail, too.
            "name": " ".join(feedbacks._checked_text(name, SUBJECT_LETTERS).split()),
            "body": feedbacks._checked_text(body, BODY_LETTERS),
        }
        uploads = feedbacks._checked_files(files)
        self._check_not_too_much()
        return feedbacks.create(
            {
                **values,
                "member_id": self.id,
                "kind": kind,
                "topic_id": topic.id,
                "attachment_ids": feedbacks._keep_files(uploads).ids,
                "form_key": key,
            }
        )

    def _wait_for_turn(self):
        """Let one of two that write at once wait, and then find what the other has."""
        self._lock_accounts(self.ids)

    def _check_not_too_much(self):
        """Refuse more of what a program could send without end.

        :raise UserError: when the member has written too much of late
        """
        since = fields.Datetime.now() - timedelta(hours=1)
        feedbacks = self.env["loyalty.club.feedback"]
        written = feedbacks.search_count(
            [("member_id", "=", self.id), ("received_at", ">", since)]
        ) + self.env["mail.message"].search_count(
            [
                ("model", "=", feedbacks._name),
                ("author_id", "=", self.partner_id.id),
                ("message_type", "=", "comment"),
                ("date", ">", since),
            ]
        )
        if written >= _PER_HOUR:
            raise UserError(
                self.env._(
                    "You have written to us many times in the last hour. We read all "
                    "of it: please write again in an hour."
                )
            )

    def _take_over_relations(self, other):
        """What the other one has written is his now, with its answers."""
        result = super()._take_over_relations(other)
        self.env["loyalty.club.feedback"].search(
            [("member_id", "=", other.id)]
        ).member_id = self
        return result

    # === ACTIONS === #

    def action_view_feedback(self):
        """Open what this member has written."""
        self.ensure_one()
        return {
            **self._action_of_member("loyalty_club_feedback_action"),
            "context": {"default_member_id": self.id},
        }
