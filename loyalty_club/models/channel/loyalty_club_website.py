from odoo import api, fields, models


class LoyaltyClub(models.Model):
    """A club as visitors of the website find it."""

    _inherit = "loyalty.club"

    is_published = fields.Boolean(
        string="On the Website",
        copy=False,
        tracking=True,
        help="Visitors find the club at /club, and join it there.",
    )
    greeting = fields.Char(
        translate=True,
        help="What members read above their card, before their name. Empty: “Hello”.",
    )
    website_url = fields.Char(string="Page", compute="_compute_website_url")
    sms_trouble = fields.Char(compute="_compute_sms_trouble")

    @api.depends("name")
    def _compute_website_url(self):
        for club in self:
            slug = club.id and self.env["ir.http"]._slug((club.id, club.name))
            club.website_url = slug and f"/club/join/{slug}"

    @api.depends("company_id")
    def _compute_sms_trouble(self):
        # Companies are few, and none is asked twice.
        told = {
            company: company._loyalty_club_sms_trouble() for company in self.company_id
        }
        for club in self:
            club.sms_trouble = told.get(club.company_id)

    @api.model
    def _published_for(self, company):
        """The clubs that a company shows its visitors: its own, and its parents'."""
        return self.search(
            [("is_published", "=", True), ("company_id", "parent_of", company.id)]
        )

    def _obstacle_to_visitors(self, *, is_invited=False) -> str | None:
        """Why a visitor can't join this club by himself, or None.

        :param is_invited: whether he has an open invitation
        """
        self.ensure_one()
        if self.accepts == "legal":
            return self.env._("For organisations: ask us about joining.")
        if self.enrollment == "corporate":
            return self.env._("You join with your organisation.")
        if self.enrollment == "invitation" and not is_invited:
            return self.env._("You join by invitation.")
        return None

    def _obstacle_to_person(self, partner) -> str | None:
        """Why somebody whom we know can't join at the website, or None."""
        if not partner:
            return None
        [candidate] = self._candidates(partner, channel="website")
        return None if candidate.is_member else self._refusal(candidate)

    def action_open_website(self):
        """Look at the page of this club."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.website_url, "target": "new"}
