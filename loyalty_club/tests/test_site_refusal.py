from odoo.tests import new_test_user

from .site_common import KNOWN, NEWCOMER, SiteCase


class TestSiteRefusal(SiteCase):
    """Who is told, and when, why he can't join."""

    def test_refusal_is_told_to_the_owner_of_the_number_alone(self):
        self.club.enrollment = "closed"
        self.confirm(self.cake)
        self.member.action_suspend()
        self.env.flush_all()
        for mobile, words in (
            (NEWCOMER, "existing customers"),
            (KNOWN, "is suspended"),
        ):
            self.authenticate(None, None)
            answer = self.ask_to_join(mobile)
            self.assertTrue(answer.url.endswith("/club/code"))
            self.assertIn(words, self.said(self.type_code(self.sent(mobile))))
            self.assertIsNone(self.who())
        self.assertFalse(self.contacts.search([("phone_sanitized", "=", NEWCOMER)]))

    def test_who_is_logged_in_is_refused_before_a_code_is_sent(self):
        new_test_user(self.env, "shirin", "base.group_portal", name="Shirin")
        self.club.enrollment = "closed"
        self.env.flush_all()
        anybody = self.said(self.get("/club"))
        self.authenticate("shirin", "shirin")
        said = "Shirin has not completed a purchase yet"
        self.assertIn(said, self.said(self.get("/club")))
        for answer in (self.get(f"/club/join/{self.club.id}"), self.forged_request()):
            self.assertIn(said, self.said(answer))
        self.assertFalse(self.newest())
        self.assertNotIn("purchase yet", anybody)

    def forged_request(self):
        """Ask to join without having seen the form."""
        token = self.token(self.get("/my/account").text)
        form = {"csrf_token": token, "mobile": NEWCOMER, "name": "Shirin"}
        return self.url_open(f"/club/join/{self.club.id}", form)

    def test_who_has_confirmed_his_number_is_refused_without_another_code(self):
        """Nobody else learns that somebody with this number is suspended."""
        second = self.make_club(name="Night Owls", is_published=True)
        second._enroll(self.partner).action_suspend()
        self.member.action_leave()
        self.club.enrollment = "closed"
        self.env.flush_all()
        self.assertNotIn("suspended", self.said(self.get("/club")))
        answer = self.ask_to_join(KNOWN)
        self.assertNotIn("suspended", self.said(self.get("/club")))
        self.assertTrue(answer.url.endswith("/club/code"))
        self.type_code(self.sent(KNOWN))
        codes = self.codes.search_count([])
        for page in ("/club", f"/club/join/{second.id}"):
            self.assertIn("Night Owls is suspended", self.said(self.get(page)))
        self.assertEqual(self.codes.search_count([]), codes)
