from datetime import timedelta

from odoo import api, fields, models

# What a visitor may try in a while. A shop's own network, or a mobile carrier, is one
# address for many people.
_PERIOD = timedelta(minutes=10)
_PER_PERSON, _PER_ADDRESS = 10, 60


class LoyaltyClubGuess(models.Model):
    """A wrong code of a coupon or discount that somebody has typed in the shop.

    The same code typed again is no other guess. Nobody has access to these.
    """

    _name = "loyalty.club.guess"
    _inherit = "loyalty.club.apart"
    _description = "Customer Club: Wrong Code"
    _order = "id desc"
    _rec_name = "guessed_at"

    who_hash = fields.Char(required=True)
    code_hash = fields.Char(required=True)
    guessed_at = fields.Datetime(required=True, index=True)

    _who_idx = models.Index("(who_hash, guessed_at)")

    # === VERBS === #

    @api.model
    def _are_too_many(self, person, address) -> bool:
        """Whether somebody has to wait before he may type another code.

        :param person: names him: his login, or else his session
        :param address: his network address
        """
        with self._apart() as guesses:
            return any(
                guesses.search_count(guesses._recent(who), limit=most) >= most
                for who, most in guesses._limits(person, address)
            )

    @api.model
    def _note(self, person, address, code):
        """Remember that somebody has typed a wrong code."""
        with self._apart() as guesses:
            code_hash = guesses._hash("guess", code)
            for who, _most in guesses._limits(person, address):
                known = [*guesses._recent(who), ("code_hash", "=", code_hash)]
                if not guesses.search_count(known, limit=1):
                    guesses.create(
                        {
                            "who_hash": who,
                            "code_hash": code_hash,
                            "guessed_at": fields.Datetime.now(),
                        }
                    )

    # === HELPERS === #

    def _limits(self, person, address) -> list:
        return [
            (self._hash("person", person), _PER_PERSON),
            (self._address_hash(address), _PER_ADDRESS),
        ]

    def _recent(self, who) -> list:
        since = fields.Datetime.now() - _PERIOD
        return [("who_hash", "=", who), ("guessed_at", ">", since)]

    @api.autovacuum
    def _gc(self):
        """Forget guesses when no limit counts them any more."""
        since = fields.Datetime.now() - _PERIOD
        self.search([("guessed_at", "<", since)]).unlink()
