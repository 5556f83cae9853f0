from contextlib import contextmanager
from ipaddress import ip_address, ip_network

from odoo import SUPERUSER_ID, api, models
from odoo.tools import hmac


class LoyaltyClubApart(models.AbstractModel):
    """Rows about strangers, in transactions of their own.

    Neither an error nor somebody who provokes one undoes them, and what they are about
    can't be read back: it is hashed under the secret of the database.
    """

    _name = "loyalty.club.apart"
    _description = "Customer Club: Rows About Strangers"

    # === HELPERS === #

    @contextmanager
    def _apart(self):
        """These records in a transaction of its own, committed at the end."""
        with self.env.registry.cursor() as cr:
            yield self.with_env(api.Environment(cr, SUPERUSER_ID, self.env.context))

    def _address_hash(self, address) -> str:
        """The network of an address, as far as it is one subscriber's."""
        network = ip_address(address)
        # Old addresses come in the clothes of new ones, too.
        network = getattr(network, "ipv4_mapped", None) or network
        if network.version == 6:
            # One subscriber has all the addresses of such a network.
            network = ip_network(f"{address}/64", strict=False)
        return self._hash("address", str(network))

    def _hash(self, what, value) -> str:
        # The secret of the database is for no user to read.
        return hmac(self.sudo().env, f"loyalty_club.code.{what}", value)
