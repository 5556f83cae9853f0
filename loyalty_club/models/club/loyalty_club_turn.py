from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, hmac


class LoyaltyClubTurn(models.Model):
    """Whoever asks whose number one is has his turn alone.

    Two tills, or two tabs, that ask for one number at the same moment would both find
    nobody, and make a contact each. There is a row for each number of late, which
    tells the number to nobody; and nobody has access to it.
    """

    _name = "loyalty.club.turn"
    _description = "Customer Club: Turn of a Number"
    _rec_name = "number_hash"
    _log_access = False

    number_hash = fields.Char(required=True)
    taken_at = fields.Datetime(required=True, index=True)

    _number_unique = models.Constraint(
        "UNIQUE(number_hash)", "Each number has its turn."
    )

    @api.model
    def _take(self, mobiles):
        """Be alone with these numbers until the transaction ends.

        Who comes second waits here. Then Odoo begins his transaction anew, and he finds
        whom the first has made.

        :param mobiles: E.164
        """
        # The secret of the database is for no user to read.
        env = self.sudo().env
        env.cr.execute(
            SQL(
                """
                INSERT INTO loyalty_club_turn (number_hash, taken_at)
                     SELECT unnest(%s::varchar[]), %s
                ON CONFLICT (number_hash) DO UPDATE SET taken_at = EXCLUDED.taken_at
                """,
                # In one order, so that nobody waits for each other.
                sorted({hmac(env, "loyalty_club.turn", mobile) for mobile in mobiles}),
                fields.Datetime.now(),
            )
        )

    @api.autovacuum
    def _gc(self):
        """Forget numbers that nobody has asked for since yesterday."""
        yesterday = fields.Datetime.now() - timedelta(days=1)
        self.search([("taken_at", "<", yesterday)]).unlink()
