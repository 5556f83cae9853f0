from collections import Counter, defaultdict
from fractions import Fraction

from odoo import api, models
from odoo.tools import SQL

from ...tools.stamps import Stamp, decide


class LoyaltyClubEarning(models.Model):
    """Stamp cards: every so many purchases, one of them gives points."""

    _inherit = "loyalty.club.earning"

    @api.model
    def _fill_stamp_cards(self, settlements):
        """Give, or take back, the points of full stamp cards.

        A return may take the stamp that made a card full, whichever order the points
        were given for; so a card is always decided as a whole.

        :return: the earnings whose points have changed
        """
        cards = {
            (settlement.member.id, award.rule_id)
            for settlement in settlements
            for award in (*settlement.awards, *settlement.kept)
            if award.every
        }
        return self._fill_cards(cards)

    @api.model
    def _fill_cards(self, cards):
        """Decide cards, each a member's id and a rule's; as above."""
        changes = []
        for stamps in self._stamps(cards).values():
            changes += decide(stamps)
        if not changes:
            return self.browse()
        self.env.cr.execute_values(
            """
            UPDATE loyalty_club_earning_line AS line SET points = changed.points
              FROM (VALUES %s) AS changed(id, points) WHERE line.id = changed.id
            """,
            [(stamp.line_id, points) for stamp, points in changes],
        )
        self.env["loyalty.club.earning.line"].invalidate_model(["points"], flush=False)
        gained = Counter()
        for stamp, points in changes:
            gain = 0 if stamp.is_coupon else points - stamp.points
            gained[stamp.earning_id] += gain
        earnings = self.browse(gained)
        for earning in earnings:
            earning.points += gained[earning.id]
        return earnings

    @api.model
    def _stamps_on_cards(self, member, rules) -> dict[int, int]:
        """How many stamps a member has on the card that is not full yet, by rule id."""
        cards = rules.filtered(lambda rule: rule.trigger == "nth_order")
        if not cards:
            return {}
        self.flush_model(["member_id", "paid"])
        filled = defaultdict(Fraction)
        for rule_id, every, count in self.env.execute_query(
            SQL(
                """
                SELECT line.rule_id, line.every, count(*)
                  FROM loyalty_club_earning AS earning
                  JOIN loyalty_club_earning_line AS line ON line.earning_id = earning.id
                 WHERE earning.member_id = %s AND line.rule_id = ANY(%s)
                   AND line.verdict = 'stamp'
                   AND line.quantity > 0 AND earning.paid >= 1
              GROUP BY line.rule_id, line.every
                """,
                member.id,
                cards.ids,
            )
        ):
            filled[rule_id] += Fraction(count, every)
        return {rule.id: int(filled[rule.id] % 1 * rule.every) for rule in cards}

    @api.model
    def _stamps(self, cards):
        stamps = defaultdict(list)
        if not cards:
            return stamps
        self.flush_model(["member_id", "occurred_at", "paid", "state"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT earning.member_id, line.rule_id,
                       line.id, earning.id, line.every, line.rate, line.points,
                       line.is_coupon
                  FROM loyalty_club_earning_line AS line
                  JOIN loyalty_club_earning AS earning ON earning.id = line.earning_id
                 WHERE (earning.member_id, line.rule_id) IN %s
                   AND line.verdict = 'stamp'
                   AND line.quantity > 0 AND earning.paid >= 1
              ORDER BY earning.occurred_at, earning.id
                """,
                tuple(cards),
            )
        )
        for member_id, rule_id, line_id, earning_id, every, rate, *points in rows:
            stamps[member_id, rule_id].append(
                Stamp(line_id, earning_id, every, int(rate), *points)
            )
        return stamps
