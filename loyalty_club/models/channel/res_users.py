from datetime import timedelta

from odoo import models
from odoo.exceptions import AccessDenied, UserError
from odoo.tools.misc import hash_sign, verify_hash_signed

from odoo.addons.auth_signup.models.res_partner import SignupError

_PROOF = "loyalty_club.login"


class ResUsers(models.Model):
    """Members log in to the portal with a code that was sent to their mobile."""

    _inherit = "res.users"

    def _loyalty_club_by_code(self, code, mobile):
        """The user whom a verified code logs in.

        :param code: the ``loyalty.club.code``
        :param mobile: the number for which it was verified, E.164
        :return: the user; none when nobody with this number is a member
        :raise UserError: when he is a member, and has no account to log in to
        """
        self.env["loyalty.club.turn"]._take([mobile])
        partner = code._person(mobile)
        user = self._loyalty_club_of(partner, mobile)
        if user and code.sent_by == "sms":
            partner._loyalty_club_confirm_mobile(mobile)
        return user

    def _loyalty_club_of(self, partner, mobile):
        """The user of a contact. A member who has none gets one.

        :param mobile: E.164, the login of a new user
        :raise UserError: when his account was closed, or he may not have one
        """
        users = self.with_context(active_test=False).search(
            [("partner_id", "in", partner.ids)]
        )
        if active := users.filtered("active"):
            return active[:1]
        if users:
            raise UserError(
                self.env._("Your account has been closed. Ask us to open it again.")
            )
        if not self.env["loyalty.club.member"].search_count(
            [("partner_id", "in", partner.ids), ("state", "!=", "left")], limit=1
        ):
            return users
        if partner.commercial_partner_id != partner:
            # In the portal he would see the invoices of his organisation.
            raise UserError(
                self.env._(
                    "You are a member through your organisation, which decides who "
                    "logs in. Ask us for an invitation."
                )
            )
        return self._loyalty_club_open_account(partner, mobile)

    def _loyalty_club_open_account(self, partner, mobile):
        is_taken = self.with_context(active_test=False).search_count(
            [("login", "=", mobile)], limit=1
        )
        values = {
            "name": partner.name,
            "partner_id": partner.id,
            "login": f"{mobile}-{partner.id}" if is_taken else mobile,
            "lang": partner.lang or self.env.lang,
        }
        try:
            return self._signup_create_user(values)
        except SignupError as error:
            raise UserError(
                self.env._("We could not open an account for you. Ask us to do it.")
            ) from error

    def _loyalty_club_credential(self) -> dict:
        """What logs this user in, once; it never leaves the server.

        :raise UserError: when a code is not enough for him
        """
        self.ensure_one()
        if not self._loyalty_club_may_use_code():
            raise UserError(
                self.env._(
                    "A code is not enough for this account. Log in with your password."
                )
            )
        return {
            "type": "loyalty_club_code",
            "login": self.login,
            "proof": hash_sign(
                self.sudo().env, _PROOF, self.id, expiration=timedelta(minutes=1)
            ),
        }

    def _loyalty_club_may_use_code(self) -> bool:
        # Whoever may do more than a customer needs a password, and his second factor.
        return self.active and self.share and not self._mfa_type()

    def _check_credentials(self, credential, env):
        """Accept a proof of :meth:`_loyalty_club_credential`.

        :raise AccessDenied: when it is not this user's, or a code is not enough
        """
        if credential["type"] != "loyalty_club_code":
            return super()._check_credentials(credential, env)
        # Nobody may read the secret of the database.
        sudo = self.env.user.sudo()
        proof = credential.get("proof")
        proven = proof and verify_hash_signed(sudo.env, _PROOF, proof)
        if proven != sudo.id or not sudo._loyalty_club_may_use_code():
            raise AccessDenied()
        return {"uid": sudo.id, "auth_method": "loyalty_club_code", "mfa": "default"}
