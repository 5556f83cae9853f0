"""Visit: pages of the website as customers get them, with no network in between."""

import threading
import time
from contextlib import suppress
from pathlib import Path

from lxml import html
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
        """What a page costs Odoo, and PostgreSQL with it."""
        queries, started = odoo.sql_db.sql_counter, time.process_time()
        in_postgres = _in_postgres()
        self._page(self._client.get(path, **self._place), path)
        cpu = (time.process_time() - started) * 1000
        total = cpu + (_in_postgres() - in_postgres) * 1000
        return Cost(odoo.sql_db.sql_counter - queries, cpu, total)

    def send(self, path: str, **words: str) -> str:
        """Send the form of a page; the page that he is led to."""
        page = self._page(self._client.get(path, **self._place), path)
        [token, *_same] = html.fromstring(page).xpath("//input[@name='csrf_token']")
        form = {"csrf_token": token.get("value"), **words}
        answer = self._client.post(
            path, data=form, follow_redirects=True, **self._place
        )
        return answer.get_data(as_text=True)

    def finds(self, path: str) -> bool:
        """Whether a page is there."""
        return self._client.get(path, **self._place).status_code == 200

    @staticmethod
    def was_answered_by_standby() -> bool:
        """Whether the last page was, from its first query to its last."""
        return threading.current_thread().cursor_mode == "ro"

    @staticmethod
    def _page(answer, path):
        page = answer.get_data()
        if answer.status_code != 200 or b"</html>" not in page:
            raise RuntimeError(f"{path} is not there: {answer.status}")
        return page


def _in_postgres() -> float:
    """Seconds of processor time that PostgreSQL has used for us so far."""
    total = 0
    for pool in (odoo.sql_db._Pool, odoo.sql_db._Pool_readonly):
        for connection in pool._connections if pool else ():
            with suppress(OSError):  # its server has been stopped
                pid = connection.get_backend_pid()
                total += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    return total / 1e9


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
