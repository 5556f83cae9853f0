from odoo import models


class LoyaltyClub(models.Model):
    """Joining by oneself, as a visitor who has verified his number."""

    _inherit = "loyalty.club"

    def _join_by_mobile(
        self,
        mobile,
        code,
        *,
        name,
        email=None,
        partner=None,
        terms_version=0,
        consents=(),
        member_type=None,
        invitation=None,
        referrer=None,
    ):
        """Make a visitor a member who has verified a code.

        He is recognised by the verified number, or by his login, and by nothing else
        that he typed: what is known of him stays as it is.

        :param mobile: the number for which the code was verified, E.164
        :param code: the ``loyalty.club.code`` that he verified
        :param name: his name, if he is new
        :param email: his e-mail address, if none is known
        :param partner: his contact, when he is logged in
        :param terms_version: version of the terms he has accepted
        :param consents: purposes that he allows
        :param member_type: the ``loyalty.club.member.type`` that he has chosen
        :param invitation: the open ``loyalty.club.invitation`` whose link he followed
        :param referrer: the member by whose code he comes
        :return: the ``loyalty.club.member``
        :raise UserError: when he can't join, saying why; then no contact is left behind
        """
        self.ensure_one()
        self.env["loyalty.club.turn"]._take([mobile])
        with self.env.cr.savepoint():
            partner = (
                partner
                or code._person(mobile, self)
                or self._invited(invitation)
                or self._make_newcomer(name, mobile)
            )
            if email and not partner.email:
                partner.email = email
            if code.sent_by == "sms":
                partner._loyalty_club_confirm_mobile(mobile)
            member = self._enroll(
                partner,
                channel="website",
                terms_version=terms_version,
                member_type=member_type,
                referrer=referrer,
            )
            self.env["loyalty.club.consent"]._record(
                member, consents, is_given=True, channel="website"
            )
        return member

    def _invited(self, invitation):
        """The contact to whom a link was sent, or none.

        A link can be passed on: it makes nobody him who has a number or a login, by
        which he can be recognised.
        """
        if not invitation:
            return None
        partner = invitation.partner_id.with_context(active_test=False)
        is_known = partner.phone or partner.user_ids or partner.is_company
        return partner.filtered("active") if not is_known else None
