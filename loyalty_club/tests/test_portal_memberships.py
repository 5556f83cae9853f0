from urllib.parse import urlsplit

from odoo import Command
from odoo.tests import HttpCase

from .common import ClubCommon

_PAGE = "/my/club"


class TestPortalMemberships(ClubCommon, HttpCase):
    """Members see their own cards, and nobody else's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("website.default_website").company_id = cls.company
        for login, partner in (
            ("mina", cls.partner),
            ("guest", cls.make_partner("Guest")),
        ):
            cls.make_login(login, partner)

    def page(self, login, path=_PAGE):
        self.authenticate(login, login)
        return self.url_open(path).text

    def test_card_with_points_and_the_way_to_the_next_tier(self):
        self.club.tier_ids = [
            Command.create({"name": name, "threshold": threshold})
            for name, threshold in (("Silver", 0), ("Gold", 100))
        ]
        self.confirm(self.cake)
        text = self.page("mina")
        self.assertIn(self.member.display_number, text)
        self.assertIn("Silver", text)
        self.assertIn("75 points to Gold", self.plain(text))
        self.assertIn('aria-valuenow="25"', text)

    def test_who_has_nothing_reads_so(self):
        self.assertRegex(self.page("mina"), r"<bdi>0</bdi>\s*points")

    def test_persian_member_reads_persian_figures(self):
        persian = self.env["res.lang"]._activate_lang("fa_IR")
        self.env["website"].search([]).language_ids += persian
        self.confirm(self.cake)
        self.assertIn("۲۵", self.page("mina", f"/fa{_PAGE}"))

    def test_nobody_sees_the_card_of_another(self):
        text = self.page("guest", f"{_PAGE}?member_id={self.member.id}")
        self.assertNotIn(self.member.display_number, text)

    def test_who_is_no_member_is_shown_the_clubs(self):
        self.authenticate("guest", "guest")
        self.assertEqual(urlsplit(self.url_open(_PAGE).url).path, "/club")

    def test_who_has_left_has_no_card(self):
        self.member.action_leave()
        self.assertNotIn(self.member.display_number, self.page("mina"))

    def test_a_suspended_member_is_told(self):
        self.member.action_suspend()
        self.assertIn("suspended", self.page("mina"))

    def test_visitor_is_asked_to_log_in(self):
        self.assertIn("/web/login", self.url_open(_PAGE).url)

    def test_home_of_the_portal_leads_there(self):
        self.assertIn('href="/my/club"', self.page("mina", "/my"))
        counters = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["loyalty_club_member_count"]}
        )
        self.assertEqual(counters["loyalty_club_member_count"], 1)
