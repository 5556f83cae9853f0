import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, consteq

from .in_words import number

_LIFETIME = timedelta(minutes=5)
_TRIES = 5
_REPEATED_WITHIN = timedelta(minutes=1)


class LoyaltyClubCode(models.Model):
    """A six-digit code that proves that a visitor reads the messages of a number.

    Nothing here can be read back: the code is hashed under a key that only the session
    of the visitor keeps, the number and the network address under the secret of the
    database. The rows are written in transactions of their own, so that neither an
    error nor somebody who provokes one undoes a try. Nobody has access to them.
    """

    _name = "loyalty.club.code"
    _inherit = "loyalty.club.apart"
    _description = "Customer Club: Verification Code"
    _order = "id desc"
    _rec_name = "purpose"

    purpose = fields.Selection(
        selection=[("join", "Join"), ("login", "Log in")], required=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, index=True, ondelete="cascade"
    )
    mobile_hash = fields.Char(required=True)
    address_hash = fields.Char(required=True)
    code_hash = fields.Char(required=True)
    sent_at = fields.Datetime(required=True, index=True)
    expires_at = fields.Datetime(required=True)
    tries = fields.Integer(required=True, default=0)
    used_at = fields.Datetime()
    sent_by = fields.Selection(
        selection=[("sms", "SMS"), ("email", "E-mail"), ("nothing", "Nothing")]
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        index="btree_not_null",
        ondelete="cascade",
        help="The contact to whose own e-mail address the code went.",
    )
    mail_id = fields.Many2one(
        comodel_name="mail.mail", index="btree_not_null", ondelete="set null"
    )

    _mobile_idx = models.Index("(mobile_hash, sent_at)")
    _address_idx = models.Index("(address_hash, sent_at)")

    # === VERBS === #

    @api.model
    def _issue(self, mobile, purpose, *, company, address, email=None, partner=None):
        """Send a new code to a number.

        What happens, and what is said, is the same whether the number is known or not.

        :param mobile: E.164
        :param purpose: ``join`` | ``login``
        :param company: the ``res.company`` that asks
        :param address: network address of the visitor
        :param email: where a code goes that can't go by SMS, if the number is unknown
        :param partner: the contact of the visitor, when he is logged in
        :return: the ticket with which the code can be verified, for the session alone
        :raise UserError: when too many codes have been sent, or none go to there
        """
        self._check_country(mobile, company)
        code, key = f"{secrets.randbelow(10**6):06d}", secrets.token_hex(16)
        now = fields.Datetime.now()
        with self._apart() as codes:
            # Whoever counts codes first has to be alone: rows that others are about to
            # insert can't be locked. Nothing is read before, so nothing is outdated.
            codes.env.cr.execute(
                "LOCK TABLE loyalty_club_code IN SHARE ROW EXCLUSIVE MODE"
            )
            hashes = codes._hashes(mobile, address)
            codes._check_limits(hashes, company, now)
            row = codes.create(
                {
                    **hashes,
                    "purpose": purpose,
                    "company_id": company.id,
                    "code_hash": codes._code_hash(code, key),
                    "sent_at": now,
                    "expires_at": now + _LIFETIME,
                }
            )
        self.browse(row.id)._deliver(code, mobile, company, email, partner)
        return [row.id, key]

    @api.model
    def _verify(self, ticket, mobile, purpose, code):
        """Use up a code.

        Odoo may repeat the request of a visitor, and he may send it twice: what was
        right is right again for a moment, for the same ticket and the same code.

        :param ticket: what :meth:`_issue` returned
        :param mobile: the number it was for
        :param purpose: what it was for
        :param code: what the visitor typed, in Latin digits
        :return: the row
        :raise UserError: when the code is wrong, was used, or has expired
        """
        row_id, key = ticket
        with self._apart() as codes:
            row = codes.browse(row_id)
            code_hash = codes._code_hash(code, key)
            left = row._spend_try(codes._hash("mobile", mobile), purpose, code_hash)
            is_right = left is not None and consteq(row.code_hash, code_hash)
            if is_right and not row.used_at:
                row.used_at = fields.Datetime.now()
        if is_right:
            return self.browse(row_id)
        if not left:
            raise UserError(
                self.env._("This code can't be used any more. Ask for a new one.")
            )
        raise UserError(
            self.env._(
                "That is not the code we sent. Tries left: %(count)s.",
                count=number(self.env, left),
            )
        )

    def _person(self, mobile, club=None):
        """The contact who has verified this code, if he is known.

        :param mobile: the number it was verified for
        :param club: the club he wants to join; else he wants to log in
        :raise UserError: when several people have this number
        """
        self.ensure_one()
        if self.sent_by == "sms":
            if not club:
                return self.company_id._loyalty_club_known(mobile)
            partners = self.env["res.partner"]
            return partners._loyalty_club_by_mobile(mobile, club._serves())
        # Who reads an e-mail has proved nothing about a number.
        return self.partner_id.filtered("active")

    # === HELPERS === #

    def _spend_try(self, mobile_hash, purpose, code_hash) -> int | None:
        """Count a try of this code; None when it has none left.

        Tries of the same moment wait for each other at the row. One that repeats what
        was right a moment ago costs nothing; any other one finds the code used.
        """
        now = fields.Datetime.now()
        query = SQL(
            """
            UPDATE loyalty_club_code
               SET tries = tries + CASE WHEN used_at IS NULL THEN 1 ELSE 0 END
             WHERE id = %(id)s AND mobile_hash = %(mobile)s AND purpose = %(purpose)s
               AND expires_at > %(now)s
               AND CASE WHEN used_at IS NULL THEN tries < %(tries)s
                        ELSE used_at > %(just_now)s AND code_hash = %(code)s END
         RETURNING tries
            """,
            id=self.id,
            mobile=mobile_hash,
            purpose=purpose,
            code=code_hash,
            tries=_TRIES,
            now=now,
            just_now=now - _REPEATED_WITHIN,
        )
        counted = self.env.execute_query(query)
        return _TRIES - counted[0][0] if counted else None

    def _hashes(self, mobile, address) -> dict:
        return {
            "mobile_hash": self._hash("mobile", mobile),
            "address_hash": self._address_hash(address),
        }

    def _code_hash(self, code, key) -> str:
        return self._hash("code", (code, key))
