from .site_common import NEWCOMER, SiteCase


class TestSiteReferral(SiteCase):
    """Visitors who come by the link or the code of a member."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_rule(name="A friend", trigger="referral", points=200)
        cls.make_rule(name="Welcome", trigger="referred", points=100)
        cls.code = cls.member._referral_code()

    def newcomer(self):
        """Who has just joined."""
        return self.club.member_ids.sorted("id")[-1] - self.member

    def test_a_link_leads_to_the_club_and_is_remembered_through_the_code(self):
        page = self.get(f"/club/r/{self.code}")
        self.assertIn("/club/join/", page.url)
        self.assertIn("A friend invites you.", self.said(page))
        self.assertIn("+100", self.plain(self.said(page)))
        self.assertNotIn("Mina", self.said(page))
        self.join(by=self.code)
        self.assertEqual(self.newcomer().referrer_id, self.member)
        self.confirm(self.coffee, partner=self.newcomer().partner_id)
        self.assertBalance(200)

    def test_a_scanned_link_in_capitals_leads_there_too(self):
        page = self.get(f"/CLUB/R/{self.code}")
        self.assertIn(f"{self.code[:4]}-{self.code[4:]}", page.text)

    def test_the_first_name_is_shown_when_the_member_likes(self):
        self.member.shows_first_name = True
        said = self.said(self.get(f"/club/r/{self.code}"))
        self.assertIn("Mina invites you.", said)
        self.assertNotIn("Rahimi", said)

    def test_a_typed_code_is_as_good_as_a_link(self):
        self.join(by=f"{self.code[:4].lower()} {self.code[4:]}")
        self.assertEqual(self.newcomer().referrer_id, self.member)

    def test_a_wrong_code_says_so_and_loses_nothing(self):
        answer = self.ask_to_join(by="WRONG234")
        self.assertIn("We don't know this code", self.said(answer))
        for kept in ("Kaveh Ahmadi", "06 12345678", "WRONG234"):
            self.assertIn(f'value="{kept}"', answer.text)

    def test_a_code_of_another_club_is_none_here(self):
        second = self.make_club(name="Tea Club", is_published=True)
        theirs = second._enroll(self.make_partner("Reza"))._referral_code()
        answer = self.ask_to_join(by=theirs)
        self.assertIn("We don't know this code", self.said(answer))

    def test_who_clears_the_field_comes_by_nobody(self):
        self.get(f"/club/r/{self.code}")
        self.join(by="")
        self.assertTrue(self.newcomer())
        self.assertFalse(self.newcomer().referrer_id)

    def test_links_that_lead_nowhere_end_at_the_clubs(self):
        hidden = self.make_club(name="Hidden")
        theirs = hidden._enroll(self.make_partner("Reza"))._referral_code()
        for code in ("WRONG234", theirs, "%25", "a" * 500):
            answer = self.get(f"/club/r/{code}")
            self.assertTrue(answer.url.endswith("/club"), code)

    def test_a_second_contact_with_the_number_of_the_member_is_refused(self):
        self.partner.phone = NEWCOMER
        twin = self.make_partner("Kaveh", phone=NEWCOMER)
        member = self.club._enroll(twin, referrer=self.member, channel="website")
        self.assertEqual(member.refused_referrer_id, self.member)
        self.assertFalse(member.referrer_id)

    def test_two_may_join_by_one_code(self):
        second = "+31612345679"
        self.join(by=self.code)
        first = self.newcomer()
        self.authenticate(None, None)
        self.join(second, by=self.code)
        self.assertNotEqual(self.newcomer(), first)
        self.assertEqual(self.member.referral_ids, first | self.newcomer())
