from operator import methodcaller

from odoo import api, models
from odoo.tools import groupby

from ...tools.tiers import TierStanding, TierStep, decide


class LoyaltyClubMember(models.Model):
    """How members come into their tiers: up at once, down at night."""

    _inherit = "loyalty.club.member"

    _REVIEW_BATCH = 10_000

    # === VERBS === #

    def _review_tiers(self):
        """Let these members rise to what they have reached.

        :return: their moves
        """
        rated = self.filtered("has_tiers")
        return self._review(rated.ids, at_night=False)

    @api.model
    def _review(self, member_ids, *, at_night):
        """Bring the tiers of members to what they have reached.

        :return: their moves
        """
        return self._take_steps(self._tier_steps(member_ids, at_night=at_night))

    @api.model
    def _tier_steps(self, member_ids, *, at_night):
        """What is to become of the tiers of members, where anything is.

        :param at_night: whether they may go down as well
        """
        steps = []
        standings = self._measure_tiers(member_ids) if member_ids else []
        for club_id, theirs in groupby(standings, lambda each: each.club_id):
            club = self.env["loyalty.club"].browse(club_id)
            policy = club.tier_downgrade, club.tier_grace_days
            steps += [decide(each, *policy, at_night=at_night) for each in theirs]
        return [step for step in steps if step.is_change]

    def _leave_tiers(self):
        """Take the tiers from who has left."""
        self._take_steps(
            [
                member._step(None, "merged" if member.merged_into_id else "left")
                for member in self
                if member.state == "left" and member.tier_id
            ]
        )

    def _step(self, tier, reason, until=None) -> TierStep:
        """A step of this member that has not to do with what he has reached."""
        standing = TierStanding(
            member_id=self.id,
            club_id=self.club_id.id,
            tier_id=self.tier_id.id or None,
            threshold=self.tier_id.threshold,
            earned_id=None,
            earned_threshold=None,
            value=self.tier_value,
            since=self.tier_since or self.club_id._today(),
            until=self.tier_until or None,
            today=self.club_id._today(),
        )
        tier_id = tier.id if tier else None
        return TierStep(standing=standing, tier_id=tier_id, reason=reason, until=until)

    @api.model
    def _take_steps(self, steps):
        """Write down what becomes of tiers, with its history and its benefits.

        :return: the moves
        """
        moves = self.env["loyalty.club.tier.move"]
        if not steps:
            return moves
        self.env.cr.execute_values(
            """
            UPDATE loyalty_club_member AS member
               SET tier_id = step.tier_id, tier_until = step.until,
                   tier_since = COALESCE(step.since, member.tier_since)
              FROM (VALUES %s) AS step(id, tier_id, until, since)
             WHERE member.id = step.id
            """,
            [
                (
                    *(step.standing.member_id, step.tier_id, step.until),
                    step.standing.today if step.reason else None,
                )
                for step in steps
            ],
            template="(%s, %s::int, %s::date, %s::date)",
            page_size=len(steps),
        )
        self._forget_tiers(step.standing.member_id for step in steps)
        moved = [step for step in steps if step.reason]
        clubs = self.env["loyalty.club"].browse(
            {step.standing.club_id for step in moved}
        )
        moves = moves._append(moved, {club.id: club for club in clubs})
        self.env["loyalty.club.tier.benefit"]._settle(moves.member_id.partner_id)
        return moves

    # === CRON === #

    @api.model
    def _cron_review_tiers(self):
        """Review the tiers of all members, once a day of their club.

        A batch at a time, each committed with how far it has come: a run that is killed
        goes on there, and one beside it finds what is left.
        """
        self.env["loyalty.club.batch"]._run(self._review_next)

    @api.model
    def _review_next(self):
        """Review the next members of a club that has not been through today.

        :return: the members; none when all clubs are through
        """
        while review := self.env["loyalty.club.tier.review"]._next():
            if members := review._take_next(self._REVIEW_BATCH):
                members._try_each(
                    methodcaller("_review_at_night"),
                    self.env._("The tier of this member could not be reviewed"),
                )
                return members
        return self.browse()

    def _review_at_night(self):
        self._review(self.ids, at_night=True)
        benefits = self.env["loyalty.club.tier.benefit"]
        if benefits._are_given(self.company_id):
            benefits._settle(self.partner_id)
