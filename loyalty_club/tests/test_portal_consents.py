from .member_pages_common import PortalCase


class TestPortalConsents(PortalCase):
    """A member allows, and takes back, for himself alone."""

    def allowed(self, member=None):
        member = member or self.member
        return member._consents()[member]

    def test_what_is_ticked_is_allowed_and_the_rest_taken_back(self):
        page = self.page("/consents").text
        self.assertIn("may send me news and offers by SMS", page)
        self.send("/consents", {"email": "1", "sms": "1"})
        self.assertEqual(self.allowed(), {"email", "sms"})
        answer = self.send("/consents", {"sms": "1"})
        self.assertEqual(self.allowed(), {"sms"})
        self.assertIn("It is kept.", answer.text)
        line = self.member.consent_ids[0]
        self.assertEqual((line.purpose, line.is_given), ("email", False))
        self.assertEqual(line.channel, "website")

    def test_the_profile_is_not_decided_here(self):
        self.tell()
        self.send("/consents", {})
        self.assertEqual(self.allowed(), {"profile"})
        self.send("/consents", {"profile": "", "anything": "1"})
        self.assertEqual(self.allowed(), {"profile"})

    def test_nobody_decides_for_another(self):
        self.assertEqual(self.page("/consents", self.guest).status_code, 404)
        answer = self.send("/consents", {"sms": "1"}, self.guest)
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.allowed(self.guest))

    def test_a_form_of_another_site_is_refused(self):
        self.page("/consents")
        answer = self.send("/consents", {"sms": "1"}, token=False)
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.allowed())

    def test_visitors_are_asked_to_log_in(self):
        answer = self.url_open(f"/my/club/{self.member.id}/consents")
        self.assertIn("/web/login", answer.url)
