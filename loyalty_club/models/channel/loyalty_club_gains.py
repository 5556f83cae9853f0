from odoo import models


class LoyaltyClub(models.Model):
    """What there is to win beside purchases, in the words of the pages."""

    _inherit = "loyalty.club"

    def _gains_of(self, trigger, member=None) -> str:
        """What the rules of a trigger give; empty where there are none.

        :param member: leave out rules that are not for him
        """
        self.ensure_one()
        rules = self.rule_ids.filtered(lambda rule: rule.trigger == trigger)
        if member:
            rules = rules.filtered(lambda rule: rule._is_for(member))
        return " · ".join(map(self._written_gain, rules))

    def _written_gain(self, rule) -> str:
        """What a rule gives, where nothing else says that these are points."""
        if rule.reward_id:
            return rule._gain()
        return self.env._(
            "%(count)s %(points)s", count=rule._gain(), points=self.point_name
        )

    def _gains_of_referrals(self) -> dict:
        """What friends bring to who invites, and what they get themselves."""
        return {name: self._gains_of(name) for name in ("referral", "referred")}
