from unittest.mock import patch

from .site_common import KNOWN, NEWCOMER, SiteCase


class TestSiteTour(SiteCase):
    """Visitors in a real browser, who get a code that they can know beforehand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        persian = cls.env["res.lang"]._activate_lang("fa_IR")
        cls.website.language_ids += persian

    def setUp(self):
        super().setUp()
        self.enterContext(patch("secrets.randbelow", lambda _below: 123456))

    def assertJoined(self):
        self.env.invalidate_all()
        partner = self.contacts.search([("phone_sanitized", "=", NEWCOMER)])
        member = self.club._memberships(partner)
        self.assertEqual(member.channel, "website")
        self.assertEqual(member.terms_version, self.club.terms_version)
        self.assertEqual(member._consents()[member], {"sms"})
        self.assertTrue(partner.user_ids.share)

    def assertLoggedIn(self):
        self.env.invalidate_all()
        self.assertTrue(self.partner.user_ids.login_date)
        self.assertEqual(self.partner.loyalty_club_verified_mobile, KNOWN)

    def test_visitor_joins_with_a_code(self):
        self.start_tour("/club", "loyalty_club_site_join")
        self.assertJoined()

    def test_member_logs_in_with_a_code(self):
        self.start_tour("/web/login", "loyalty_club_site_login")
        self.assertLoggedIn()


class TestSiteTourOnAPhone(TestSiteTour):
    """The same in Persian, in the hand."""

    browser_size = "390x844"
    touch_enabled = True

    def test_visitor_joins_with_a_code(self):
        self.start_tour("/fa/club", "loyalty_club_site_join_fa")
        self.assertJoined()

    def test_member_logs_in_with_a_code(self):
        self.start_tour("/fa/web/login", "loyalty_club_site_login_fa")
        self.assertLoggedIn()


class TestSiteTourOnAPhoneInEnglish(TestSiteTour):
    """And in English."""

    browser_size = "390x844"
    touch_enabled = True
