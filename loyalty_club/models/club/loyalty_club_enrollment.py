import logging
from ast import literal_eval

from psycopg2.errors import UniqueViolation

from odoo import fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Domain
from odoo.tools import is_html_empty

from .candidate import Candidate

_logger = logging.getLogger(__name__)

KINDS = [
    ("individual", "Individuals"),
    ("legal", "Organisations"),
    ("both", "Individuals and organisations"),
]


class LoyaltyClub(models.Model):
    """Who may join a club, and how."""

    _inherit = "loyalty.club"

    _CONDITION = "eligibility_domain"

    enrollment = fields.Selection(
        selection=[
            ("open", "Anybody may join"),
            ("closed", "Only existing customers"),
            ("invitation", "Only by invitation"),
            ("corporate", "Organisations and their employees"),
        ],
        required=True,
        default="open",
        tracking=True,
    )
    accepts = fields.Selection(
        selection=KINDS,
        required=True,
        default="both",
        tracking=True,
    )
    eligibility_domain = fields.Char(
        string="Eligible Contacts",
        default="[]",
        help="Only contacts that match may join.",
        tracking=True,
    )
    min_purchases = fields.Integer(
        string="Completed Purchases",
        help="How many purchases a contact has completed before he may join. A club "
        "for existing customers asks for one at least.",
        tracking=True,
    )
    terms = fields.Html(string="Terms and Conditions", translate=True)
    terms_version = fields.Integer(readonly=True, default=1, copy=False)
    type_ids = fields.One2many(
        comodel_name="loyalty.club.member.type",
        inverse_name="club_id",
        string="Membership Types",
        copy=True,
    )

    _min_purchases_not_negative = models.Constraint(
        "CHECK(min_purchases >= 0)",
        "“Who May Join”: the completed purchases can't be negative.",
    )

    # === CRUD === #

    def write(self, vals):
        """Count a new version of the terms when their text changes."""
        if "terms" in vals:
            for club in self.filtered(lambda club: club.terms != vals["terms"]):
                club.terms_version += 1
        return super().write(vals)

    # === VERBS === #

    def _enroll(
        self,
        partner,
        *,
        member_type=None,
        parent=None,
        referrer=None,
        channel="backend",
        terms_version=None,
    ):
        """Make a partner a member. A member already is returned as he is.

        :param partner: the ``res.partner`` who joins
        :param member_type: the ``loyalty.club.member.type`` he joins as
        :param parent: membership of his organisation, which brings him in
        :param referrer: the member who told him about the club
        :param channel: ``backend`` | ``website`` | ``pos`` | ``import`` | ``corporate``
        :param terms_version: version of the terms he has accepted
        :return: the ``loyalty.club.member``
        :raise UserError: when he can't join, saying why
        """
        self.ensure_one()
        [candidate] = self._candidates(
            partner, member_type=member_type, parent=parent, channel=channel
        )
        if candidate.is_member:
            candidate.member._accept_terms(terms_version or 0)
            return candidate.member
        if refusal := self._refusal(candidate):
            raise UserError(refusal)
        return self._admit(
            [candidate],
            referrer=referrer,
            channel=channel,
            terms_version=terms_version,
        )

    def _enroll_all(
        self,
        partners,
        *,
        member_type=None,
        parent=None,
        channel="backend",
        terms_version=None,
    ):
        """Make those of many partners members who can be. The others are left out.

        The parameters are those of :meth:`_enroll`.

        :return: the ``loyalty.club.member`` who have joined now
        """
        self.ensure_one()
        candidates = self._candidates(
            partners, member_type=member_type, parent=parent, channel=channel
        )
        return self._admit(
            self._welcome(candidates), channel=channel, terms_version=terms_version
        )

    def _welcome(self, candidates):
        """Those who can join now."""
        return [
            candidate
            for candidate in candidates
            if not candidate.is_member and not self._refusal(candidate)
        ]

    def _admit(
        self,
        candidates,
        *,
        referrer=None,
        channel="backend",
        terms_version=None,
        earns=True,
    ):
        """Make members of candidates whom nothing speaks against.

        :param earns: whether they get what other layers give for joining
        """
        common = {
            "state": "active",
            "joined_on": self._today(),
            "left_on": False,
            "leaves_on": False,
            "left_because": False,
            "channel": channel,
            "terms_version": terms_version or 0,
            "terms_accepted_at": terms_version and fields.Datetime.now(),
        }
        members, newcomers = self.env["loyalty.club.member"], []
        for candidate in candidates:
            facts = {**common, **candidate.admission()}
            if candidate.member:
                candidate.member.write(facts)
                members |= candidate.member
            else:
                facts["referrer_id"] = referrer and referrer.id
                newcomers.append({**facts, "club_id": self.id})
        members |= self._create_members(newcomers)
        self._accept_invitations(candidates, members)
        if any(each.partner.is_company and not each.parent for each in candidates):
            members._follow_organisations_soon()
        return members

    def _accept_invitations(self, candidates, members):
        invitations = self.env["loyalty.club.invitation"]
        invitations.union(*(each.invitation for each in candidates))._accept(members)

    def _create_members(self, values):
        try:
            with self.env.cr.savepoint(flush=False):
                return self.env["loyalty.club.member"].create(values)
        except UniqueViolation as error:
            # Somebody else has enrolled one of them meanwhile: started again, Odoo
            # finds him a member.
            raise ConcurrencyError(str(error)) from error

    def _asked_terms(self) -> int:
        """The version of the terms that members accept; 0 where there are none."""
        return 0 if is_html_empty(self.terms) else self.terms_version

    def _memberships(self, partners):
        """The memberships of contacts in this club, also those that have ended."""
        members = self.env["loyalty.club.member"].with_context(active_test=False)
        return members.search(
            [("club_id", "=", self.id), ("partner_id", "in", partners.ids)]
        )

    # === PEOPLE === #

    def _serves(self) -> Domain:
        """The contacts that these clubs can have."""
        return self.company_id._loyalty_club_serves()

    def _make_newcomer(self, name, mobile):
        """Make a contact of a person whom nobody knows yet.

        :param mobile: E.164
        """
        return self.env["res.partner"].create(self._newcomer(name, mobile))

    def _newcomer(self, name, mobile) -> dict:
        """The values of a new contact."""
        partners = self.env["res.partner"]
        return {
            "name": name,
            "phone": mobile and partners._loyalty_club_written(mobile),
            # Where there are branches he is a customer of them all.
            "company_id": not self.company_id.child_ids and self.company_id.id,
            "lang": self.env.lang,
        }

    # === CANDIDATES === #

    def _candidates(
        self, partners, *, member_type=None, parent=None, channel="backend"
    ) -> list[Candidate]:
        """What the club knows of partners who want to join, in their order."""
        nobody = self.env["loyalty.club.member"]
        nothing = self.env["loyalty.club.invitation"]
        members = self._memberships(partners).grouped("partner_id")
        # Who enrols need not be the one who invites.
        invitations = nothing.sudo()._open_for(self, partners)
        # Who enrols need not see all that the conditions are about.
        eligible = set(self._eligible(partners.sudo())._ids)
        purchases = self._purchase_counts(partners) if self._asked_purchases() else {}
        return [
            Candidate(
                partner=partner,
                member=members.get(partner, nobody),
                parent=parent or nobody,
                invitation=invitations.get(partner, nothing),
                member_type=member_type or invitations.get(partner, nothing).type_id,
                channel=channel,
                is_eligible=partner.id in eligible,
                purchases=purchases.get(partner.id, 0),
            )
            for partner in partners
        ]

    def _eligible(self, partners):
        """Those of these contacts who meet the conditions."""
        try:
            return partners.filtered_domain(self._condition())
        except (ValueError, KeyError, SyntaxError, TypeError):
            # What it asks for has gone with a module. The others go on.
            _logger.exception("The conditions of %s can't be understood", self)
            return partners.browse()

    def _condition(self):
        """The domain that contacts must match."""
        self.ensure_one()
        return literal_eval(self.eligibility_domain or "[]")

    def _matching(self):
        return self.env["res.partner"]

    def _cannot_understand(self):
        return self.env._(
            "The conditions for contacts of %(club)s can't be understood.",
            club=self.name,
        )

    def _asked_purchases(self) -> int:
        """How many purchases somebody must have completed to join."""
        return max(self.min_purchases, int(self.enrollment == "closed"))

    def _purchase_counts(self, partners) -> dict[int, int]:
        """Completed purchases, by partner id. Each channel adds its own."""
        return {}
