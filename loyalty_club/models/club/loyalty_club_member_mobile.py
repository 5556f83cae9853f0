from odoo import models
from odoo.exceptions import UserError


class LoyaltyClubMember(models.Model):
    """What staff do when a member has another number."""

    _inherit = "loyalty.club.member"

    # === ACTIONS === #

    def action_confirm_mobile(self):
        """Take the number of the contact as his: he has shown that it is.

        From now on he logs in with it, and with no other one. It stands in the
        conversations who has said so.

        :raise AccessError: for anybody but who serves members; and for anybody but a
            manager, where somebody logs in already
        :raise UserError: when there is no number, or it is somebody else's
        """
        self.ensure_one()
        partner = self._as_confirmer().partner_id
        mobile = partner.phone_sanitized
        if not mobile:
            raise UserError(
                self.env._(
                    "Write the phone number on the contact, and then confirm it."
                )
            )
        self.env["loyalty.club.turn"]._take([mobile])
        before = partner.loyalty_club_verified_mobile
        if before == mobile:
            return
        if owner := partner._loyalty_club_others_with(mobile).filtered(
            lambda other: other.phone_sanitized == mobile
        ):
            raise UserError(
                self.env._(
                    "%(owner)s has confirmed this number. If the number is not his any "
                    "more, correct it on his contact first.",
                    owner=owner[:1].display_name,
                )
            )
        partner._loyalty_club_confirm_mobile(mobile)
        self._tell_confirmed(partner, mobile, before)

    def _as_confirmer(self):
        """This member with the right to write his contact.

        A confirmed number is as good as a password: of an account that there is, or of
        a number that its owner has confirmed himself, a cashier can't give it away.
        """
        if not self.env.su and not self.env.user.has_group("loyalty_club.group_agent"):
            self._as_manager()
        self.check_access("read")
        # Who serves members need not be able to edit contacts, nor see all of them.
        member = self.sudo()
        partner = member.partner_id.with_context(active_test=False)
        if partner.user_ids or partner.loyalty_club_verified_mobile:
            return self._as_manager()
        return member

    def _tell_confirmed(self, partner, mobile, before):
        """Write down what was confirmed, and warn who logs in."""
        words = self.env._("The mobile number %(mobile)s was confirmed.", mobile=mobile)
        if before:
            words = self.env._(
                "The mobile number %(mobile)s was confirmed, in place of %(before)s.",
                mobile=mobile,
                before=before,
            )
        for record in (self, partner):
            record._message_log(body=words)
        partner.user_ids._notify_security_setting_update(
            self.env._("Security Update: Mobile Number Confirmed"),
            self.env._("You log in to your account by a code to %s.", mobile),
            suggest_password_reset=False,
        )
