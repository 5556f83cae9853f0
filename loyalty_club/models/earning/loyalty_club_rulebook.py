import hashlib
import json
from typing import NamedTuple

from odoo import api, fields, models, tools

from ...tools.rules import Rule


class Terms(NamedTuple):
    """A rulebook in plain values."""

    basis: str
    earn_on: str
    hold_days: int
    tz: str
    rules: tuple[Rule, ...]

    def gives_coupons(self) -> bool:
        """Whether a rule gives coupons in place of points."""
        return any(rule.reward_id for rule in self.rules)

    def rule(self, rule_id: int) -> Rule | None:
        """The rule with this id, as it stood."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)


class LoyaltyClubRulebook(models.Model):
    """The earning rules of a club as they stood at one time.

    Never changed. Each earning is counted with the rulebook that was in force when it
    occurred first, however often it is settled afterwards.
    """

    _name = "loyalty.club.rulebook"
    _description = "Customer Club: Rulebook"
    _order = "id desc"
    _rec_name = "digest"

    club_id = fields.Many2one(
        comodel_name="loyalty.club", required=True, index=True, ondelete="cascade"
    )
    digest = fields.Char(required=True, readonly=True)
    terms = fields.Json(required=True, readonly=True)

    _digest_unique = models.Constraint(
        "UNIQUE(club_id, digest)", "A rulebook is written once."
    )

    # === VERBS === #

    @api.model
    def _of(self, club):
        """The rulebook of a club as it stands now."""
        text = self._text(club)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return self.search(
            [("club_id", "=", club.id), ("digest", "=", digest)]
        ) or self.create(
            {"club_id": club.id, "digest": digest, "terms": json.loads(text)}
        )

    @api.model
    def _in_force(self, club) -> Terms:
        """The rules of a club as they stand now, for who only reads."""
        if club.rulebook_id:
            return club.rulebook_id._terms()
        return self._plain(json.loads(self._text(club)))

    @api.model
    def _text(self, club) -> str:
        """The rules of a club as they stand now, as they are written down."""
        terms = {
            "basis": club.basis,
            "earn_on": club.earn_on,
            "hold_days": club.hold_days,
            "tz": club.tz,
            "rules": [rule._to_json() for rule in club.rule_ids.filtered("active")],
        }
        return json.dumps(terms, sort_keys=True, ensure_ascii=False)

    def _terms(self) -> Terms:
        """The rulebook in plain values."""
        self.ensure_one()
        return self._cached_terms(self.id)

    @api.model
    @tools.ormcache("rulebook_id")
    def _cached_terms(self, rulebook_id):
        # A rulebook never changes, so what is cached under its id stays right.
        return self._plain(self.browse(rulebook_id).sudo().terms)

    @api.model
    def _plain(self, terms: dict) -> Terms:
        return Terms(
            terms["basis"],
            terms["earn_on"],
            terms["hold_days"],
            terms["tz"],
            tuple(Rule.from_json(rule) for rule in terms["rules"]),
        )
