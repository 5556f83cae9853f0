from odoo import fields, models
from odoo.fields import Domain


class LoyaltyClubMemberRun(models.AbstractModel):
    """A run that does something for each member of an audience, in their order.

    One that is stopped, or cut off, goes on behind the last member it has served.
    """

    _name = "loyalty.club.member.run"
    _inherit = ["loyalty.club.run"]
    _description = "Customer Club: Long Work for Members"

    _START = {"state": "draft", "last_member_id": 0}
    _STEPS = {"running": "_serve_next"}

    state = fields.Selection(
        selection=[("draft", "Draft"), ("running", "Running"), ("done", "Done")],
        required=True,
        readonly=True,
        default="draft",
        tracking=True,
        copy=False,
    )
    member_count = fields.Integer(
        string="Members Left", compute="_compute_member_count"
    )
    last_member_id = fields.Integer(readonly=True, copy=False)

    # === COMPUTE === #

    def _compute_member_count(self):
        members = self.env["loyalty.club.member"]
        for run in self:
            audience = run._audience() if run.club_id else Domain.FALSE
            run.member_count = members.search_count(audience)

    # === VERBS === #

    def _audience(self) -> Domain:
        """The members it is for."""
        raise NotImplementedError(self._name)

    def _serve(self, members):
        """Do it for these."""
        raise NotImplementedError(self._name)

    def _goes_on(self) -> bool:
        """Whether there is still a reason to go on."""
        return True

    def _serve_next(self):
        """Do it for the next members.

        :return: the members served
        """
        self.ensure_one()
        if self.state != "running":  # somebody has stopped it
            return []
        members = self.env["loyalty.club.member"].search(
            self._audience() & Domain("id", ">", self.last_member_id),
            order="id",
            limit=self._BATCH,
        )
        if not members or not self._goes_on():
            self.state = "done"
            return members.browse()
        self._serve(members)
        self.last_member_id = members[-1].id
        return members

    # === ACTIONS === #

    def action_stop(self):
        """Serve no more. What was done stays; starting again goes on there."""
        run = self._as_run()
        run._check_state("running")
        run.state = "draft"
