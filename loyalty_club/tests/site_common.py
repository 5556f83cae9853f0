import re
from datetime import timedelta

from lxml import html

from odoo.tests import HttpCase, tagged

from .common import ClubCommon

NEWCOMER, KNOWN = "+31612345678", "+31687654321"
TERMS = "<p>Points have no cash value.</p>"


class CodeCommon(ClubCommon):
    """A company in the Netherlands that writes its SMS to the list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "name": "Saffron",
                "country_id": cls.env.ref("base.nl").id,
                "loyalty_club_writes_sms": True,
                "email": "hello@saffron.example",
            }
        )
        cls.codes = cls.env["loyalty.club.code"]
        cls.contacts = cls.env["res.partner"]
        cls.partner.write({"phone": "06 87654321", "email": "mina@home.example"})

    # === VERBS === #

    def issue(self, mobile=NEWCOMER, purpose="join", **values):
        """Send a code; its ticket."""
        words = {"company": self.company, "address": "192.0.2.1", **values}
        self.env.flush_all()  # another transaction is about to read
        return self.codes._issue(mobile, purpose, **words)

    def without_sms(self):
        """Take the SMS provider away."""
        self.company.loyalty_club_writes_sms = False
        accounts = self.env["iap.account"]
        service = self.env.ref("sms.iap_service_sms")
        accounts.search([("service_id", "=", service.id)]).unlink()
        accounts.create({"service_id": service.id, "state": "unregistered"})

    def sent(self, mobile=NEWCOMER):
        """The last code that was written to the list for a number."""
        message = self.env["loyalty.club.sms"].search(
            [("number", "=", mobile)], limit=1
        )
        return self.code_in(message.body)

    @staticmethod
    def code_in(text):
        """The six digits of a message."""
        [code] = re.findall(r"\b\d{6}\b", text)
        return code

    @staticmethod
    def wrong(code):
        """Six other digits."""
        return f"{(int(code) + 1) % 10**6:06d}"

    def minutes_pass(self, minutes):
        """As if all codes had been sent so much earlier."""
        for code in self.codes.search([]):
            code.sent_at -= timedelta(minutes=minutes)
            code.expires_at -= timedelta(minutes=minutes)
            code.used_at = code.used_at and code.used_at - timedelta(minutes=minutes)
        self.env.flush_all()

    def newest(self):
        """The newest code."""
        self.env.invalidate_all()
        return self.codes.search([], limit=1)


@tagged("post_install", "-at_install")
class CodeCase(CodeCommon):
    """Codes without a browser; what they commit is rolled back after the test."""

    def setUp(self):
        super().setUp()
        self.enterContext(self.enter_registry_test_mode())


@tagged("post_install", "-at_install")
class SiteCase(CodeCommon, HttpCase):
    """Visitors of the website who fill in its forms, without a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env.ref("website.default_website")
        cls.website.company_id = cls.company
        cls.club.write({"is_published": True, "terms": TERMS})

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    # === VERBS === #

    def url_open(self, url, data=None, **options):
        # A server answers when it can, also on a busy machine.
        return super().url_open(url, data, **{"timeout": 60, **options})

    def get(self, path, **options):
        """A page that is there."""
        answer = self.url_open(path, **options)
        self.assertEqual(answer.status_code, 200, path)
        return answer

    def post(self, path, *, on=None, **form):
        """Send the form of a page, as a browser does."""
        token = self.token(self.get(on or path).text)
        self.env.flush_all()
        answer = self.url_open(path, {"csrf_token": token, **form})
        self.env.invalidate_all()
        return answer

    @staticmethod
    def token(page):
        """What protects the form of a page."""
        return html.fromstring(page).xpath("//input[@name='csrf_token']/@value")[0]

    @staticmethod
    def said(answer):
        """What a page says in its content, without its tags."""
        [wrap] = html.fromstring(answer.text).xpath("//div[@id='wrap']")
        return " ".join(wrap.text_content().split())

    def ask_to_join(self, mobile="06 12345678", club=None, **form):
        """Fill in the first page of joining."""
        club = club or self.club
        details = {
            "name": "Kaveh Ahmadi",
            "mobile": mobile,
            "email": "kaveh@home.example",
            "terms": str(club.terms_version),
            **form,
        }
        return self.post(f"/club/join/{club.id}", **details)

    def type_code(self, code):
        """Fill in the page of the code."""
        return self.post("/club/code", code=code)

    def join(self, mobile=NEWCOMER, **form):
        """Join with a code; the last page."""
        self.ask_to_join(mobile, **form)
        return self.type_code(self.sent(mobile))

    def log_in(self, mobile=KNOWN, **form):
        """Log in with a code; the last page."""
        self.post("/club/login", mobile=mobile, **form)
        return self.type_code(self.sent(mobile))

    def who(self):
        """Who the browser is logged in as, or None."""
        answer = self.url_open(
            "/web/session/get_session_info", json={"jsonrpc": "2.0", "params": {}}
        ).json()
        uid = answer.get("result", {}).get("uid")
        return self.env["res.users"].browse(uid) if uid else None
