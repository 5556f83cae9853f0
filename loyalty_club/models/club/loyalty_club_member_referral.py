from odoo import api, fields, models
from odoo.tools import email_normalize_all

from ...tools.mailbox import mailbox
from ...tools.referral_code import normalized_referral_code, referral_code
from ...tools.text import as_key

_STAFF = (
    "loyalty_club.group_agent,loyalty_club.group_finance,loyalty_club.group_auditor"
)


class LoyaltyClubMember(models.Model):
    """Members bring friends; nobody brings himself.

    Who came by somebody has a ``referrer_id``. Where the two turn out to be one person
    it is taken away again, and staff see why.
    """

    _inherit = "loyalty.club.member"

    # The invitation of a member: only he may hand it out.
    referral_code = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    shows_first_name = fields.Boolean(
        string="Friends See His Name",
        readonly=True,
        help="His first name stands on the page of his invitation.",
    )
    referral_ids = fields.One2many(
        comodel_name="loyalty.club.member",
        inverse_name="referrer_id",
        string="Brought",
    )
    referral_count = fields.Integer(
        string="Friends Brought", compute="_compute_referral_count"
    )
    refused_referrer_id = fields.Many2one(
        comodel_name="loyalty.club.member",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
        groups=_STAFF,
        help="Whose invitation he used, and who seems to be the same person.",
    )
    referral_refusal = fields.Selection(
        selection=[
            ("person", "The same person"),
            ("organisation", "The same organisation"),
            ("phone", "The same telephone number"),
            ("email", "The same e-mail address"),
            ("address", "The same address"),
            ("circle", "Each came by the other"),
        ],
        string="Why Refused",
        readonly=True,
        copy=False,
        groups=_STAFF,
    )

    _referral_code_unique = models.Constraint(
        "UNIQUE(referral_code)", "This code is taken."
    )

    # === COMPUTE === #

    def _compute_referral_count(self):
        counts = dict(
            self.with_context(active_test=False)._read_group(
                [("referrer_id", "in", self.ids)], ["referrer_id"], ["__count"]
            )
        )
        for member in self:
            member.referral_count = counts.get(member, 0)

    # === CODES === #

    def _referral_code(self) -> str:
        """The code by which this member invites, made when he asks for it first."""
        self.ensure_one()
        if not self.referral_code:
            self.referral_code = referral_code()
        return self.referral_code

    @api.model
    def _by_referral_code(self, typed):
        """The active member who invites with a code, or none.

        :param typed: the code as somebody has typed it, or followed it
        """
        code = normalized_referral_code(typed or "")
        if not code:
            return self.browse()
        return self.search(
            [
                ("referral_code", "=", code),
                ("state", "=", "active"),
                ("club_id.active", "=", True),
            ]
        )

    def _first_name(self) -> str:
        """How friends call this member; of an organisation, its name."""
        name = self.partner_id.name or ""
        return name if self.partner_id.is_company else name.split(" ")[0]

    # === REFUSALS === #

    def _refuse_own_referral(self) -> bool:
        """Whether this newcomer is who brought him; then he came by nobody."""
        self.ensure_one()
        referrer = self.referrer_id._survivor()
        reason = self._same_as(referrer)
        if not reason:
            return False
        self.write(
            {
                "referrer_id": False,
                "refused_referrer_id": referrer.id,
                "referral_refusal": reason,
            }
        )
        label = dict(self._fields["referral_refusal"]._description_selection(self.env))
        for member, other in ((self, referrer), (referrer, self)):
            member._message_log(
                body=self.env._(
                    "The invitation does not count, for %(other)s: %(reason)s",
                    other=other.display_name,
                    reason=label[reason],
                )
            )
        return True

    def _same_as(self, referrer) -> str | None:
        """Why this member and another seem to be one person, or None."""
        mine, theirs = self.partner_id, referrer.partner_id
        if mine == theirs:
            return "person"
        if referrer._came_by(self):
            return "circle"
        if mine.commercial_partner_id == theirs.commercial_partner_id:
            return "organisation"
        pairs = zip(self._marks(mine), self._marks(theirs), strict=True)
        same = {name for (name, a), (_name, b) in pairs if not a.isdisjoint(b)}
        return next((why for why in ("phone", "email", "address") if why in same), None)

    def _came_by(self, person) -> bool:
        """Whether a person is among those by whom this member came, far or near."""
        seen, each = self.browse(), self._survivor()
        while each and each not in seen:
            if each == person:
                return True
            seen |= each
            each = each.referrer_id and each.referrer_id._survivor()
        return False

    @api.model
    def _marks(self, partner):
        """By what one recognises a person: his numbers, addresses and accounts."""
        logins = partner.user_ids.mapped("login")
        phones = {partner.phone_sanitized, partner.loyalty_club_verified_mobile}
        emails = {
            mailbox(address)
            for text in (partner.email, *logins)
            for address in email_normalize_all(text)
        }
        where = as_key(f"{partner.street or ''}{partner.street2 or ''}")
        place = as_key(f"{partner.zip or ''}{partner.city or ''}")
        return (
            ("phone", phones - {False, None, ""}),
            ("email", emails),
            ("address", {(where, place)} if where else set()),
        )

    # === MERGE === #

    def _merged_referrer(self, other):
        """By whom both came who are one member now: by himself, if in a circle."""
        for member in (self, other):
            referrer = member.referrer_id and member.referrer_id._survivor()
            if not referrer:
                continue
            if not (referrer._came_by(self) or referrer._came_by(other)):
                return referrer
        return self.browse()
