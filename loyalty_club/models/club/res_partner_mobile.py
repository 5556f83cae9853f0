from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ResPartner(models.Model):
    """Contacts whose mobile is known to be theirs."""

    _inherit = "res.partner"

    # Members are looked up by it.
    phone_sanitized = fields.Char(index="btree_not_null")
    # Whose number this is, he logs in as: nobody writes it but the verb below.
    loyalty_club_verified_mobile = fields.Char(
        string="Verified Mobile",
        copy=False,
        index="btree_not_null",
        groups=fields.NO_ACCESS,
    )
    loyalty_club_is_verified = fields.Boolean(
        string="Mobile Confirmed",
        compute="_compute_loyalty_club_is_verified",
        compute_sudo=True,
        groups="loyalty_club.group_agent,loyalty_club.group_auditor",
        help="He has confirmed his phone number by a code, and can log in with it.",
    )

    # === COMPUTE === #

    @api.depends("phone_sanitized", "loyalty_club_verified_mobile")
    def _compute_loyalty_club_is_verified(self):
        for partner in self:
            mobile = partner.loyalty_club_verified_mobile
            partner.loyalty_club_is_verified = (
                mobile and mobile == partner.phone_sanitized
            )

    # === VERBS === #

    @api.model
    def _loyalty_club_by_mobile(self, mobile, company, *, has_proof=True):
        """The one contact of a number, or none.

        Who has verified the number is preferred to everybody else. A contact with a
        login of his own, or one whom a visitor of the website has made, counts only
        when he has verified it: he may have written anybody's number, beside an e-mail
        address of his own. Addresses, organisations and archived contacts never count.
        Of those who are left, a member comes before a mere contact.

        :param mobile: E.164
        :param company: contacts of other companies are strangers
        :param has_proof: whether the visitor has proved that the number is his; else
            the contact is only looked up to write to his own e-mail address
        :raise UserError: when several members have it, as families do
        """
        contacts = self.search(
            Domain("phone_sanitized", "=", mobile)
            & Domain("is_company", "=", False)
            & Domain("type", "=", "contact")
            & (
                Domain("company_id", "=", False)
                | Domain("company_id", "child_of", company.root_id.id)
            ),
            order="id",
        )
        verified = contacts.filtered(
            lambda contact: contact.loyalty_club_verified_mobile == mobile
        )
        if verified:
            return verified[:1]
        if has_proof:
            contacts -= contacts.with_context(active_test=False).filtered(
                lambda contact: contact.user_ids or contact.create_uid.share
            )
        members = self.env["loyalty.club.member"].search(
            [("partner_id", "in", contacts.ids), ("state", "!=", "left")]
        )
        if len(members.partner_id) > 1:
            raise UserError(
                self.env._(
                    "Several members have this number. Ask us to sort it out, or log "
                    "in with your e-mail address and password."
                )
            )
        return members.partner_id or contacts[:1]

    def _loyalty_club_confirm_mobile(self, mobile):
        """Note that this contact has verified a number. It is nobody else's from now.

        :param mobile: E.164
        """
        self.ensure_one()
        # Phones change hands, and families share one: the last to verify it has it.
        others = self._loyalty_club_others_with(mobile)
        others.loyalty_club_verified_mobile = False
        self.loyalty_club_verified_mobile = mobile
        if self.phone_sanitized != mobile:
            self.phone = self._phone_format(number=mobile, force_format="INTERNATIONAL")

    def _loyalty_club_others_with(self, mobile):
        """The other contacts who have verified a number, also archived ones."""
        self.ensure_one()
        others = Domain("loyalty_club_verified_mobile", "=", mobile)
        if self.company_id:
            # In another company of this database he is somebody else.
            roots = ("company_id", "child_of", self.company_id.root_id.id)
            others &= Domain("company_id", "=", False) | Domain(*roots)
        return self.with_context(active_test=False).search(others) - self
