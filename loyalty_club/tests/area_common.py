from lxml import html

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .reward_common import RewardCommon


@tagged("post_install", "-at_install")
class AreaCase(RewardCommon, HttpCase):
    """A member with 1000 points who is logged in, and a stranger, also a member."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env.ref("website.default_website")
        cls.website.company_id = cls.company
        cls.home = f"/my/club/{cls.member.id}"
        cls.stranger = cls.make_partner("Stranger")
        cls.other_member = cls.club._enroll(cls.stranger)
        cls.mina = cls.make_login("mina", cls.partner)
        cls.make_login("stranger", cls.stranger)
        cls.make_login("guest", cls.make_partner("Guest"))

    def setUp(self):
        super().setUp()
        self.become("mina")

    # === VERBS === #

    def url_open(self, url, data=None, **options):
        # A server answers when it can, also on a busy machine.
        return super().url_open(url, data, **{"timeout": 120, **options})

    def become(self, login):
        """Log in as somebody, or as nobody."""
        self.env.flush_all()
        self.authenticate(login, login)

    def csrf_token(self):
        """What the forms of whoever is logged in carry."""
        return Request.csrf_token(self)

    def get(self, path="", **options):
        """A page of the membership that is there, and that has written nothing."""
        self.env.flush_all()
        # A page that writes, and has said that it does not, is run again.
        with self.assertNoLogs("odoo.http", "WARNING"):
            answer = self.url_open(self.home + path, **options)
        self.assertEqual(answer.status_code, 200, path)
        return answer

    def said(self, answer):
        """What a page says in its content, without its tags."""
        [wrap] = html.fromstring(answer.text).xpath("//div[@id='wrap']")
        return " ".join(self.plain(wrap.text_content()).split())

    def page(self, path=""):
        """What a page of the membership says."""
        return self.said(self.get(path))

    def links(self, path=""):
        """Where the content of a page leads."""
        tree = html.fromstring(self.get(path).text)
        return tree.xpath("//div[@id='wrap']//a/@href")

    def post(self, path, *, on=None, **form):
        """Send the form of a page, as a browser does."""
        tree = html.fromstring(self.get(on or path.removesuffix("/get")).text)
        [wrap] = tree.xpath("//div[@id='wrap']")
        fields = wrap.xpath(".//form//input[@type='hidden']")
        hidden = {field.get("name"): field.get("value") for field in fields}
        hidden.setdefault("csrf_token", self.csrf_token())
        answer = self.url_open(self.home + path, {**hidden, **form})
        self.env.invalidate_all()
        return answer

    def refused(self, answer):
        """What the page says of a request that was refused."""
        tree = html.fromstring(answer.text)
        [alert] = tree.xpath("//*[@id='o_club_error']")
        return " ".join(self.plain(alert.text_content()).split())
