from odoo import api, models
from odoo.exceptions import UserError

_SENT = {
    *("name", "raw", "datas", "mimetype", "type", "url", "public"),
    *("res_model", "res_id", "res_field", "company_id"),
}


class IrAttachment(models.Model):
    """What came with the words of a member stays with them, and as it came.

    Odoo lets whoever may write a record change and delete what is attached to it.
    """

    _inherit = "ir.attachment"

    # === CRUD === #

    def write(self, vals):
        """Keep the files of conversations with members as they were.

        :raise UserError: when one of somebody else would change
        """
        if not _SENT.isdisjoint(vals):
            self._loyalty_club_check_kept()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_nothing_sent(self):
        self._loyalty_club_check_kept()

    def _loyalty_club_check_kept(self):
        # Conversations go with what they belong to, by the superuser's hand.
        if self.env.su:
            return
        sent = self.sudo().filtered(
            lambda each: each.res_model == "loyalty.club.feedback" and each.res_id
        )
        if sent.filtered(lambda each: each.create_uid != self.env.user):
            raise UserError(
                self.env._("A file that came with a message of a member stays with it.")
            )
