from datetime import datetime

from odoo import api, models
from odoo.fields import Domain

from .loyalty_club_occasion import Happening


class LoyaltyClubOccasion(models.Model):
    """Friends who bring friends: both earn when the newcomer has bought something.

    They earn as long as anything is left of what he has bought, and paid.
    """

    _inherit = "loyalty.club.occasion"

    @api.model
    def _note_referrals(self, newcomers):
        """Note that newcomers have bought, and settle what has come of them.

        :param newcomers: members who came by somebody
        """
        noted = self._of_newcomers(newcomers)
        unknown = newcomers - noted.newcomer_id
        bought = self._first_purchases(unknown)
        happenings = []
        for newcomer in unknown.filtered(lambda each: each.id in bought):
            referrer = newcomer.referrer_id._survivor()
            # He may have changed his number since he joined.
            if newcomer._refuse_own_referral():
                continue
            for member, trigger in ((referrer, "referral"), (newcomer, "referred")):
                happenings.append(
                    Happening(
                        *(member, trigger, newcomer.number, bought[newcomer.id]),
                        newcomer,
                    )
                )
        (noted | self._note(happenings))._loyalty_club_touch()

    @api.model
    def _of_newcomers(self, newcomers):
        """What has come of these newcomers, and of those merged into them."""
        return self.search(newcomers._of_these("newcomer_id"), order="id")

    @api.model
    def _of_referrer(self, member):
        """What a member, and who was merged into him, has got for friends."""
        return self.search(
            Domain("trigger", "=", "referral") & member._of_these("member_id")
        )

    @api.model
    def _first_purchases(self, newcomers) -> dict[int, datetime]:
        """When these members made the first purchase that is paid and not returned.

        What somebody had bought before he joined is no reason to thank his friend.
        """
        if not newcomers:
            return {}
        return {
            member.id: occurred_at
            for member, occurred_at in self.env["loyalty.club.earning"]._read_group(
                [
                    ("member_id", "in", newcomers.ids),
                    ("channel", "!=", "club"),
                    ("is_backfill", "=", False),
                    ("state", "!=", "void"),
                    ("paid", ">=", 1),
                    ("amount", ">", 0),
                ],
                ["member_id"],
                ["occurred_at:min"],
            )
        }

    def _purchases(self) -> dict[int, datetime]:
        """When what these earn for was bought, by occasion id.

        Of two that are about one person, after a merge, one counts.
        """
        referrals = self.filtered("newcomer_id")
        if not referrals:
            return {}
        newcomers = {each: each.newcomer_id._survivor() for each in referrals}
        people = self.env["loyalty.club.member"].union(*newcomers.values())
        bought = self._first_purchases(people)
        rivals = self._of_newcomers(people).filtered(
            lambda each: each._is_referral_of_another()
        )
        counted = {}
        for each in rivals.sorted(lambda each: bool(each.newcomer_id.merged_into_id)):
            key = each.trigger, each.newcomer_id._survivor()
            counted.setdefault(key, each)
        return {
            each.id: bought[newcomer.id]
            for each, newcomer in newcomers.items()
            if newcomer.id in bought and counted.get((each.trigger, newcomer)) == each
        }

    def _is_referral_of_another(self):
        """Whether a newcomer and who brought him are still two, and belong together."""
        self.ensure_one()
        newcomer = self.newcomer_id._survivor()
        referrer = newcomer.referrer_id and newcomer.referrer_id._survivor()
        brought = self.trigger == "referred" or referrer == self.member_id._survivor()
        return bool(referrer) and referrer != newcomer and brought
