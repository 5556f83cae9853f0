from odoo import models

from ...tools.barcode import ean13_bars
from .in_words import day


class LoyaltyClubMember(models.Model):
    """What the card of a member shows, on every screen and on paper."""

    _inherit = "loyalty.club.member"

    def _cards(self) -> list[dict]:
        """The cards of these members, in their order, in the language of the reader.

        Figures are whole numbers, and texts are empty where there is nothing to say.
        Clubs without tiers have no ``tier``; ``tier_percent`` is the way to the next.
        """
        return [member._card() for member in self]

    def _card(self) -> dict:
        self.ensure_one()
        club, tier = self.club_id, self._tier_progress()
        return {
            "id": self.id,
            "partner_id": self.partner_id.id,
            "name": self.partner_id.name or "",
            "club_id": club.id,
            "club": club.name,
            "color": club.color,
            "number": self.number,
            "display_number": self.display_number,
            "bars": ean13_bars(self.number),
            "is_suspended": self.state == "suspended",
            "balance": self.balance,
            "point_name": self.point_name,
            "expiring_points": self.expiring_points,
            "expiring_on": self.expiring_on,
            "expires": self.expiring_on and day(self.env, self.expiring_on) or "",
            "tier": tier.get("name", ""),
            "tier_color": tier.get("color", club.color),
            "tier_message": tier.get("message", ""),
            "tier_percent": tier.get("percent", 0),
        }
