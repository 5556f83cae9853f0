from lxml import html

from odoo.tests import HttpCase

from .occasion_common import OccasionCommon


class PortalCase(OccasionCommon, HttpCase):
    """Mina is logged in; somebody else is a member, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("website.default_website").company_id = cls.company
        cls.guest = cls.club._enroll(cls.make_partner("Guest"))
        for login, member in (("mina", cls.member), ("guest", cls.guest)):
            cls.make_login(login, member.partner_id)

    def setUp(self):
        super().setUp()
        self.login = None

    def page(self, path, member=None, login="mina", **options):
        """What somebody finds at a page of a membership, his own or another's."""
        if login != self.login:  # a new session would have tokens of its own
            self.authenticate(login, login)
            self.login = login
        member = member or self.member
        return self.url_open(f"/my/club/{member.id}{path}", timeout=60, **options)

    def send(self, path, form, member=None, login="mina", token=True):
        """Send a form with the token of the session, or without one."""
        if token:
            page = self.page("/profile", self.of(login), login)
            [token, *_others] = html.fromstring(page.text).xpath(
                "//form//input[@name='csrf_token']/@value"
            )
            form = {**form, "csrf_token": token}
        answer = self.page(path, member, login, data=form)
        self.env.invalidate_all()
        return answer

    def of(self, login):
        return self.member if login == "mina" else self.guest
