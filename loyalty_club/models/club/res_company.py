from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.sms.tools.sms_api import SmsApi


class ResCompany(models.Model):
    """Companies know whom their clubs can have, and if codes can go by SMS."""

    _inherit = "res.company"

    loyalty_club_code_country_ids = fields.Many2many(
        comodel_name="res.country",
        relation="loyalty_club_code_country_rel",
        string="Countries of Verification Codes",
        groups="base.group_system",
        help="Codes go to telephone numbers of these countries alone. Empty: to those "
        "of the country of the company, or to any where it has none.",
    )
    loyalty_club_codes_per_hour = fields.Integer(
        string="Verification Codes per Hour",
        default=500,
        groups="base.group_system",
        help="When more are asked for, visitors have to wait, and you see a warning.",
    )

    _loyalty_club_codes_per_hour_positive = models.Constraint(
        "CHECK(loyalty_club_codes_per_hour > 0)",
        "Say how many verification codes may be sent in an hour, at least 1.",
    )

    def _loyalty_club_code_countries(self):
        """The countries to whose numbers codes go; none: to those of all."""
        self.ensure_one()
        return self.loyalty_club_code_country_ids or self.country_id

    def _loyalty_club_serves(self) -> Domain:
        """The contacts that clubs of these companies can have.

        Their own, those of their branches, those of the companies whose branches they
        are, and those of no company: whom Odoo lets them sell to.
        """
        return (
            Domain("company_id", "=", False)
            | Domain("company_id", "child_of", self.ids)
            | Domain("company_id", "parent_of", self.ids)
        )

    def _loyalty_club_known(self, mobile, *, has_proof=True):
        """The contact whose number this is, for a company and those it is a branch of.

        See :meth:`ResPartner._loyalty_club_by_mobile`.
        """
        self.ensure_one()
        partners = self.env["res.partner"]
        # To another branch he may be somebody else.
        for companies in dict.fromkeys((self, self.sudo().parent_ids)):
            serves = companies._loyalty_club_serves()
            if known := partners._loyalty_club_by_mobile(
                mobile, serves, has_proof=has_proof
            ):
                return known
        return partners

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
        # Visitors see this trouble when they ask, and staff when they look.
        most = self.sudo().loyalty_club_codes_per_hour
        if self._loyalty_club_codes_at_most_in_an_hour(yesterday) >= most:
            return self.env._(
                "So many verification codes were asked for since yesterday that "
                "%(company)s reached the %(count)s which it sends in an hour: visitors "
                "had to wait. If they were your customers, raise the number in the "
                "settings; if not, somebody abuses the form.",
                company=self.name,
                count=most,
            )
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

    def _loyalty_club_codes_at_most_in_an_hour(self, since) -> int:
        """How many codes were sent in the busiest hour since a moment."""
        self.env["loyalty.club.code"].flush_model()
        [[most]] = self.env.execute_query(
            SQL(
                """
                SELECT max(sent) FROM (
                    SELECT count(*) OVER (
                               ORDER BY sent_at RANGE BETWEEN interval '1 hour'
                               PRECEDING AND CURRENT ROW) AS sent
                      FROM loyalty_club_code
                     WHERE company_id = %s AND sent_at > %s) AS hours
                """,
                self.id,
                since,
            )
        )
        return most or 0
