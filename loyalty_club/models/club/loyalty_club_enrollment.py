from ast import literal_eval

from odoo import api, models
from odoo.exceptions import UserError, ValidationError


class LoyaltyClub(models.Model):
    """Who may join a club, and how."""

    _inherit = "loyalty.club"

    # === CONSTRAINTS === #

    @api.constrains("eligibility_domain")
    def _check_eligibility_domain(self):
        for club in self:
            try:
                self.env["res.partner"].sudo().search(club._eligibility(), limit=1)
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "The conditions for contacts of %(club)s can't be understood.",
                        club=club.name,
                    )
                ) from error

    # === VERBS === #

    def _enroll(
        self,
        partner,
        *,
        parent=None,
        referrer=None,
        channel="backend",
        terms_version=None,
    ):
        """Make a partner a member. A member already is returned as he is.

        :param partner: the ``res.partner`` who joins
        :param parent: membership of his organisation, which brings him in
        :param referrer: the member who told him about the club
        :param channel: ``backend`` | ``website`` | ``pos`` | ``import`` | ``corporate``
        :param terms_version: version of the terms he has accepted
        :return: the ``loyalty.club.member``
        :raise UserError: when he can't join, saying why
        """
        self.ensure_one()
        member = self._memberships(partner)
        if member.state in ("active", "pending"):
            return member
        if refusal := self._refusal_to_enroll(partner, member, parent):
            raise UserError(refusal)
        facts = {
            "state": "active",
            "joined_on": self._today(),
            "left_on": False,
            "channel": channel,
            "parent_id": parent and parent.id,
            "terms_version": terms_version or 0,
        }
        if member:
            member.write(facts)
            return member
        return member.create(
            {
                **facts,
                "club_id": self.id,
                "partner_id": partner.id,
                "kind": "legal" if partner.is_company else "individual",
                "referrer_id": referrer and referrer.id,
            }
        )

    def _memberships(self, partners):
        """The memberships of contacts in this club, also those that have ended."""
        members = self.env["loyalty.club.member"].with_context(active_test=False)
        return members.search(
            [("club_id", "=", self.id), ("partner_id", "in", partners.ids)]
        )

    def _refusal_to_enroll(self, partner, member, parent) -> str | None:
        """Why this partner can't join, or None."""
        checks = (
            self._refusal_of_state,
            self._refusal_of_company,
            self._refusal_of_kind,
            self._refusal_of_enrollment,
            self._refusal_of_eligibility,
        )
        return next(
            filter(None, (check(partner, member, parent) for check in checks)), None
        )

    def _refusal_of_state(self, partner, member, parent):
        if not self.active:
            return self.env._("%(club)s is closed for good.", club=self.name)
        if not partner.active:
            return self.env._(
                "%(partner)s is archived. Restore the contact first.",
                partner=partner.display_name,
            )
        if member.state == "suspended":
            return self.env._(
                "The membership of %(partner)s in %(club)s is suspended. A manager of "
                "the club can reactivate it.",
                partner=partner.display_name,
                club=self.name,
            )
        return None

    def _refusal_of_company(self, partner, member, parent):
        # A club serves its company and the branches of it.
        company = partner.company_id
        if company and self.company_id not in company.sudo().parent_ids:
            return self.env._(
                "%(partner)s is a contact of %(company)s, which %(club)s does not "
                "serve.",
                partner=partner.display_name,
                company=company.sudo().name,
                club=self.name,
            )
        return None

    def _refusal_of_kind(self, partner, member, parent):
        if partner.type in ("invoice", "delivery"):
            return self.env._(
                "“%(partner)s” is an address, not a person. Choose the contact itself.",
                partner=partner.display_name,
            )
        if self.accepts == "individual" and partner.is_company:
            return self.env._(
                "%(club)s is for individuals, and %(partner)s is an organisation.",
                club=self.name,
                partner=partner.display_name,
            )
        if self.accepts == "legal" and not partner.is_company and not parent:
            return self.env._(
                "%(club)s is for organisations, and %(partner)s is a person.",
                club=self.name,
                partner=partner.display_name,
            )
        return None

    def _refusal_of_enrollment(self, partner, member, parent):
        if self.enrollment == "corporate" and not partner.is_company and not parent:
            return self.env._(
                "People join %(club)s with their organisation. Enrol the organisation "
                "of %(partner)s.",
                club=self.name,
                partner=partner.display_name,
            )
        if self.enrollment == "closed" and not self._has_purchased(partner):
            return self.env._(
                "%(club)s is for existing customers, and %(partner)s has not completed "
                "a purchase yet.",
                club=self.name,
                partner=partner.display_name,
            )
        return None

    def _refusal_of_eligibility(self, partner, member, parent):
        domain = self._eligibility()
        if domain and not partner.sudo().filtered_domain(domain):
            return self.env._(
                "%(partner)s does not meet the conditions of %(club)s.",
                partner=partner.display_name,
                club=self.name,
            )
        return None

    def _eligibility(self):
        """The domain that contacts must match."""
        self.ensure_one()
        return literal_eval(self.eligibility_domain or "[]")

    def _has_purchased(self, partner) -> bool:
        """Whether the partner has completed a purchase. Each channel adds its own."""
        return False
