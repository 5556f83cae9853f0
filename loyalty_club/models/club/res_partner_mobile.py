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
        groups=fields.NO_ACCESS,
    )
    loyalty_club_is_verified = fields.Boolean(
        string="Mobile Confirmed",
        compute="_compute_loyalty_club_is_verified",
        compute_sudo=True,
        groups="loyalty_club.group_agent,loyalty_club.group_auditor",
        help="He has confirmed his phone number by a code, and can log in with it.",
    )

    # To another company he may be somebody else. Companies and their branches are a
    # tree that no index knows: the verb does.
    _loyalty_club_verified_mobile_unique = models.UniqueIndex(
        "(loyalty_club_verified_mobile, COALESCE(company_id, 0))"
        " WHERE loyalty_club_verified_mobile IS NOT NULL",
        "Another contact of this company has confirmed the same mobile number. Merge "
        "the two.",
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
    def _loyalty_club_with_mobile(self, mobiles, serves, *, limit=None):
        """All who have one of these numbers. Addresses and archived contacts have none.

        :param mobiles: E.164
        :param serves: the domain of contacts that are no strangers
        """
        return self.search(
            serves
            & Domain("phone_sanitized", "in", mobiles)
            & Domain("type", "not in", ("invoice", "delivery")),
            order="id",
            limit=limit,
        )

    def _loyalty_club_recognised(self):
        """Of contacts with a number, those who are recognised by it alone.

        Who has verified a number has it. Where nobody has, whom staff have made counts.
        A contact with a login of his own, or one whom a visitor of the website has
        made, never does: he may have written anybody's number, beside an e-mail
        address of his own.
        """
        # Who asks need not be able to read users.
        contacts = self.sudo().with_context(active_test=False)
        verified = contacts.filtered("loyalty_club_is_verified")
        taken = set(verified.mapped("phone_sanitized"))
        made_by_staff = (contacts - verified).filtered(
            lambda contact: (
                contact.phone_sanitized not in taken
                and not contact.user_ids
                and not contact.create_uid.share
            )
        )
        return self & (verified | made_by_staff)

    @api.model
    def _loyalty_club_by_mobile(self, mobile, serves, *, has_proof=True):
        """The one person of a number, or none.

        Of those who are recognised by it, a member comes before a mere contact.

        :param mobile: E.164
        :param serves: the domain of contacts that are no strangers
        :param has_proof: whether the visitor has proved that the number is his; else
            the contact is only looked up to write to his own e-mail address
        :raise UserError: when several members have it, as families do
        """
        contacts = self._loyalty_club_with_mobile([mobile], serves).filtered(
            lambda contact: not contact.is_company
        )
        verified = contacts.filtered("loyalty_club_is_verified")
        if has_proof or verified:
            contacts = contacts._loyalty_club_recognised()
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
        others.flush_recordset()
        self.loyalty_club_verified_mobile = mobile
        if self.phone_sanitized != mobile:
            self.phone = self._loyalty_club_written(mobile)

    def _loyalty_club_others_with(self, mobile):
        """The other contacts who have verified a number, also archived ones."""
        self.ensure_one()
        others = Domain("loyalty_club_verified_mobile", "=", mobile)
        if self.company_id:
            # In another company of this database he is somebody else.
            others &= self.company_id._loyalty_club_serves()
        return self.with_context(active_test=False).search(others) - self
