from odoo import fields, models

_TERMS = {"basis", "earn_on", "hold_days"}


class LoyaltyClub(models.Model):
    """What members of a club earn."""

    _inherit = "loyalty.club"

    rule_ids = fields.One2many(
        comodel_name="loyalty.club.earning.rule",
        inverse_name="club_id",
        string="Earning Rules",
        copy=True,
    )
    rulebook_id = fields.Many2one(
        comodel_name="loyalty.club.rulebook", readonly=True, copy=False
    )

    # === CRUD === #

    def write(self, vals):
        """Have the next purchase counted with the changed terms."""
        if not _TERMS.isdisjoint(vals):
            self._forget_rulebook()
        return super().write(vals)

    # === VERBS === #

    def _forget_rulebook(self):
        self.filtered("rulebook_id").rulebook_id = False

    def _current_rulebook(self):
        """The rulebook in force, written down when it is needed first."""
        self.ensure_one()
        if not self.rulebook_id:
            self.rulebook_id = self.env["loyalty.club.rulebook"]._of(self)
        return self.rulebook_id

    def _enroll(self, partner, **details):
        """Give the points for joining, too. A closed club gives none."""
        member = super()._enroll(partner, **details)
        if self.enrollment != "closed":
            self.env["loyalty.club.earning"]._settle(member)
        return member
