"""Visit: pages of the website as customers get them, with no network in between."""

import time

from meter import Cost
from werkzeug.test import Client

import odoo.sql_db
from odoo import Command, http
from odoo.service.server import load_server_wide_modules


class Visitor:
    """A customer who is logged in. What he opens is measured in the same process."""

    def __init__(self, database: str, login: str):
        load_server_wide_modules()
        self._client = Client(http.root)
        self._place = {"environ_base": {"REMOTE_ADDR": "127.0.0.1"}}
        words = {"db": database, "login": login, "password": login}
        self._client.post(
            "/web/session/authenticate",
            json={"jsonrpc": "2.0", "params": words},
            **self._place,
        )

    def open(self, path: str) -> Cost:
        """What a page costs Odoo; that of PostgreSQL is not seen from here."""
        queries, started = odoo.sql_db.sql_counter, time.process_time()
        answer = self._client.get(path, **self._place)
        page = answer.get_data()
        cpu = (time.process_time() - started) * 1000
        if answer.status_code != 200 or b"</html>" not in page:
            raise RuntimeError(f"{path} is not there: {answer.status}")
        return Cost(odoo.sql_db.sql_counter - queries, cpu, cpu)


def customer(env, partner, login: str) -> None:
    """Let a customer log in; his password is his login."""
    env["res.users"].with_context(no_reset_password=True).create(
        {
            "partner_id": partner.id,
            "login": login,
            "password": login,
            "group_ids": [Command.set(env.ref("base.group_portal").ids)],
        }
    )
