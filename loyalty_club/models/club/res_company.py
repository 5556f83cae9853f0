from datetime import timedelta

from odoo import fields, models

from odoo.addons.sms.tools.sms_api import SmsApi


class ResCompany(models.Model):
    """Companies know whether a code for a member can go by SMS."""

    _inherit = "res.company"

    def _loyalty_club_has_sms(self) -> bool:
        """Whether there is an SMS provider that may take a message."""
        self.ensure_one()
        if self._get_sms_api_class() is not SmsApi:
            return True
        # Odoo's own service answers those who have registered. What it last said may
        # be old, so that only a clear no is believed.
        return self._loyalty_club_iap_state() not in ("unregistered", "banned")

    def _loyalty_club_iap_state(self) -> str | bool:
        accounts = self.env["iap.account"].sudo()
        return accounts.search(
            [
                ("service_name", "=", "sms"),
                ("company_ids", "in", [*self.ids, False]),
            ],
            limit=1,
        ).state

    def _loyalty_club_sms_trouble(self) -> str | None:
        """Why codes do not go by SMS, for staff to read, or None."""
        self.ensure_one()
        has_provider = (
            self._get_sms_api_class() is not SmsApi
            or self._loyalty_club_iap_state() == "registered"
        )
        if not has_provider:
            return self.env._(
                "%(company)s has no SMS provider that is known to work: verification "
                "codes go by e-mail. Register for SMS, or choose another provider, in "
                "the settings.",
                company=self.name,
            )
        yesterday = fields.Datetime.now() - timedelta(days=1)
        # Nobody may read codes; staff may know how many did not get through.
        failed = (
            self.env["loyalty.club.code"]
            .sudo()
            .search_count(
                [
                    ("company_id", "=", self.id),
                    ("sent_at", ">", yesterday),
                    ("sent_by", "in", ("email", "nothing")),
                ]
            )
        )
        if failed:
            return self.env._(
                "The SMS provider of %(company)s did not take %(count)s verification "
                "codes since yesterday: they went by e-mail where there was an "
                "address. Look at your account with the provider.",
                company=self.name,
                count=failed,
            )
        return None
