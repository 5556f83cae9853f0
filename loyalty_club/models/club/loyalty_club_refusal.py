from odoo import models

# Where people come without having been asked.
_SELF_SERVED = ("website", "pos")


class LoyaltyClub(models.Model):
    """Why somebody can't join a club, in words for who asks."""

    _inherit = "loyalty.club"

    # === VERBS === #

    def _refusal(self, candidate) -> str | None:
        """Why a candidate can't join, or None."""
        checks = (
            self._refusal_of_state,
            self._refusal_of_company,
            self._refusal_of_kind,
            self._refusal_of_type,
            self._refusal_of_enrollment,
            self._refusal_of_purchases,
            self._refusal_of_eligibility,
        )
        return next(filter(None, (check(candidate) for check in checks)), None)

    def _refusal_of_state(self, candidate):
        if not self.active:
            return self.env._("%(club)s is closed for good.", club=self.name)
        if not candidate.partner.active:
            return self.env._(
                "%(partner)s is archived. Restore the contact first.",
                partner=candidate.partner.display_name,
            )
        if candidate.member.state == "suspended":
            return self.env._(
                "The membership of %(partner)s in %(club)s is suspended. A manager of "
                "the club can reactivate it.",
                partner=candidate.partner.display_name,
                club=self.name,
            )
        was_ended = candidate.member.left_because == "staff"
        if was_ended and candidate.channel in _SELF_SERVED:
            return self.env._(
                "The club has ended the membership of %(partner)s in %(club)s. Its "
                "staff can enrol the contact again.",
                partner=candidate.partner.display_name,
                club=self.name,
            )
        return None

    def _refusal_of_company(self, candidate):
        # The same as in :meth:`_serves`, for one contact.
        company, ours = candidate.partner.company_id.sudo(), self.company_id.sudo()
        is_ours = ours in company.parent_ids or company in ours.parent_ids
        if company and not is_ours:
            return self.env._(
                "%(partner)s is a contact of %(company)s, which %(club)s does not "
                "serve.",
                partner=candidate.partner.display_name,
                company=company.name,
                club=self.name,
            )
        return None

    def _refusal_of_kind(self, candidate):
        partner = candidate.partner
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
        if self.accepts == "legal" and candidate.is_on_his_own:
            return self.env._(
                "%(club)s is for organisations, and %(partner)s is a person.",
                club=self.name,
                partner=partner.display_name,
            )
        return None

    def _refusal_of_type(self, candidate):
        member_type = candidate.member_type
        if not member_type:
            return None
        if member_type.club_id != self:
            return self.env._(
                "“%(type)s” is not a membership type of %(club)s.",
                type=member_type.name,
                club=self.name,
            )
        if not member_type._accepts(candidate.partner):
            return self.env._(
                "%(partner)s can't be “%(type)s” in %(club)s.",
                partner=candidate.partner.display_name,
                type=member_type.name,
                club=self.name,
            )
        is_given = member_type == candidate.invitation.type_id
        is_chosen = candidate.channel == "website" and not is_given
        if is_chosen and not member_type.is_self_service:
            return self.env._(
                "“%(type)s” is given by the staff of %(club)s.",
                type=member_type.name,
                club=self.name,
            )
        return None

    def _refusal_of_enrollment(self, candidate):
        if self.enrollment == "corporate" and candidate.is_on_his_own:
            return self.env._(
                "People join %(club)s with their organisation. Enrol the organisation "
                "of %(partner)s.",
                club=self.name,
                partner=candidate.partner.display_name,
            )
        if self.enrollment == "corporate" and candidate.channel == "website":
            return self.env._(
                "Organisations join %(club)s through its staff. Please contact us.",
                club=self.name,
            )
        # Staff who enrol somebody have asked him.
        is_uninvited = candidate.channel in _SELF_SERVED and not candidate.invitation
        if self.enrollment == "invitation" and is_uninvited:
            return self.env._(
                "%(club)s is by invitation, and %(partner)s has not been invited.",
                club=self.name,
                partner=candidate.partner.display_name,
            )
        return None

    def _refusal_of_purchases(self, candidate):
        asked = self._asked_purchases()
        if candidate.purchases >= asked:
            return None
        if asked == 1:
            return self.env._(
                "%(club)s is for existing customers, and %(partner)s has not completed "
                "a purchase yet.",
                club=self.name,
                partner=candidate.partner.display_name,
            )
        return self.env._(
            "%(club)s is for regular customers: %(partner)s has completed %(count)s of "
            "the %(asked)s purchases it asks for.",
            club=self.name,
            partner=candidate.partner.display_name,
            count=candidate.purchases,
            asked=asked,
        )

    def _refusal_of_eligibility(self, candidate):
        if candidate.is_eligible:
            return None
        return self.env._(
            "%(partner)s does not meet the conditions of %(club)s.",
            partner=candidate.partner.display_name,
            club=self.name,
        )
