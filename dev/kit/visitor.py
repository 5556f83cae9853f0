"""Visitor: walks through a served Odoo once, so that its pages are quick."""

import contextlib
import http.cookiejar
import json
import re
import urllib.request

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
            with self.opener.open(self.url + path, timeout=120) as answer:
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
            self.opener.open(request, timeout=120).close()

    def load(self, path: str) -> None:
        """Read a page with its style sheets and scripts."""
        for asset in sorted(set(ASSET.findall(self.get(path)))):
            self.get(asset.decode().replace("&amp;", "&"))


def warm(url: str, database: str) -> None:
    """Load the first pages of a customer and of a manager."""
    visitor = Visitor(url)
    for path in ("/", "/fa", "/web/login"):
        visitor.load(path)
    visitor.log_in(database, "manager", "manager")
    visitor.load("/odoo")
