from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.join_request import JoinRequest
from ...tools.text import isolated

# More people than that don't share a telephone.
_MOST_CHOICES = 8
# How long a receipt that has reached the server waits for its customer: a day's work.
_RECEIPTS_WAIT = timedelta(days=1)


class PosConfig(models.Model):
    """Customers join a club at the till.

    A till repeats a request until it has an answer: the first one counts, and all of
    them are answered alike.
    """

    _inherit = "pos.config"

    # === VERBS === #

    def loyalty_club_join(self, request):
        """Make a customer a member, for the cashier who serves him.

        :param request: a dictionary, see :class:`JoinRequest`
        :return: the customer for the till to load, and his cards; or ``choices``, when
            the mobile number leaves open who he is
        :raise UserError: when he can't join, saying why
        :raise AccessError: for anybody but a cashier of this till
        """
        self._loyalty_club_check_cashier()
        try:
            request = JoinRequest.from_till(request)
        except ValueError as error:
            raise UserError(
                self.env._(
                    "This request to join can't be read. Reload the till, and try "
                    "again."
                )
            ) from error
        club = self._loyalty_club_asked(request)
        member = self._loyalty_club_joined(request)
        if not member:
            friend = self._loyalty_club_friend(club, request)
            partners = self._loyalty_club_meant(club, request)
            if len(partners) > 1 or not self._loyalty_club_is_sure(request, partners):
                return {"choices": self._loyalty_club_choices(partners)}
            member = self._loyalty_club_admit(club, partners, friend, request)
        self._loyalty_club_give_receipt(member.partner_id, request.order_uuid)
        # The cashier says how many points he has now, not later.
        self.env["loyalty.club.cause"]._settle_touched()
        return self._loyalty_club_welcome(member)

    def _loyalty_club_asked(self, request):
        """The club to join, whose terms have been accepted if it has any."""
        club = self._loyalty_clubs_offered().filtered(
            lambda club: club.id == request.club_id
        )
        if not club:
            raise UserError(
                self.env._(
                    "Nobody can join this club at the till any more. Reload the till "
                    "to see which clubs there are."
                )
            )
        newest = self._loyalty_club_described(club)["terms_version"]
        if newest and not 0 < request.terms_version <= newest:
            raise UserError(
                self.env._(
                    "Ask the customer to accept the terms of %(club)s first.",
                    club=club.name,
                )
            )
        return club

    def _loyalty_club_joined(self, request):
        """The member whom this very request has made before, if it has."""
        return self.env["loyalty.club.member"].search(
            [("till_request", "=", request.uuid)]
        )

    def _loyalty_club_friend(self, club, request):
        """The member by whom the customer comes; none, when he names nobody.

        :raise UserError: when the code is not of a member of this club
        """
        code = request.friend_code
        # Nobody may read codes: whoever is told one knows whose it is.
        members = self.env["loyalty.club.member"].sudo()
        friend = members._by_referral_code(code)
        if code and friend.club_id != club:
            raise UserError(
                self.env._(
                    "No member of %(club)s has the code “%(code)s”. Correct it, or "
                    "leave the field empty.",
                    club=club.name,
                    code=isolated(code),
                )
            )
        return friend

    # === WHO JOINS === #

    def _loyalty_club_meant(self, club, request):
        """The customer who joins, or those it may be; a new one if there is none."""
        if request.partner_id:
            return self._loyalty_club_chosen(request)
        partners = self.env["res.partner"]
        mobile = partners._loyalty_club_mobile(
            request.mobile, self.company_id.country_id
        )
        self.env["loyalty.club.turn"]._take([mobile])
        if not request.is_someone_new:
            # Of those whom the club can have, a till can serve its own customers.
            known = partners._loyalty_club_with_mobile(
                [mobile],
                club._serves()
                & Domain(self._loyalty_club_customers())
                & Domain("is_company", "=", False),
                limit=_MOST_CHOICES,
            )
            if known:
                return known
        if not request.name:
            raise UserError(self.env._("Write the name of the customer."))
        # A cashier may have no right to make contacts; he makes this one, of a person
        # with a name and a number, to be a customer of his till.
        newcomer = club.sudo()._make_newcomer(request.name, mobile)
        return partners.browse(newcomer.id)

    def _loyalty_club_chosen(self, request):
        """The customer whom the cashier has chosen, with the number he gives now."""
        partner = self._loyalty_club_customer(request.partner_id)
        if not request.mobile:
            return partner
        country = partner.country_id or self.company_id.country_id
        mobile = partner._loyalty_club_mobile(request.mobile, country)
        if partner.phone_sanitized == mobile:
            return partner
        if not partner.has_access("write"):
            # Whoever may not edit contacts adds what is missing, to a mere customer.
            # With a number of his own on somebody else he could log in as him.
            if partner.phone or partner.email or partner.sudo().user_ids:
                raise UserError(
                    self.env._(
                        "%(partner)s is known to us in another way. Leave the number "
                        "as it is here, and ask somebody who may edit contacts to "
                        "change it.",
                        partner=partner.display_name,
                    )
                )
            partner.sudo().phone = partner._loyalty_club_written(mobile)
        else:
            partner.phone = partner._loyalty_club_written(mobile)
        return partner

    def _loyalty_club_customer(self, partner_id):
        """One customer of this till.

        :raise UserError: when there is none with this id
        """
        partner = self.env["res.partner"].search(
            Domain("id", "=", partner_id) & Domain(self._loyalty_club_customers())
        )
        if not partner:
            raise UserError(
                self.env._("This customer is gone. Choose, or create, him again.")
            )
        return partner

    def _loyalty_club_is_sure(self, request, partner) -> bool:
        """Whether nobody need be asked if this is him."""
        if request.partner_id or request.is_someone_new:
            return True
        # Whom a visitor of the website has made may be anybody: the cashier asks.
        is_his = partner._loyalty_club_recognised() == partner
        return is_his and request.may_mean(partner.name or "")

    def _loyalty_club_choices(self, partners):
        return [
            {
                "id": partner.id,
                "name": partner.display_name,
                "detail": partner.email or partner.city or "",
            }
            for partner in partners
        ]

    # === JOINING === #

    def _loyalty_club_admit(self, club, partner, friend, request):
        # A cashier has no right to write members; he is an agent, who may let somebody
        # in, and his till, the club and the customer have been checked.
        club, partner = club.sudo(), partner.sudo()
        before = club._memberships(partner).filtered(
            lambda member: member.state == "active"
        )
        member = club._enroll(
            partner,
            member_type=club.type_ids.browse(request.type_id).exists(),
            channel="pos",
            terms_version=request.terms_version or None,
            referrer=friend,
        )
        if not before:
            member.till_request = request.uuid
        return member.sudo(False)

    def _loyalty_club_give_receipt(self, partner, order_uuid):
        """Make somebody the customer of the receipt that was waiting for him.

        He joined while the till had no connection, and paid as nobody meanwhile: what
        arrived before yesterday, or was closed with its session, is somebody else's.
        """
        if not order_uuid:
            return
        orders = self.env["pos.order"].search(
            [
                ("uuid", "=", order_uuid),
                ("config_id", "=", self.id),
                ("session_id.state", "=", "opened"),
                ("create_date", ">", fields.Datetime.now() - _RECEIPTS_WAIT),
                ("partner_id", "=", False),
                ("state", "!=", "cancel"),
            ]
        )
        orders.partner_id = partner

    def _loyalty_club_welcome(self, member):
        partner = member.partner_id
        return {
            "partner_id": partner.id,
            "records": self.env["res.partner"].get_new_partner(
                self.id, [("id", "=", partner.id)], 0
            ),
            "cards": self._loyalty_club_cards(partner),
            "member_id": member.id,
        }
