import secrets

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..models.club import in_words
from ..models.club.loyalty_club_feedback_member import (
    BODY_LETTERS,
    FILE_MEGABYTES,
    FILES,
    SUBJECT_LETTERS,
)
from .form_fields import request_key, text, whole_number
from .member_pages import MemberPages, member_route

_MESSAGES = "/my/club/<int:member_id>/messages"
_MESSAGE = f"{_MESSAGES}/<int:feedback_id>"
_PAGE = 20
# More than all that is accepted, so that whoever sends too much is told so.
_MOST_BYTES = 4 * FILES * FILE_MEGABYTES * 1024**2
_WRITES = {"methods": ["GET", "POST"], "max_content_length": _MOST_BYTES}


class MemberMessages(MemberPages, http.Controller):
    """What members write to their clubs, and what they are answered."""

    @member_route(_MESSAGES)
    def messages(self, member_id, **query):
        """The newest messages, or those before one of them."""
        member = self._member(member_id)
        before = whole_number(query, "before")
        domain = [("member_id", "=", member.id)]
        if before:
            domain.append(("id", "<", before))
        feedbacks = member.env["loyalty.club.feedback"].search(
            domain, order="id desc", limit=_PAGE + 1
        )
        older = feedbacks[_PAGE:] and {"before": feedbacks[_PAGE - 1].id}
        return self._messages_page(
            "portal_messages",
            member,
            feedbacks=feedbacks[:_PAGE],
            older_url=older and self._url(member._portal_url("/messages"), older),
            newest_url=before and member._portal_url("/messages"),
        )

    @member_route(f"{_MESSAGES}/new", **_WRITES)
    def new_message(self, member_id, **form):
        """Write to the club. What is refused keeps what was typed."""
        member = self._member(member_id)
        error = None
        if request.httprequest.method == "POST":
            try:
                with request.env.cr.savepoint():
                    feedback = member._write_feedback(
                        text(form.get("kind")),
                        text(form.get("name")),
                        text(form.get("body")),
                        topic_id=whole_number(form, "topic_id"),
                        files=self._files(),
                        key=request_key(form),
                    )
                return request.redirect(feedback._portal_path())
            except UserError as refusal:
                error = refusal.args[0]
        return self._messages_page(
            "portal_message_new",
            member,
            error=error,
            typed={name: text(form.get(name)) for name in ("kind", "name", "body")},
            topic_id=whole_number(form, "topic_id"),
            kinds=self._words("kind"),
            subject_letters=SUBJECT_LETTERS,
        )

    @member_route(_MESSAGE)
    def message(self, member_id, feedback_id, **_query):
        """One message, and the conversation that followed."""
        return self._conversation_page(self._feedback(member_id, feedback_id))

    @member_route(f"{_MESSAGE}/reply", **_WRITES)
    def reply(self, member_id, feedback_id, **form):
        """Go on with a conversation."""
        body = text(form.get("body"))
        return self._done_with(
            self._feedback(member_id, feedback_id),
            lambda feedback: feedback._reply(
                body, self._files(), key=request_key(form)
            ),
            typed={"body": body},
        )

    @member_route(f"{_MESSAGE}/rate", **_WRITES)
    def rate(self, member_id, feedback_id, **form):
        """Say how the answer was."""
        comment = text(form.get("comment"))
        return self._done_with(
            self._feedback(member_id, feedback_id),
            lambda feedback: feedback._rate(whole_number(form, "rate"), comment),
            typed={"comment": comment},
        )

    @member_route(f"{_MESSAGE}/files/<int:attachment_id>")
    def file(self, member_id, feedback_id, attachment_id, **_query):
        """A file of a conversation, to be kept and not to be opened here.

        :raise NotFound: when there is none that the member may see
        """
        feedback = self._feedback(member_id, feedback_id)
        shown = feedback.attachment_ids | feedback._conversation().attachment_ids
        attachment = shown.filtered(lambda each: each.id == attachment_id)
        if not attachment:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(attachment)
        response = stream.get_response(as_attachment=True, immutable=False)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    # === HELPERS === #

    def _feedback(self, member_id, feedback_id):
        """The message of this id that the user's own membership has sent.

        :raise NotFound: when there is none
        """
        member = self._member(member_id)
        feedback = member.env["loyalty.club.feedback"].search(
            [("member_id", "=", member.id), ("id", "=", feedback_id)]
        )
        if not feedback:
            raise request.not_found()
        return feedback

    def _done_with(self, feedback, verb, typed):
        """Do what was sent, and show the conversation; what was typed, if refused."""
        if request.httprequest.method == "POST":
            try:
                with request.env.cr.savepoint():
                    verb(feedback)
            except UserError as refusal:
                return self._conversation_page(feedback, refusal.args[0], typed)
        # Whoever had to log in first comes back here with nothing in his hands.
        return request.redirect(feedback._portal_path())

    def _conversation_page(self, feedback, error=None, typed=None):
        return self._messages_page(
            "portal_message",
            feedback.member_id,
            feedback=feedback,
            replies=feedback._conversation(),
            can_rate=feedback._can_be_rated(),
            error=error,
            typed=typed or {},
        )

    def _messages_page(self, template, member, **values):
        return self._member_page(
            template,
            member,
            moment=lambda value: in_words.moment(request.env, value),
            kind_words=dict(self._words("kind")),
            body_letters=BODY_LETTERS,
            most_files=FILES,
            megabytes=FILE_MEGABYTES,
            # What was refused was not sent: it may have another name next time.
            key=secrets.token_hex(12),
            **values,
        )

    @staticmethod
    def _words(name):
        """The choices of a field, in the language of the page."""
        field = request.env["loyalty.club.feedback"]._fields[name]
        return field._description_selection(request.env)

    @staticmethod
    def _files() -> list:
        """The files that were sent: their names and contents."""
        sent = request.httprequest.files.getlist("files")
        sent = [each for each in sent if each.filename]
        # A request that is run again, as another was faster, reads them once more.
        for each in sent:
            each.seek(0)
        return [(each.filename, each.read()) for each in sent]
