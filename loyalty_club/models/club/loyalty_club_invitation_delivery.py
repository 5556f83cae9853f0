from odoo import models


class LoyaltyClubInvitation(models.Model):
    """How invitations reach people: by e-mail, by SMS, or both."""

    _inherit = "loyalty.club.invitation"

    def _send(self, *, by_email, by_sms):
        """Queue the messages. Whoever does not want any of a kind gets none of it.

        :return: the invitations that reach somebody
        """
        emailed = self._with_email() if by_email else self.browse()
        texted = self._with_mobile() if by_sms else self.browse()
        # The template names the link, which nobody may read.
        template = self.env.ref("loyalty_club.mail_template_invitation").sudo()
        template.send_mail_batch(emailed.ids)
        # Who invites need not be able to write messages to just anybody.
        self.env["sms.sms"].sudo().create(
            [
                {
                    "partner_id": invitation.partner_id.id,
                    "number": invitation.partner_id.phone_sanitized,
                    "body": invitation._sms_text(),
                }
                for invitation in texted
            ]
        )
        return emailed | texted

    def _with_email(self):
        addresses = [
            each for each in self.partner_id.mapped("email_normalized") if each
        ]
        # Blacklists are not for everybody to read.
        refused = set(
            self.env["mail.blacklist"]
            .sudo()
            .search([("email", "in", addresses)])
            .mapped("email")
        )
        return self.filtered(
            lambda each: (
                each.partner_id.email_normalized
                and each.partner_id.email_normalized not in refused
            )
        )

    def _with_mobile(self):
        numbers = [each for each in self.partner_id.mapped("phone_sanitized") if each]
        refused = set(
            self.env["phone.blacklist"]
            .sudo()
            .search([("number", "in", numbers)])
            .mapped("number")
        )
        return self.filtered(
            lambda each: (
                each.partner_id.phone_sanitized
                and each.partner_id.phone_sanitized not in refused
            )
        )

    def _sms_text(self):
        club = self.club_id.with_context(lang=self.partner_id.lang)
        return club.env._(
            "%(company)s invites you to %(club)s: %(link)s",
            company=club.company_id.name,
            club=club.name,
            link=self._link(),
        )
