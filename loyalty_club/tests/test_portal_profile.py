from lxml import html

from odoo.tests import new_test_user

from ..tools import jalali
from .member_pages_common import PortalCase


class TestPortalProfile(PortalCase):
    """A member tells of himself, reads what he allows, and takes it back."""

    def form(self, **values):
        return {
            "job": "Baker",
            "education": "master",
            "birth_day": "17",
            "birth_month": "5",
            "birth_year": "1990",
            "interest": str(self.reading.id),
            "contact_by": "email",
            "consent": "1",
            **values,
        }

    def told(self):
        return self.member._profiles()

    def test_what_is_told_is_kept_and_earns(self):
        page = self.page("/profile").text
        self.assertIn("+30", self.plain(page))
        answer = self.send("/profile", self.form())
        self.assertIn("Thank you!", answer.text)
        profile = self.told()
        self.assertEqual(str(profile.birth_date), "1990-05-17")
        self.assertEqual(profile.interest_ids, self.reading)
        self.assertBalance(30)
        self.assertIn("profile", self.member._consents()[self.member])
        self.assertIn('value="Baker"', answer.text)

    def test_persian_members_type_persian_dates_in_persian_digits(self):
        persian = self.env["res.lang"]._activate_lang("fa_IR")
        self.env["website"].search([]).language_ids += persian
        self.env["res.users"].search([("login", "=", "mina")]).lang = "fa_IR"
        self.authenticate("mina", "mina")
        url = f"/fa/my/club/{self.member.id}/profile"
        page = self.url_open(url, timeout=60).text
        self.assertIn("اردیبهشت", page)
        token = html.fromstring(page).xpath("//input[@name='csrf_token']/@value")[0]
        form = self.form(birth_day="۲۷", birth_month="2", birth_year="۱۳۶۹")
        answer = self.url_open(url, {**form, "csrf_token": token}, timeout=60)
        self.env.invalidate_all()
        self.assertEqual(self.told().birth_date, jalali.from_jalali(1369, 2, 27))
        self.assertIn('value="۱۳۶۹"', answer.text)

    def test_a_mistake_says_so_and_loses_nothing(self):
        answer = self.send("/profile", self.form(birth_day="31", birth_month="2"))
        self.assertIn("There is no such day", answer.text)
        for kept in ('value="Baker"', 'value="31"', 'value="1990"'):
            self.assertIn(kept, answer.text)
        self.assertFalse(self.told())
        answer = self.send("/profile", self.form(birth_year="2999"))
        self.assertIn("before today", answer.text)

    def test_nothing_is_kept_without_consent(self):
        answer = self.send("/profile", self.form(consent=""))
        self.assertIn("only if you allow it", answer.text)
        self.assertIn('value="Baker"', answer.text)
        self.assertFalse(self.told())
        self.assertFalse(self.member._consents()[self.member])

    def test_who_takes_it_back_is_forgotten(self):
        self.send("/profile", self.form())
        answer = self.send("/profile/forget", {})
        self.assertNotIn("Baker", answer.text)
        self.assertFalse(self.told().job)
        self.assertFalse(self.told().birth_date)
        self.assertBalance(30)

    def test_forged_fields_change_nothing(self):
        theirs = self.env["loyalty.club.interest"].create(
            {
                "name": "Theirs",
                "company_id": self.env["res.company"].create({"name": "Other"}).id,
            }
        )
        answer = self.send(
            "/profile",
            self.form(
                education="king",
                contact_by="pigeon",
                interest=str(theirs.id),
                branch="1; DROP",
                partner_id=str(self.guest.partner_id.id),
                is_complete="1",
                birth_day="x" * 500,
            ),
        )
        self.assertEqual(answer.status_code, 200)
        self.assertFalse(self.told())
        self.send(
            "/profile",
            self.form(education="king", contact_by="pigeon", interest=str(theirs.id)),
        )
        profile = self.told()
        self.assertFalse(profile.education or profile.contact_by)
        self.assertFalse(profile.interest_ids)
        self.assertEqual(profile.partner_id, self.partner)

    def test_what_no_text_has_is_left_out(self):
        answer = self.send("/profile", self.form(job="Ba\x00ker"))
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.told().job, "Baker")

    def test_a_form_of_another_site_is_refused(self):
        answer = self.send("/profile", self.form(), token=False)
        self.assertEqual(answer.status_code, 400)
        answer = self.send("/profile/forget", {"now": "1"}, token=False)
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.told())

    def test_nobody_reads_or_writes_the_profile_of_another(self):
        self.send("/profile", self.form())
        for path in ("/profile", "/profile/forget"):
            answer = self.send(path, self.form(job="Thief"), self.member, "guest")
            self.assertEqual(answer.status_code, 404, path)
        self.assertEqual(self.page("/profile", self.member, "guest").status_code, 404)
        self.assertEqual(self.told().job, "Baker")
        nobody = self.member.browse(self.guest.id + 1000)
        self.assertEqual(self.page("/profile", nobody).status_code, 404)

    def test_visitors_are_asked_to_log_in(self):
        self.authenticate(None, None)
        for path in ("profile", "invite"):
            answer = self.url_open(f"/my/club/{self.member.id}/{path}", timeout=60)
            self.assertIn("/web/login", answer.url)
        self.assertFalse(self.told())

    def test_organisations_have_no_profile(self):
        firm = self.club._enroll(self.make_partner("Firm", is_company=True))
        new_test_user(
            self.env, "firm", "base.group_portal", partner_id=firm.partner_id.id
        )
        self.assertEqual(self.page("/profile", firm, "firm").status_code, 404)
