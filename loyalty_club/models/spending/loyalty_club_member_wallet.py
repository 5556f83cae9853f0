from odoo import models


class LoyaltyClubMember(models.Model):
    """Members have a wallet of Odoo, or get one."""

    _inherit = "loyalty.club.member"

    def _wallets(self, program) -> dict:
        """The wallet of each of these members in a programme, by member."""
        cards = program.env["loyalty.card"]
        known = cards.search(
            [
                ("program_id", "=", program.id),
                ("partner_id", "in", self.partner_id.ids),
            ],
            order="id desc",
        )
        wallets = {card.partner_id: card for card in known}
        missing = [each.partner_id for each in self if each.partner_id not in wallets]
        created = cards.create(
            [
                {"program_id": program.id, "partner_id": partner.id, "points": 0}
                for partner in missing
            ]
        )
        wallets |= dict(zip(missing, created, strict=True))
        return {member: wallets[member.partner_id] for member in self}
