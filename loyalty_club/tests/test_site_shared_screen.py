import time
from unittest.mock import patch

from .site_common import KNOWN, SiteCase


class TestSiteSharedScreen(SiteCase):
    """A tablet on the counter: who uses it next learns nothing of who did before."""

    def test_card_of_who_is_not_logged_in_is_shown_once(self):
        """Who sits at this screen after him sees neither his name nor his card."""
        self.partner.parent_id = self.make_partner("Lyceum", is_company=True)
        answer = self.join(KNOWN)
        self.assertIn(self.member.display_number, self.said(answer))
        answer = self.get("/club/welcome")
        self.assertTrue(answer.url.endswith("/club"))
        self.assertNotIn(self.member.display_number, answer.text)

    def test_card_is_shown_as_long_as_its_member_is_logged_in(self):
        self.join()
        number = self.who().partner_id.loyalty_club_member_ids.display_number
        self.assertIn(number, self.said(self.get("/club/welcome")))
        self.url_open("/web/session/logout")
        answer = self.get("/club/welcome")
        self.assertTrue(answer.url.endswith("/club"))

    def test_number_that_waited_for_its_code_is_forgotten(self):
        self.ask_to_join()
        self.assertIn("+31 6 12345678", self.said(self.get("/club/code")))
        later = time.time() + 17 * 60
        with patch.object(time, "time", lambda: later):
            answer = self.get("/club/code")
        self.assertTrue(answer.url.endswith("/club"))

    def test_card_that_was_never_looked_at_is_forgotten(self):
        self.partner.parent_id = self.make_partner("Lyceum", is_company=True)
        self.ask_to_join(KNOWN)
        token = self.token(self.get("/club/code").text)
        form = {"csrf_token": token, "code": self.sent(KNOWN)}
        answer = self.url_open("/club/code", form, allow_redirects=False)
        self.assertTrue(answer.headers["Location"].endswith("/club/welcome"))
        later = time.time() + 15 * 60
        with patch.object(time, "time", lambda: later):
            answer = self.get("/club/welcome")
        self.assertTrue(answer.url.endswith("/club"))
