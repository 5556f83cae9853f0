from odoo import models


class LoyaltyClubEarning(models.Model):
    """What newcomers buy is looked at for those who brought them, too."""

    _inherit = "loyalty.club.earning"

    def _post_due(self, accounts, fresh=(), moved_ids=()):
        """Look after the friends of those whose purchases have changed."""
        result = super()._post_due(accounts, fresh, moved_ids)
        buyers = self.filtered(lambda earning: earning.channel != "club").member_id
        buyers |= buyers.union(
            *(each.member for each in fresh if each.cause.trigger == "purchase")
        )
        # Most came by themselves, and cost no query.
        newcomers = buyers.filtered("referrer_id")
        if newcomers:
            self.env["loyalty.club.occasion"]._note_referrals(newcomers)
        return result


class LoyaltyClubMember(models.Model):
    """Whoever is merged may be the friend of himself."""

    _inherit = "loyalty.club.member"

    def _take_over_relations(self, other):
        """Look again at what both have brought, and at who brought them."""
        result = super()._take_over_relations(other)
        people = self | other
        self.env["loyalty.club.occasion"].search(
            [
                ("newcomer_id", "!=", False),
                "|",
                ("newcomer_id", "in", people.ids),
                ("member_id", "in", people.ids),
            ]
        )._loyalty_club_touch()
        return result
