from odoo import api, models
from odoo.exceptions import UserError

# Who has said it may mend his words; the rest of it is changed by nobody.
_WORDS = {"body", "attachment_ids"}
_SAID = _WORDS | {
    *("author_id", "email_from", "date", "subject", "message_type", "subtype_id"),
    "is_internal",
}


class MailMessage(models.Model):
    """What a member and his club have said to each other stays as it was said.

    Odoo lets whoever may write a record write all that was said about it.
    """

    _inherit = "mail.message"

    # === CRUD === #

    def write(self, vals):
        """Keep the conversations of members as they were.

        :raise UserError: when something of another would change in one
        """
        if said := _SAID.intersection(vals):
            self._check_kept(may_mend=said <= _WORDS)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_nothing_said(self):
        self._check_kept()

    def _check_kept(self, may_mend=False):
        # Conversations go with what they belong to, by the superuser's hand.
        if self.env.su:
            return
        said = self.sudo().filtered(lambda each: each.model == "loyalty.club.feedback")
        own = self.env.user.partner_id
        if said.filtered(lambda each: not may_mend or each.author_id != own):
            raise UserError(
                self.env._(
                    "What was said to a member, or by him, stays as it is. Write "
                    "another message, or a note."
                )
            )
