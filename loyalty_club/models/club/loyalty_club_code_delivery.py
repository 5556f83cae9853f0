import logging
from uuid import uuid4

from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class LoyaltyClubCode(models.Model):
    """How a code reaches its reader.

    It goes to the SMS provider of the company without a record of the message, so that
    there is nothing to read afterwards. Where that fails it goes by e-mail: to who
    joins at the address he has typed, to who logs in at his own.
    """

    _inherit = "loyalty.club.code"

    def _deliver(self, code, mobile, company, email, partner):
        """Send this code, and note which way it went."""
        with self._apart() as apart:
            company = company.with_env(apart.env)
            values = {"sent_by": "sms"}
            if not apart._send_sms(code, mobile, company):
                partner = (partner or company.env["res.partner"]).with_env(apart.env)
                values = apart._send_email(code, mobile, company, email, partner)
            apart.write(values)

    def _send_sms(self, code, mobile, company) -> bool:
        """Hand the message to the provider of the company. Whether it has taken it."""
        if not company._loyalty_club_has_sms():
            return False
        api = company._get_sms_api_class()(self.env(context=self._own_company(company)))
        api._set_company(company)
        message = {
            "content": self._sms_text(code, company),
            "numbers": [{"uuid": uuid4().hex, "number": mobile}],
        }
        try:
            with self.env.cr.savepoint():
                [result] = api._send_sms_batch([message])
        except Exception as error:
            # Its words may hold what was to be sent.
            _logger.warning(
                "The SMS provider of company %s failed to take a code: %s",
                *(company.id, type(error).__name__),
            )
            return False
        if result["state"] in self.env["sms.sms"].IAP_TO_SMS_STATE_SUCCESS:
            return True
        _logger.warning(
            "The SMS provider of company %s refused a code: %s",
            *(company.id, result["state"]),
        )
        return False

    def _own_company(self, company) -> dict:
        return {**self.env.context, "allowed_company_ids": company.ids}

    def _sms_text(self, code, company) -> str:
        return self.env._(
            "%(code)s is your code for %(company)s. It is valid for 5 minutes. Tell it "
            "to nobody.",
            code=code,
            company=company.name,
        )

    def _send_email(self, code, mobile, company, email, partner) -> dict:
        """Queue the code as an e-mail.

        :return: what there is to note: which way, which mail, and whose address
        """
        if self.purpose == "login":
            partner = partner or self._reader(mobile, company)
        # Who joins is not looked up: which mailbox his code comes to would tell him
        # whether we know the number.
        address = partner.email_normalized if partner else email
        if not address:
            return {"sent_by": "nothing"}
        mail = self.env["mail.mail"].create(
            {
                "subject": self.env._(
                    "Your code for %(company)s", company=company.name
                ),
                "body_html": self._email_body(code, company),
                "email_to": address,
                "email_from": company.email_formatted or self.env.user.email_formatted,
                "auto_delete": True,
            }
        )
        # Sending takes longer than not sending: it must not be seen in the answer.
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
        return {"sent_by": "email", "mail_id": mail.id, "partner_id": partner.id}

    def _reader(self, mobile, company):
        """The contact of a number, to write to his own address, or none."""
        try:
            return company._loyalty_club_known(mobile, has_proof=False)
        except UserError:
            # Several people have this number: whose mail would it be?
            return company.env["res.partner"]

    def _email_body(self, code, company):
        words = self.env._(
            "This is your code for %(company)s. It is valid for 5 minutes. Tell it to "
            "nobody. If you did not ask for it, forget it.",
            company=company.name,
        )
        direction = self.env["res.lang"]._get_data(code=self.env.lang).direction
        return Markup(
            '<div dir="%s"><p>%s</p>'
            '<p><bdi dir="ltr" style="font-size:28px;letter-spacing:6px">%s</bdi></p>'
            "</div>"
        ) % (direction or "ltr", words, code)
