from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ...tools.upload import safe_upload
from .in_words import number

SUBJECT_LETTERS = 120
BODY_LETTERS = 4000
FILES = 3
FILE_MEGABYTES = 5
# Native: unhappy, neutral, happy.
RATINGS = (1, 3, 5)


class LoyaltyClubFeedback(models.Model):
    """What the member himself does with his conversation, in the portal."""

    _inherit = "loyalty.club.feedback"

    form_key = fields.Char(
        readonly=True, copy=False, help="Names the form in which it was written."
    )
    reply_key = fields.Char(
        readonly=True, copy=False, help="Names the form of the newest reply."
    )

    _form_unique = models.UniqueIndex(
        "(member_id, form_key) WHERE form_key IS NOT NULL", "A form is sent once."
    )

    def _reply(self, body, files=(), key=None):
        """Add what the member writes to the conversation, once.

        :param body: plain text
        :param files: pairs of name and content
        :param key: names the form; sent again, it says nothing more
        :return: the message, or None for a form that was sent before
        :raise UserError: when it is empty or too long, or a file is not accepted
        """
        self.ensure_one()
        self.member_id._wait_for_turn()
        if key and key == self.reply_key:
            return None
        body = self._checked_text(body, BODY_LETTERS)
        uploads = self._checked_files(files)
        self.member_id._check_not_too_much()
        self.reply_key = key
        return self.message_post(
            author_id=self.partner_id.id,
            body=plaintext2html(body),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[(upload.name, upload.content) for upload in uploads],
        )

    def _rate(self, rate: int, comment=""):
        """Note what the member thinks of the last answer, once.

        :param rate: one of :data:`RATINGS`
        :param comment: plain text
        :raise UserError: when there is no answer, or it is rated already
        """
        self.ensure_one()
        if rate not in RATINGS:
            raise UserError(self.env._("Choose one of the three faces."))
        if not self._can_be_rated():
            raise UserError(
                self.env._("This answer has been rated already. Thank you.")
                if self.is_rated
                else self.env._("There is no answer yet that could be rated.")
            )
        comment = (comment or "").strip()
        if comment:
            comment = self._checked_text(comment, BODY_LETTERS)
        # Of two tabs, the second finds this, and is refused.
        self.is_rated = True
        rating = self.env["rating.rating"].create(
            {
                "partner_id": self.partner_id.id,
                "rated_partner_id": self.user_id.partner_id.id,
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "res_id": self.id,
            }
        )
        self.rating_apply(rate, rating=rating, feedback=comment)
        return rating

    def _can_be_rated(self) -> bool:
        is_done = self.state in ("answered", "closed")
        return bool(is_done and self.first_answered_at and not self.is_rated)

    def _conversation(self):
        """The messages that the member may read, the oldest first."""
        self.ensure_one()
        return self.env["mail.message"].search(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("message_type", "in", ("comment", "email")),
                ("subtype_id", "=", self.env.ref("mail.mt_comment").id),
                ("is_internal", "=", False),
            ],
            order="id",
        )

    # === WHAT IS ACCEPTED === #

    def _checked_text(self, text, letters) -> str:
        """A text without what surrounds it, and of a length that somebody reads."""
        text = (text or "").replace("\x00", "").replace("\r\n", "\n").strip()
        if not text:
            raise UserError(self.env._("Please write something."))
        if len(text) > letters:
            raise UserError(
                self.env._(
                    "This is too long: %(letters)s characters at most, please.",
                    letters=number(self.env, letters),
                )
            )
        return text

    def _checked_files(self, files) -> list:
        """Name, content and type of each file, when all of them are accepted."""
        if len(files) > FILES:
            raise UserError(
                self.env._(
                    "Attach %(files)s files at most, please.",
                    files=number(self.env, FILES),
                )
            )
        uploads = []
        for name, content in files:
            if len(content) > FILE_MEGABYTES * 1024**2:
                raise UserError(
                    self.env._(
                        "%(name)s is too large: %(megabytes)s MB at most, please.",
                        name=name[:60],
                        megabytes=number(self.env, FILE_MEGABYTES),
                    )
                )
            upload = safe_upload(name, content)
            if not upload:
                raise UserError(
                    self.env._(
                        "%(name)s is neither a picture nor a PDF. Attach a JPEG, PNG, "
                        "GIF, WebP or PDF file, please.",
                        name=name[:60],
                    )
                )
            uploads.append(upload)
        return uploads

    def _keep_files(self, uploads):
        """Attachments of a message that is about to be written."""
        return self.env["ir.attachment"].create(
            [
                {
                    "name": upload.name,
                    "raw": upload.content,
                    "mimetype": upload.mimetype,
                    "res_model": self._name,
                    "res_id": 0,
                }
                for upload in uploads
            ]
        )
