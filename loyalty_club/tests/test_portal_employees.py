from datetime import date

from odoo.tests import new_test_user

from .corporate_common import CorporateCommon
from .phone_common import OnAPhone

_PAGE = "/my/club/employees"


class TestPortalEmployees(OnAPhone, CorporateCommon):
    """An organisation sees how many of its people use the club, and totals."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.env["res.partner"].create(
            [{"name": f"Person {n}", "parent_id": cls.golestan.id} for n in range(4)]
        )
        cls.contact = new_test_user(
            cls.env, "contact", "base.group_portal", partner_id=cls.sara.id
        )
        cls.colleague = new_test_user(
            cls.env, "colleague", "base.group_portal", partner_id=cls.omid.id
        )

    def setUp(self):
        super().setUp()
        self.organisation._agree({"contact_ids": self.sara, "head_limit": 9})
        self.follow()
        self.confirm((self.coffee, 123), partner=self.omid)

    def page(self, login):
        self.authenticate(login, login)
        return self.url_open(_PAGE)

    def test_contact_sees_totals_and_no_purchases(self):
        text = self.page("contact").text
        self.assertIn("1,230", text)
        self.assertIn("Golestan Publishing", text)
        for secret in ("Omid", "Person 1", "Coffee", self.membership(self.omid).number):
            self.assertNotIn(secret, text)

    def test_persian_contact_reads_a_persian_day(self):
        self.organisation._agree({"contract_until": date(2028, 1, 26)})
        self.authenticate("contact", "contact")
        self.assertIn("۶ بهمن ۱۴۰۶", self.url_open(f"/fa{_PAGE}").text)

    def test_everybody_can_use_the_page(self):
        self.assertUsable([_PAGE, f"/fa{_PAGE}"], login="contact")

    def test_colleague_sees_nothing(self):
        self.assertEqual(self.page("colleague").status_code, 404)

    def test_visitor_is_asked_to_log_in(self):
        self.assertIn("/web/login", self.url_open(_PAGE).url)

    def test_nothing_that_is_sent_opens_the_page(self):
        self.authenticate("colleague", "colleague")
        answer = self.url_open(
            f"{_PAGE}?member_id={self.organisation.id}&partner_id={self.sara.id}"
        )
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.url_open(_PAGE, {"id": 1}).status_code, 405)

    def test_contact_who_has_left_the_organisation_sees_nothing(self):
        self.sara.parent_id = False
        self.assertEqual(self.page("contact").status_code, 404)

    def test_contact_who_is_named_no_more_sees_nothing(self):
        self.organisation._agree({"contact_ids": False})
        self.assertEqual(self.page("contact").status_code, 404)

    def test_few_people_have_no_totals(self):
        self.club.leaver_grace_days = 0
        self.people.parent_id = False
        self.follow()
        text = self.page("contact").text
        self.assertNotIn("1,230", text)
        self.assertIn("from five employees on", text)

    def test_home_of_the_portal_leads_there(self):
        self.authenticate("contact", "contact")
        self.assertIn(_PAGE, self.url_open("/my/home").text)
        counters = {"counters": ["loyalty_club_organisation_count"]}
        counted = self.make_jsonrpc_request("/my/counters", counters)
        self.assertEqual(counted["loyalty_club_organisation_count"], 1)
