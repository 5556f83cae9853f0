from odoo import models
from odoo.fields import Domain

from ...tools.text import with_latin_digits


class PosConfig(models.Model):
    """A till looks up members, one at a time, when it needs to know."""

    _inherit = "pos.config"

    # === VERBS === #

    def loyalty_club_look_up(self, partner_id):
        """The cards of one customer, or of his organisation.

        :raise AccessError: for anybody but a cashier of this till
        """
        self._loyalty_club_check_cashier()
        partner = self.env["res.partner"]
        if type(partner_id) is int:
            partner = partner.search(
                Domain("id", "=", partner_id) & Domain(self._loyalty_club_customers())
            )
        return self._loyalty_club_cards(partner)

    def loyalty_club_find(self, number):
        """The customer on whose card this number is, for the till to load.

        :param number: as it was scanned, or typed, with gaps, in digits of any of our
            languages
        :return: as ``res.partner.get_new_partner`` does: nobody, if there is none
        :raise AccessError: for anybody but a cashier of this till
        """
        self._loyalty_club_check_cashier()
        partner = self.env["res.partner"]
        if isinstance(number, str):
            digits = "".join(with_latin_digits(number).split())
            # The card of somebody who was merged into another contact still counts.
            members = self.env["loyalty.club.member"].with_context(active_test=False)
            member = members.search([("number", "=", digits)])
            member = member and member._survivor()
            member &= self._loyalty_club_members(member.partner_id)
            partner = member.partner_id.filtered_domain(self._loyalty_club_customers())
        return partner.get_new_partner(self.id, [("id", "in", partner.ids)], 0)

    # === CARDS === #

    def _loyalty_club_members(self, partner):
        """The memberships that count at this till, also one that is suspended.

        In each club his own counts before that of his organisation.
        """
        holders = partner | partner.commercial_partner_id
        members = self.env["loyalty.club.member"].search(
            [
                ("partner_id", "in", holders.ids),
                ("company_id", "parent_of", self.company_id.id),
                ("state", "!=", "left"),
                ("club_id.active", "=", True),
            ],
            order="club_id, id",
        )
        own = members.filtered(lambda member: member.partner_id == partner)
        return own | members.filtered(lambda member: member.club_id not in own.club_id)

    def _loyalty_club_cards(self, partner):
        """What the till shows of the memberships of a customer."""
        return self._loyalty_club_members(partner)._cards()
