from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.phone import example_number
from ...tools.text import isolated, with_digits_of, with_latin_digits


class ResPartner(models.Model):
    """Contacts know whether there is a club left for them, and their number."""

    _inherit = "res.partner"

    can_join_loyalty_club = fields.Boolean(
        string="Can Join a Club",
        compute="_compute_can_join_loyalty_club",
        groups="loyalty_club.group_agent",
    )

    # === COMPUTE === #

    def _compute_can_join_loyalty_club(self):
        clubs = self.env["loyalty.club"].search(
            [("company_id", "parent_of", self.env.companies.ids)]
        )
        joined = dict(
            self.env["loyalty.club.member"]._read_group(
                [("partner_id", "in", self.ids), ("state", "!=", "left")],
                ["partner_id"],
                ["club_id:recordset"],
            )
        )
        for partner in self:
            partner.can_join_loyalty_club = clubs - joined.get(partner, clubs.browse())

    # === VERBS === #

    @api.model
    def _loyalty_club_mobile(self, number, country=None) -> str:
        """A telephone number as it is kept and compared: in E.164.

        :param number: as somebody has typed it, in digits of any of our languages
        :param country: the ``res.country`` of numbers without a prefix; by default
            that of the company
        :raise UserError: when it is no telephone number
        """
        country = country or self.env.company.country_id
        typed = with_latin_digits(number or "").strip()
        mobile = typed and self._phone_format(number=typed, country=country)
        if not mobile:
            example = example_number(country.code)
            raise UserError(
                self.env._(
                    "“%(number)s” is not a telephone number. Write it with its country "
                    "code, as in %(example)s.",
                    number=with_digits_of(self.env.lang, typed[:40]),
                    example=isolated(with_digits_of(self.env.lang, example)),
                )
            )
        return mobile

    @api.model
    def _loyalty_club_written(self, mobile) -> str:
        """A number as contacts show it.

        :param mobile: E.164
        """
        return self._phone_format(number=mobile, force_format="INTERNATIONAL")
