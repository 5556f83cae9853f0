from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.holder import Holder
from ...tools.rounding import exact
from .in_words import day

# Written by the review alone, in the statements that also keep the history.
_FACTS = {"tier_id": False, "tier_value": 0.0, "tier_since": False, "tier_until": False}


class LoyaltyClubMember(models.Model):
    """The tier of a member, what he has reached, and what is missing to the next."""

    _inherit = "loyalty.club.member"

    tier_id = fields.Many2one(
        comodel_name="loyalty.club.tier",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    tier_value = fields.Float(
        string="Reached",
        digits=(16, 2),
        readonly=True,
        copy=False,
        aggregator=None,
        help="What the club counts for its tiers: points, an amount or purchases.",
    )
    tier_since = fields.Date(string="In This Tier Since", readonly=True, copy=False)
    tier_until = fields.Date(
        string="Tier Ends After",
        readonly=True,
        copy=False,
        help="The member has less than his tier asks for. This is the last day on "
        "which he keeps it, unless he reaches it again.",
    )
    tier_move_ids = fields.One2many(
        comodel_name="loyalty.club.tier.move",
        inverse_name="member_id",
        string="Tier History",
    )
    tier_color = fields.Char(related="tier_id.color")
    tier_benefits = fields.Html(related="tier_id.benefits")
    has_tiers = fields.Boolean(related="club_id.has_tiers")
    next_tier_id = fields.Many2one(
        comodel_name="loyalty.club.tier", compute="_compute_next_tier"
    )
    points_to_next_tier = fields.Float(
        string="Missing to the Next Tier",
        digits=(16, 2),
        compute="_compute_next_tier",
        help="In what the club counts: points, money or purchases.",
    )
    tier_progress = fields.Float(
        string="On the Way to the Next Tier",
        compute="_compute_next_tier",
        help="From 0 to 100.",
    )
    tier_message = fields.Char(string="Next Tier", compute="_compute_tier_message")

    # === COMPUTE === #

    @api.depends("tier_id", "tier_value", "club_id.tier_ids.threshold")
    def _compute_next_tier(self):
        for member in self:
            start, reached = member.tier_id.threshold, member.tier_value
            most = max(start, reached)
            higher = member.club_id.tier_ids.filtered(
                lambda tier, most=most: tier.active and tier.threshold > most
            )
            following = higher.sorted("threshold")[:1]
            member.next_tier_id = following
            member.points_to_next_tier = max(following.threshold - reached, 0)
            way = following.threshold - start
            share = (reached - start) / way if way > 0 else 1.0
            member.tier_progress = 100 * min(max(share, 0.0), 1.0)

    @api.depends("next_tier_id", "tier_value", "tier_until")
    @api.depends_context("lang")
    def _compute_tier_message(self):
        for member in self:
            member.tier_message = member._describe_tier_progress()

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Start in the tier where everybody starts."""
        members = super().create([{**vals, **_FACTS} for vals in vals_list])
        members._review_tiers()
        return members

    def write(self, vals):
        """Take the tier from who leaves, and give it to who comes back.

        :raise UserError: when a tier would be written, whoever asks
        """
        if not _FACTS.keys().isdisjoint(vals):
            raise UserError(
                self.env._(
                    "Nobody is put into a tier by hand: members move by what they "
                    "reach."
                )
            )
        if {"state", "partner_id"}.isdisjoint(vals):
            return super().write(vals)
        partners = self.partner_id
        result = super().write(vals)
        concerned = self.filtered(lambda member: member.tier_id or member.has_tiers)
        if concerned:
            concerned._leave_tiers()
            concerned._review_tiers()
            partners |= concerned.partner_id
            self.env["loyalty.club.tier.benefit"]._settle(partners)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_without_tiers(self):
        if self.sudo().tier_move_ids:
            raise UserError(
                self.env._(
                    "A member who has been in a tier can't be deleted. End the "
                    "membership instead."
                )
            )

    # === VERBS === #

    def _holder(self) -> Holder:
        """Earn by the factor of the tier, too: the one he is in before he earns."""
        holder, tier = super()._holder(), self.tier_id
        if not tier:
            return holder
        factor = holder.factor * exact(tier.factor)
        return replace(holder, factor=factor, tier_id=tier.id)

    def _tier_progress(self) -> dict:
        """What a screen tells a member of his tier, in his language.

        :return: ``name``, ``color``, ``next`` and ``benefits`` of tiers, ``value`` and
            ``missing`` in what the club counts, the same in words as ``reached`` and
            ``message``, ``percent`` of the way, and ``until``, the last day with a tier
            that he is about to lose; empty where the club has no tiers
        """
        self.ensure_one()
        if not self.has_tiers:
            return {}
        return {
            "name": self.tier_id.name or "",
            "color": self.tier_color or self.club_id.color,
            "benefits": self.tier_benefits or "",
            "next": self.next_tier_id.name or "",
            "value": self.tier_value,
            "reached": self.club_id._tier_figure(self.tier_value),
            "missing": self.points_to_next_tier,
            "message": self.tier_message or "",
            "percent": round(self.tier_progress),
            "until": self.tier_until or None,
        }

    def _describe_tier_progress(self) -> str:
        self.ensure_one()
        club, tier = self.club_id, self.tier_id
        if self.tier_until:
            return self.env._(
                "%(tier)s until %(day)s. %(figure)s more and it stays.",
                tier=tier.name,
                day=day(self.env, self.tier_until),
                figure=club._tier_figure(max(tier.threshold - self.tier_value, 0)),
            )
        if self.next_tier_id:
            return self.env._(
                "%(figure)s to %(tier)s",
                figure=club._tier_figure(self.points_to_next_tier),
                tier=self.next_tier_id.name,
            )
        return self.env._("The highest tier") if tier else ""
