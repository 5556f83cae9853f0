from odoo import api, fields, models

from ...tools.text import isolated


class LoyaltyClubEntry(models.Model):
    """Says in plain words why an entry was posted."""

    _inherit = "loyalty.club.entry"

    description = fields.Char(
        compute="_compute_description", help="Why these points came or went."
    )
    use_ids = fields.One2many(
        comodel_name="loyalty.club.allocation",
        inverse_name="lot_id",
        string="Used By",
        groups="loyalty_club.group_finance,loyalty_club.group_auditor",
        help="The entries that have used points of this lot.",
    )
    lot_use_ids = fields.One2many(
        comodel_name="loyalty.club.allocation",
        inverse_name="entry_id",
        string="Taken From",
        groups="loyalty_club.group_finance,loyalty_club.group_auditor",
        help="The lots whose points this entry used.",
    )

    # === COMPUTE === #

    @api.depends_context("lang")
    def _compute_description(self):
        for entry in self:
            entry.description = entry._describe()

    @api.depends_context("lang")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = f"{entry.points:+} · {entry.description}"

    def _describe(self) -> str:
        """Why this entry was posted, in the language of the reader.

        Other layers add what they know of the cause.
        """
        self.ensure_one()
        cause, why = self._describe_cause(), self._describe_reason()
        return f"{isolated(cause)}: {why}" if cause else why

    def _describe_cause(self) -> str:
        """What these points came or went for; empty where there is nothing to name."""
        self.ensure_one()
        return ""

    def _describe_reason(self) -> str:
        """Why these points came or went, without what it was for."""
        self.ensure_one()
        return self.reason or self._describe_kind()

    def _describe_kind(self) -> str:
        kinds = {
            "earn": self.env._("Points earned"),
            "spend": self.env._("Points spent"),
            "expire": self.env._("Not used in time"),
            "adjust": self.env._("Adjusted by hand"),
            "take_back": self.env._("Taken back after a return or a cancellation"),
            "give_back": self.env._("Given back"),
            "transfer": self.env._("Moved between memberships"),
        }
        return kinds[self.kind]
