from lxml import html

from .site_common import NEWCOMER, SiteCase


class TestSiteClubs(SiteCase):
    """Which clubs visitors find, and how they are told about the others."""

    def test_published_clubs_are_shown_to_anybody(self):
        secret = self.make_club(name="Night Owls")
        said = self.said(self.get("/club"))
        self.assertIn("Saffron Club", said)
        self.assertIn("1 point for each unit of money", said)
        self.assertNotIn(secret.name, said)

    def test_clubs_of_other_companies_are_not_shown(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.make_club(name="Night Owls", company_id=other.id, is_published=True)
        self.assertNotIn("Night Owls", self.get("/club").text)

    def test_branch_shows_the_clubs_of_its_company(self):
        self.website.company_id = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.company.id}
        )
        self.assertIn("Saffron Club", self.get("/club").text)

    def test_no_club_is_no_error(self):
        self.club.is_published = False
        self.assertIn("No club is open yet", self.said(self.get("/club")))

    def test_pages_of_hidden_clubs_are_not_there(self):
        hidden = self.make_club(name="Night Owls")
        for path in (hidden.id, f"night-owls-{hidden.id}", 0, 2**40, "x"):
            answer = self.url_open(f"/club/join/{path}")
            self.assertEqual(answer.status_code, 404, path)

    def test_club_that_nobody_joins_by_himself_says_so(self):
        for values, words in (
            ({"enrollment": "corporate"}, "with your organisation"),
            ({"enrollment": "invitation"}, "by invitation"),
            ({"enrollment": "open", "accepts": "legal"}, "For organisations"),
        ):
            self.club.write(values)
            self.assertIn(words, self.said(self.get("/club")))
            page = self.get(f"/club/join/{self.club.id}")
            self.assertIn(words, self.said(page))
            token = self.token(self.get("/club/login").text)
            answer = self.url_open(
                f"/club/join/{self.club.id}",
                {"csrf_token": token, "name": "Kaveh", "mobile": NEWCOMER},
            )
            self.assertIn(words, self.said(answer))
            self.assertFalse(self.newest())

    def test_only_the_clubs_are_in_the_site_map(self):
        pages = html.fromstring(self.get("/sitemap.xml").content).iter("loc")
        ours = {page.text for page in pages if "/club" in page.text}
        self.assertEqual({page.partition("/club")[2] for page in ours}, {""})

    def test_menu_and_login_lead_to_the_club(self):
        self.assertIn('href="/club"', self.get("/shop").text)
        self.assertIn('href="/club/login', self.get("/web/login").text)
