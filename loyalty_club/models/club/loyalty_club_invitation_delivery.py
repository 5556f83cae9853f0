from odoo import models


class LoyaltyClubInvitation(models.Model):
    """How invitations reach people: by e-mail, by SMS, or both."""

    _inherit = "loyalty.club.invitation"

    def _send(self, *, by_email, by_sms):
        """Queue the messages. Whoever does not want any of a kind gets none of it.

        :return: the invitations that reach somebody
        """
        partners = self.partner_id
        emailed = self._for(by_email and partners._loyalty_club_reached_by_email())
        texted = self._for(by_sms and partners._loyalty_club_reached_by_sms())
        # The template names the link, which nobody may read.
        template = self.env.ref("loyalty_club.mail_template_invitation").sudo()
        template.send_mail_batch(emailed.ids)
        for company, invitations in texted.grouped("company_id").items():
            partners._loyalty_club_queue_sms(
                [(each.partner_id, each._sms_text()) for each in invitations], company
            )
        return emailed | texted

    def _for(self, partners):
        """Those of these contacts, if any."""
        return self.filtered(lambda each: partners and each.partner_id in partners)

    def _sms_text(self):
        club = self.club_id.with_context(lang=self.partner_id.lang)
        return club.env._(
            "%(company)s invites you to %(club)s: %(link)s",
            company=club.company_id.name,
            club=club.name,
            link=self._link(),
        )
