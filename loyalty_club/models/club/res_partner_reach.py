from odoo import api, fields, models

from ...tools.text import without_marks


class ResPartner(models.Model):
    """The ways in which messages of a club reach contacts.

    Whoever is on a blacklist of Odoo gets none.
    """

    _inherit = "res.partner"

    def _loyalty_club_reached_by_email(self):
        """Those who can be written an e-mail."""
        addresses = [each for each in self.mapped("email_normalized") if each]
        # Blacklists are not for everybody to read.
        blacklist = self.env["mail.blacklist"].sudo()
        refused = set(blacklist.search([("email", "in", addresses)]).mapped("email"))
        return self.filtered(
            lambda partner: (
                partner.email_normalized and partner.email_normalized not in refused
            )
        )

    def _loyalty_club_reached_by_sms(self):
        """Those who can be sent an SMS."""
        numbers = [each for each in self.mapped("phone_sanitized") if each]
        # Blacklists are not for everybody to read.
        blacklist = self.env["phone.blacklist"].sudo()
        refused = set(blacklist.search([("number", "in", numbers)]).mapped("number"))
        return self.filtered(
            lambda partner: (
                partner.phone_sanitized and partner.phone_sanitized not in refused
            )
        )

    @api.model
    def _loyalty_club_queue_sms(self, texts, company):
        """Queue a message for each of some contacts.

        :param texts: pairs of a contact and what he reads
        :param company: the ``res.company`` whose provider sends them
        """
        # Who asks for it need not be able to write messages to just anybody.
        self.env["sms.sms"].sudo().create(
            [
                {
                    "partner_id": partner.id,
                    "number": partner.phone_sanitized,
                    # Old telephones show these marks, and each message with one of
                    # them holds half as many letters.
                    "body": without_marks(text),
                    "loyalty_club_company_id": company.id,
                }
                for partner, text in texts
            ]
        )


class SmsSms(models.Model):
    """Messages of a club go through the provider of its company.

    Odoo takes that of whoever runs the queue, unless a conversation says better; and
    what a member is told need not stand in one.
    """

    _inherit = "sms.sms"

    loyalty_club_company_id = fields.Many2one(
        comodel_name="res.company", groups="base.group_system"
    )

    def _get_sms_company(self):
        return self.sudo().loyalty_club_company_id or super()._get_sms_company()
