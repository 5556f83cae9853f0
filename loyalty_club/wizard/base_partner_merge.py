from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merging contacts merges their memberships, too."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Leave at most one membership of each club before the rows are moved.

        Odoo moves the rows by SQL: rows that would break a constraint are deleted, and
        nothing is computed again.
        """
        # Who may merge contacts need not be able to change memberships.
        members = self.env["loyalty.club.member"].sudo().with_context(active_test=False)
        partners = src_partners | dst_partner
        merged = members.search([("partner_id", "in", partners.ids)])
        for _club, doubles in merged.grouped("club_id").items():
            ordered = doubles.sorted(
                lambda member: (member.partner_id != dst_partner, member.id)
            )
            ordered[0]._absorb(ordered[1:])
        profiles = self.env["loyalty.club.profile"].sudo()
        told = profiles.search([("partner_id", "in", partners.ids)])
        left = [
            doubles._leave_one(dst_partner)
            for _company, doubles in told.grouped("company_id").items()
        ]
        # What the others were given by their tiers is not what they leave behind.
        benefits = self.env["loyalty.club.tier.benefit"].sudo()
        benefits.search([("partner_id", "in", src_partners.ids)])._withdraw()
        self.env.flush_all()
        result = super()._update_foreign_keys(src_partners, dst_partner)
        kept = merged.exists()
        kept.invalidate_recordset()
        kept.modified(["partner_id"])
        benefits._settle(dst_partner)
        for profile, facts in left:
            profile._take_over(facts)
        return result

    def _update_values(self, src_partners, dst_partner):
        """Leave the number confirmed that one of these contacts has confirmed."""
        # Nobody may write whose number it is; these are one person.
        partners = (src_partners | dst_partner).sudo()
        mobiles = set(
            partners.filtered("loyalty_club_is_verified").mapped("phone_sanitized")
        )
        # No two contacts have it, not even for a moment.
        partners.loyalty_club_verified_mobile = False
        partners.flush_recordset()
        result = super()._update_values(src_partners, dst_partner)
        survivor = dst_partner.sudo()
        if survivor.phone_sanitized in mobiles:
            survivor.loyalty_club_verified_mobile = survivor.phone_sanitized
        return result
