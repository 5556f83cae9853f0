from odoo import fields, models
from odoo.exceptions import AccessError

from . import in_words

_ACTIVITY = "loyalty_club.mail_activity_type_answer"
_REPLIES = ("comment", "email")


class LoyaltyClubFeedback(models.Model):
    """Who waits for whom: what is said in the conversation decides it.

    A reply of staff that the member can read is an answer; an internal note is none. A
    reply of the member makes him wait again.
    """

    _inherit = "loyalty.club.feedback"

    # === VERBS === #

    def _begin(self):
        """Let the conversation begin: he waits, somebody is asked, he is told so."""
        # Who writes down a message need not be able to note what happens.
        feedbacks = self.sudo()
        for partner, group in feedbacks.grouped("partner_id").items():
            group.message_subscribe(partner.ids)
        # With the rights of who has attached them: a file of somebody else would be
        # shown to all who read messages.
        for feedback in self.filtered("attachment_ids"):
            feedback.attachment_ids.write(
                {"res_model": feedback._name, "res_id": feedback.id}
            )
        feedbacks._wait()
        feedbacks._acknowledge()

    def _wait(self):
        """Note that these members wait for an answer from now on."""
        now = fields.Datetime.now()
        for club, group in self.grouped("club_id").items():
            # Who takes care of it may have gone since.
            nobody = group.filtered(lambda feedback: not feedback.user_id.active)
            if nobody:
                quiet = nobody.with_context(mail_auto_subscribe_no_notify=True)
                quiet.user_id = club._who_answers()
            group.write({"waiting_since": now, "due_at": club._answer_due(now)})
            for user, theirs in group.grouped("user_id").items():
                own = theirs.with_context(lang=user.lang)
                own.activity_schedule(
                    _ACTIVITY,
                    user_id=user.id,
                    date_deadline=club._local(group[0].due_at).date(),
                    summary=own.env._("Answer the member"),
                )

    def _follow_state(self):
        """Who is answered, or closed, waits no more."""
        done = self.filtered(lambda each: each.state in ("answered", "closed")).sudo()
        done.write({"waiting_since": False, "due_at": False})
        done.activity_unlink([_ACTIVITY])
        now = fields.Datetime.now()
        done.filtered(
            lambda each: each.state == "answered" and not each.first_answered_at
        ).first_answered_at = now

    def _acknowledge(self):
        """Tell the members by e-mail that their words have arrived."""
        template = self.env.ref(
            "loyalty_club.mail_template_feedback_received", raise_if_not_found=False
        )
        if template and template.active:
            # A template that somebody has spoilt keeps nobody from writing.
            self.env["loyalty.club.batch"]._each_apart(
                self.filtered("partner_id.email_normalized"),
                lambda reachable: template.send_mail_batch(reachable.ids),
            )

    def _due_day(self) -> str:
        """The day on which the member shall have his answer, in his words."""
        self.ensure_one()
        return in_words.day(self.env, self.club_id._local(self.due_at).date())

    # === CHATTER === #

    def _message_post_after_hook(self, message, msg_values):
        """See whether this was an answer, or makes somebody wait for one."""
        self._check_own_words(message, msg_values)
        is_reply = (
            message.message_type in _REPLIES
            and message.subtype_id == self.env.ref("mail.mt_comment")
            and not message.is_internal
        )
        if is_reply and message.author_id == self.partner_id:
            self.sudo()._hear_member()
        elif is_reply and message.author_id and not message.author_id.partner_share:
            self.sudo()._hear_staff()
        return super()._message_post_after_hook(message, msg_values)

    def _check_own_words(self, message, msg_values):
        """Let nobody of the staff say what only the member can.

        :raise AccessError: when he would speak as the member, or rate an answer
        """
        # What the member sends, from his portal or by e-mail, comes as the superuser.
        if self.env.su:
            return
        is_his = message.author_id == self.partner_id != self.env.user.partner_id
        if is_his or msg_values.get("rating_id"):
            raise AccessError(
                self.env._("Members say themselves what they think of an answer.")
            )

    def _hear_member(self):
        if self.state in ("answered", "closed"):
            self.state = "in_progress"
        if not self.waiting_since:
            self._wait()

    def _hear_staff(self):
        # A new answer may be rated anew.
        self.write({"state": "answered", "is_rated": False})

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Lead the member from the e-mail to the conversation in his portal.

        Not by a link that opens it to whoever has the e-mail: he logs in.
        """
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals=msg_vals
        )
        if not self:
            return groups
        partner = self.partner_id
        has_page = {
            "active": True,
            "has_button_access": True,
            "button_access": {"url": self._portal_link()},
        }
        return [
            (
                "loyalty_club_member",
                lambda each: each["id"] == partner.id and each["type"] == "portal",
                has_page,
            ),
            *groups,
        ]

    def _portal_path(self) -> str:
        """Where the member reads the conversation."""
        self.ensure_one()
        return f"/my/club/{self.member_id.id}/messages/{self.id}"

    def _portal_link(self) -> str:
        return self.get_base_url() + self._portal_path()
