"""Draw each declared page with headless Chromium: screenshots.py URL DATABASE [NAME].

It speaks the browser's own protocol over a web socket, so nothing else is needed.
"""

import base64
import contextlib
import io
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import screenshot_pages
import websocket
from kit import browser, places
from PIL import Image

IMAGES = places.REPOSITORY / "docs" / "images"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--hide-scrollbars --force-color-profile=srgb --remote-allow-origins=* "
    "--remote-debugging-port=0"
).split()
READY = """
    document.readyState === "complete"
    && (!window.odoo || !document.querySelector(".o_web_client")
        || !!document.querySelector(".o_action_manager > .o_action"))
    && !document.querySelector(".o_loading_indicator, .o_blockUI, .o_lazy_js_waiting")
    && [...document.images].every((one) => one.complete || one.loading === "lazy")
"""


class Browser:
    """One page in a headless Chromium, driven by name-and-parameters calls."""

    def __init__(self, port: int, target: str):
        address = f"ws://127.0.0.1:{port}{target}"
        self.socket = websocket.create_connection(address, timeout=60)
        self.number = 0
        self.session = None
        page = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=page, flatten=True)
        self.session = attached["sessionId"]
        self.call("Page.enable")

    def call(self, method: str, **params):
        """Call one method of the browser's protocol and return its result."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def run(self, script: str):
        """Evaluate JavaScript in the page and return its value."""
        words = {"awaitPromise": True, "returnByValue": True}
        result = self.call("Runtime.evaluate", expression=script, **words)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"].get("text", "error"))
        return result["result"].get("value")

    def open(self, url: str) -> None:
        """Go to a page and wait until it has settled."""
        self.call("Page.navigate", url=url)
        self.settle()

    def settle(self) -> None:
        """Wait until the page is there, with its scripts and pictures."""
        deadline = time.monotonic() + 90
        settled = 0
        while settled < 3 and time.monotonic() < deadline:
            time.sleep(0.3)
            with contextlib.suppress(RuntimeError):
                settled = settled + 1 if self.run(READY) else 0

    def click(self, selector: str, text: str = "") -> None:
        """Click the first thing on the screen that is found so and says a text."""
        self.settle()
        self._await(
            f"""(() => {{
                const found = [...document.querySelectorAll({json.dumps(selector)})]
                    .find((one) => one.getClientRects().length && !one.disabled
                        && one.textContent.includes({json.dumps(text)}));
                found?.click();
                return Boolean(found);
            }})()""",
            f"Nothing to click: {selector} {text}",
        )
        time.sleep(1)

    def write(self, selector: str, text: str) -> None:
        """Write into the field that is found so, in place of what it holds."""
        self._await(
            f"""(() => {{
                const found = [...document.querySelectorAll({json.dumps(selector)})]
                    .find((one) => one.getClientRects().length);
                found?.focus();
                found?.select();
                return Boolean(found);
            }})()""",
            f"Nowhere to write: {selector}",
        )
        self.call("Input.insertText", text=text)
        time.sleep(1)

    def show(self, selector: str) -> None:
        """Bring what is found so to the upper edge of the screen."""
        place = f"document.querySelector({json.dumps(selector)})"
        self._await(f"Boolean({place})", f"Not there: {selector}")
        self.run(f"{place}.scrollIntoView({{block: 'start', behavior: 'instant'}})")
        time.sleep(1)

    def _await(self, script: str, trouble: str) -> None:
        deadline = time.monotonic() + 60
        while not self.run(script):
            if time.monotonic() > deadline:
                raise RuntimeError(trouble)
            time.sleep(0.3)

    def resize(self, width: int, height: int) -> None:
        """Become a screen of this size; a narrow one is a phone."""
        phone = width < 600
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2 if phone else 1,
            mobile=phone,
        )
        self.call("Emulation.setTouchEmulationEnabled", enabled=phone)

    def draw(self, path: Path) -> None:
        """Save what the screen shows, in 256 colours: a page has few."""
        self.settle()
        data = self.call("Page.captureScreenshot", format="png")["data"]
        with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
            few = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
            few.save(path, optimize=True)


@contextlib.contextmanager
def chromium():
    """Lend a headless Chromium with an empty memory."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        argv = [browser.need(), *FLAGS, f"--user-data-dir={profile}", "about:blank"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, **quiet)
        try:
            marker = Path(profile) / "DevToolsActivePort"
            while not marker.exists() or len(marker.read_text().split()) < 2:
                if child.poll() is not None:
                    raise RuntimeError("Chromium ended before it had started.")
                time.sleep(0.1)
            port, target = marker.read_text().split()
            yield Browser(int(port), target)
        finally:
            child.terminate()
            child.wait()


POST = """(async (path, params) => {
    const answer = await fetch(path, {
        method: "POST",
        headers: {"Content-Type": "application/json"},
        body: JSON.stringify({jsonrpc: "2.0", params}),
    });
    const content = await answer.json();
    if (content.error) throw new Error(content.error.data.message);
    return content.result;
})"""


def post(page: Browser, path: str, params: dict):
    """Send something to Odoo as whoever is logged in, and return its answer."""
    return page.run(f"{POST}({json.dumps(path)}, {json.dumps(params)})")


def call(page: Browser, model: str, method: str, *words, **more_words):
    """Call a method of a model."""
    params = {"model": model, "method": method, "args": words, "kwargs": more_words}
    return post(page, "/web/dataset/call_kw", params)


def become(page: Browser, url: str, database: str, login, language: str) -> None:
    """Log in as somebody (or nobody) who reads this language."""
    page.call("Network.clearBrowserCookies")
    page.call("Network.setCookie", name="frontend_lang", value=language, url=url)
    page.open(f"{url}/web/login")
    if login:
        words = {"db": database, "login": login, "password": login}
        uid = post(page, "/web/session/authenticate", words)["uid"]
        call(page, "res.users", "write", [uid], {"lang": language})


def address(page: Browser, path: str) -> str:
    """Fill in the ids of the records that a path names."""
    for name, (model, domain) in screenshot_pages.RECORDS.items():
        if f"{{{name}}}" in path:
            session = post(page, "/web/session/get_session_info", {})
            # Who works for several companies sees the records of his own one; a
            # customer sees his own.
            companies = session.get("user_companies")
            context = companies and {
                "allowed_company_ids": [companies["current_company"]]
            }
            found = call(page, model, "search", domain, limit=1, context=context or {})
            path = path.replace(f"{{{name}}}", str(found[0]))
    return path


def chosen(names) -> list[tuple[screenshot_pages.Page, bool]]:
    """The pages to go through, and which of them to draw.

    A page that goes on from the one before needs that one, drawn or not.
    """
    pages, is_needed = [], False
    for shot in reversed(screenshot_pages.PAGES):
        is_drawn = not names or any(word in shot.name for word in names)
        if is_drawn or is_needed:
            pages.append((shot, is_drawn))
        is_needed = (is_drawn or is_needed) and not shot.path
    return pages[::-1]


def go(page: Browser, shot: screenshot_pages.Page, host: str) -> None:
    """Open a page, unless it is open, and do what leads to the picture."""
    if shot.path:
        page.open(host + address(page, shot.path))
    for step in shot.steps:
        if step.written:
            page.write(step.selector, step.written)
        else:
            page.click(step.selector, step.text)
    if shot.top:
        page.show(shot.top)


def main(url: str, database: str, *names: str) -> None:
    """Draw all declared pages, or those whose name contains a given word."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with chromium() as page:
        before = None
        for shot, is_drawn in chosen(names):
            page.resize(*shot.viewport)
            host = url.replace("127.0.0.1", shot.host)
            if (host, shot.login, shot.language) != before:
                become(page, host, database, shot.login, shot.language)
                before = (host, shot.login, shot.language)
            go(page, shot, host)
            if is_drawn:
                page.draw(IMAGES / f"{shot.name}.png")
                print(f"  docs/images/{shot.name}.png", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
