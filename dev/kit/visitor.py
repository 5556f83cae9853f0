"""Visitor: walks through a served Odoo once, so that its pages are quick."""

import contextlib
import http.cookiejar
import json
import re
import urllib.request

# What a till needs, and a manager who reads from right to left.
BUNDLES = (
    "point_of_sale.assets_prod.min.js",
    "point_of_sale.assets_prod.min.css",
    "web.assets_web.rtl.min.css",
)
ASSET = re.compile(rb'(?:src|href)="(/web/assets/[^"]+)"')


class Visitor:
    """Somebody with a browser's memory (cookies) but no screen."""

    def __init__(self, url: str):
        self.url = url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def get(self, path: str) -> bytes:
        """Read one page; a page that is not there is empty."""
        with contextlib.suppress(OSError):
            with self.opener.open(self.url + path, timeout=300) as answer:
                return answer.read()
        return b""

    def log_in(self, database: str, login: str, password: str) -> None:
        """Open a session for a user."""
        words = {"db": database, "login": login, "password": password}
        request = urllib.request.Request(
            f"{self.url}/web/session/authenticate",
            json.dumps({"jsonrpc": "2.0", "params": words}).encode(),
            {"Content-Type": "application/json"},
        )
        with contextlib.suppress(OSError):
            self.opener.open(request, timeout=300).close()

    def load(self, path: str) -> None:
        """Read a page with its style sheets and scripts."""
        for asset in sorted(set(ASSET.findall(self.get(path)))):
            self.get(asset.decode().replace("&amp;", "&"))


def warm(url: str, database: str) -> None:
    """Load the first pages of a customer, a manager and a cashier.

    Odoo makes the style sheets and scripts of a page when it is first asked for it,
    which takes a while, and keeps them.
    """
    visitor = Visitor(url)
    for path in ("/", "/fa", "/web/login"):
        visitor.load(path)
    visitor.log_in(database, "manager", "manager")
    visitor.load("/odoo")
    for bundle in BUNDLES:
        visitor.get(f"/web/assets/any/{bundle}")
    Visitor(url.replace("127.0.0.1", "localhost")).load("/")
