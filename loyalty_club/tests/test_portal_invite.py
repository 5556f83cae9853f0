from .member_pages_common import PortalCase


class TestPortalInvite(PortalCase):
    """A member hands out his link, and sees what has come of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.is_published = True

    def test_the_link_the_code_and_what_both_get(self):
        page = self.page("/invite").text
        code = self.member.referral_code
        self.assertIn(f"/club/r/{code}", page)
        self.assertIn(f"{code[:4]}-{code[4:]}", page)
        self.assertIn("+200", self.plain(page))
        self.assertIn("+100", self.plain(page))
        self.assertIn("QR code of your invitation", page)
        self.assertIn("Nobody yet", page)
        self.assertIn(code, self.page("/invite").text)

    def test_friends_are_first_names(self):
        newcomer = self.bring("Kaveh Ahmadi", email="kaveh@home.example")
        self.bring("Sara Karimi")
        self.confirm(self.coffee, partner=newcomer.partner_id)
        page = self.page("/invite").text
        for shown in ("Kaveh", "Sara", "has bought", "not bought yet", "200"):
            self.assertIn(shown, page)
        for hidden in ("Ahmadi", "Karimi", "kaveh@", newcomer.number):
            self.assertNotIn(hidden, page)

    def test_the_name_is_shown_when_the_member_likes(self):
        self.assertFalse(self.member.shows_first_name)
        self.send("/invite", {"shows_first_name": "1"})
        self.assertTrue(self.member.shows_first_name)
        self.send("/invite", {"shows_first_name": "", "referral_code": "AAAA2222"})
        self.assertFalse(self.member.shows_first_name)
        self.assertNotEqual(self.member.referral_code, "AAAA2222")

    def test_nobody_sees_the_invitation_of_another(self):
        self.assertEqual(self.page("/invite", self.guest).status_code, 404)
        answer = self.send("/invite", {"shows_first_name": "1"}, self.guest)
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.guest.shows_first_name)

    def test_clubs_that_are_not_open_have_no_invitations(self):
        for values in ({"enrollment": "invitation"}, {"is_published": False}):
            self.club.write(values)
            self.assertEqual(self.page("/invite").status_code, 404)

    def test_many_friends_cost_as_many_queries_as_one(self):
        def cost(count):
            for index in range(count):
                self.bring(f"Guest {count} {index}")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.member._friends()
            self.member._brought_points()
            return self.env.cr.sql_log_count - before

        cost(1)
        self.assertLessEqual(cost(50), cost(1) + 1)
