import logging

from odoo import api, fields, models

from odoo.addons.sms.tools.sms_api import SmsApiBase

_logger = logging.getLogger(__name__)


class LoyaltyClubSms(models.Model):
    """An SMS that was written down instead of sent: a demonstration needs no gateway.

    Codes can be read here: only by administrators, and only in a company that has
    chosen so in the settings.
    """

    _name = "loyalty.club.sms"
    _description = "Customer Club: SMS Written Down"
    _order = "id desc"
    _rec_name = "number"

    company_id = fields.Many2one(
        comodel_name="res.company", required=True, index=True, ondelete="cascade"
    )
    number = fields.Char(required=True)
    body = fields.Text(string="Message", required=True)

    @api.autovacuum
    def _gc(self):
        """Keep them for a week."""
        last = fields.Datetime.subtract(fields.Datetime.now(), days=7)
        self.search([("create_date", "<", last)]).unlink()


class SmsApiList(SmsApiBase):
    """An SMS provider that writes each message to a list, and to the server's log."""

    def _send_sms_batch(self, messages, delivery_reports_url=False):
        numbers = [
            (message["content"], number)
            for message in messages
            for number in message["numbers"]
        ]
        # Whoever sends may not be an administrator, who alone reads the list.
        self.env["loyalty.club.sms"].sudo().create(
            [
                {
                    "company_id": self.company.id,
                    "number": number["number"],
                    "body": content,
                }
                for content, number in numbers
            ]
        )
        for content, number in numbers:
            # This is the one provider that may: it says so where it is chosen.
            _logger.info("SMS to %s, not sent: %s", number["number"], content)
        return [
            {"uuid": number["uuid"], "state": "success"} for _content, number in numbers
        ]


class ResCompany(models.Model):
    """Companies may choose the list as their SMS provider."""

    _inherit = "res.company"

    loyalty_club_writes_sms = fields.Boolean(
        string="Write SMS to a List",
        help="For tests and demonstrations alone: no SMS of this company is sent. "
        "Administrators read them in a list and in the log of the server, with the "
        "codes that log people in.",
    )

    def _get_sms_api_class(self):
        self.ensure_one()
        # Visitors ask for codes, too.
        if self.sudo().loyalty_club_writes_sms:
            return SmsApiList
        return super()._get_sms_api_class()

    def _loyalty_club_sms_trouble(self):
        if self.sudo().loyalty_club_writes_sms:
            return self.env._(
                "%(company)s sends no SMS: they are written to a list, where "
                "administrators can read verification codes. Turn this off in the "
                "settings before real customers join.",
                company=self.name,
            )
        return super()._loyalty_club_sms_trouble()


class SmsSms(models.Model):
    """SMS that are sent at once go to the list, too."""

    _inherit = "sms.sms"

    def _split_by_api(self):
        written = self.filtered(
            lambda sms: sms._get_sms_company().sudo().loyalty_club_writes_sms
        )
        for company, messages in written.grouped(
            lambda sms: sms._get_sms_company()
        ).items():
            api = company._get_sms_api_class()(self.env)
            api._set_company(company)
            yield api, messages
        if others := self - written:
            yield from super(SmsSms, others)._split_by_api()
