from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.phone import country_of

_HOUR = timedelta(hours=1)
# How many codes a number gets within which time. Each code bears five guesses, so a
# number can be guessed at 25 times an hour, of a million possibilities. Nothing longer:
# whoever asks for the codes of somebody else must not shut him out for a day.
_PER_NUMBER = ((timedelta(minutes=1), 1), (_HOUR, 5))
# In an hour. A shop's own network, or a mobile carrier, is one address for many people.
CODES_PER_ADDRESS = 60
# What staff are told of goes back so far.
_KEPT = timedelta(days=1)


class LoyaltyClubCode(models.Model):
    """To whom codes go, and how many.

    Each costs money, and some people earn by having many sent to numbers of theirs.
    """

    _inherit = "loyalty.club.code"

    def _check_country(self, mobile, company):
        """Refuse a number of a country to which the company sends no codes.

        :raise UserError: saying to which it does
        """
        # Visitors may not read companies.
        countries = company.sudo()._loyalty_club_code_countries()
        if countries and country_of(mobile) not in countries.mapped("code"):
            raise UserError(
                self.env._(
                    "We send codes to numbers of %(countries)s alone. Give us another "
                    "number, or ask us in the shop.",
                    countries=", ".join(countries.mapped("name")),
                )
            )

    def _check_limits(self, hashes, company, now):
        """Refuse another code when there have been too many.

        :raise UserError: saying how long to wait
        """
        parameters = self.env["ir.config_parameter"]
        per_address = parameters.get_param(
            "loyalty_club.codes_per_address", CODES_PER_ADDRESS
        )
        per_company = company.with_env(self.env).loyalty_club_codes_per_hour
        limits = [
            *(("mobile_hash", hashes["mobile_hash"], *limit) for limit in _PER_NUMBER),
            ("address_hash", hashes["address_hash"], _HOUR, int(per_address)),
            ("company_id", company.id, _HOUR, per_company),
        ]
        for name, value, period, most in limits:
            since = [(name, "=", value), ("sent_at", ">", now - period)]
            if self.search_count(since, limit=most) >= most:
                raise UserError(self._too_many(name, period))

    def _too_many(self, counted, period) -> str:
        if counted == "company_id":
            return self.env._(
                "So many codes are asked for at the moment that we send no more of "
                "them. Try again in an hour, or ask us in the shop."
            )
        if period < _HOUR:
            return self.env._(
                "A code was sent a moment ago. Wait a minute before you ask for "
                "another one."
            )
        return self.env._(
            "Too many codes have been asked for. Try again in an hour, or ask us in "
            "the shop."
        )

    @api.autovacuum
    def _gc(self):
        """Forget codes when no limit counts them, and no warning, any more."""
        old = self.search([("sent_at", "<", fields.Datetime.now() - _KEPT)])
        # Mails that could not be sent; the others are gone already.
        old.mail_id.unlink()
        old.unlink()
