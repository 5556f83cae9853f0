from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from ...tools.text import isolated


class LoyaltyClubImport(models.Model):
    """The organisations that rows say people work for."""

    _inherit = "loyalty.club.import"

    # === VERBS === #

    def _organisations(self, rows):
        """The membership of the organisation of each row that names one.

        :return: those found, and why others were not, by row
        """
        wanted = set(filter(None, rows.mapped("organisation")))
        if not wanted:
            return {}, {}
        found = self._found_organisations(list(wanted))
        parents, lost = {}, {}
        for row in rows.filtered("organisation"):
            options = found.get(row.organisation, ())
            if len(options) == 1:
                [parents[row]] = options
            else:
                lost[row] = self._why_lost(row, options)
        return parents, lost

    def _found_organisations(self, names):
        """Memberships by the number, the tax number or the name of the organisation.

        Those that are about to join stand in for themselves.
        """
        found = defaultdict(set)
        members = self.env["loyalty.club.member"].search(
            Domain("club_id", "=", self.club_id.id)
            & Domain("kind", "=", "legal")
            & Domain("state", "=", "active")
            & (
                Domain("external_number", "in", names)
                | Domain("partner_id.vat", "in", names)
                | Domain("partner_id.name", "in", names)
            )
        )
        for member in members:
            partner = member.partner_id
            for name in (member.external_number, partner.vat, partner.name):
                found[name].add(member)
        joining = self.env["loyalty.club.import.row"].search(
            Domain("import_id", "=", self.id)
            & Domain("kind", "=", "legal")
            & Domain("is_open", "=", True)
            & Domain("verdict", "in", ("new", "match"))
            & (Domain("external_number", "in", names) | Domain("name", "in", names))
        )
        for row in joining:
            stand_in = members.new(
                {
                    "club_id": self.club_id.id,
                    "kind": "legal",
                    "partner_id": row.partner_id.id,
                }
            )
            for name in (row.external_number, row.name):
                found[name].add(stand_in)
        return found

    def _why_stranger(self, candidate):
        """Why somebody can't join with an organisation: his contact belongs elsewhere.

        He would leave the club again as soon as it is looked who works there.
        """
        partner, organisation = candidate.partner, candidate.parent.partner_id
        if (
            not candidate.parent
            or not partner._origin
            or partner.commercial_partner_id == organisation
        ):
            return None
        return self.env._(
            "%(contact)s is not a contact of this organisation. Change the contact, or "
            "leave the organisation out.",
            contact=isolated(partner.display_name),
        )

    def _why_lost(self, row, options):
        if options:
            return self.env._(
                "%(count)s organisations are called “%(organisation)s”. Write the "
                "number of the right one.",
                count=len(options),
                organisation=isolated(row.organisation),
            )
        return self.env._(
            "The organisation “%(organisation)s” is not a member of %(club)s, and not "
            "in this file. Write its number, its tax number or its name.",
            organisation=isolated(row.organisation),
            club=self.club_id.name,
        )
