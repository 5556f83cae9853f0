import re

from odoo.tests import new_test_user

from .site_common import KNOWN, NEWCOMER, SiteCase


class TestSiteJoin(SiteCase):
    """Joining, step by step, and everything somebody may send instead."""

    def member_of(self, mobile=NEWCOMER):
        self.env.invalidate_all()
        partner = self.contacts.search([("phone_sanitized", "=", mobile)])
        return self.club._memberships(partner)

    def test_visitor_joins_and_has_his_card_and_his_account(self):
        answer = self.ask_to_join(consent_sms="1")
        self.assertTrue(answer.url.endswith("/club/code"))
        self.assertFalse(self.member_of())
        answer = self.type_code(self.sent())
        self.assertTrue(answer.url.endswith("/club/welcome"))
        member = self.member_of()
        self.assertIn(member.display_number, self.said(answer))
        self.assertEqual(member.terms_version, self.club.terms_version)
        self.assertEqual(member._consents()[member], {"sms"})
        self.assertEqual(member.consent_ids.channel, "website")
        self.assertEqual(self.who().partner_id, member.partner_id)
        self.assertIn("Kaveh Ahmadi", self.get("/my").text)

    def test_numbers_and_codes_are_typed_in_persian_digits_too(self):
        self.ask_to_join("۰۶ ۱۲۳۴۵۶۷۸")
        persian = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
        code = self.sent().translate(persian)
        self.type_code(f" {code[:3]} {code[3:]} ")
        self.assertTrue(self.member_of())

    def test_what_no_text_has_is_left_out(self):
        self.ask_to_join(
            name="Kav\x00eh\nAhmadi", email="ka\x00veh@home.example", by="\x00"
        )
        self.type_code(self.sent())
        self.assertEqual(self.member_of().partner_id.name, "Kaveh Ahmadi")

    def test_wrong_code_can_be_corrected(self):
        self.ask_to_join()
        code = self.sent()
        answer = self.type_code(self.wrong(code))
        self.assertIn("Tries left: 4", self.said(answer))
        self.assertFalse(self.member_of())
        self.type_code(code)
        self.assertTrue(self.member_of())

    def test_after_five_wrong_codes_another_one_is_needed(self):
        self.ask_to_join()
        code = self.sent()
        for _try in range(5):
            answer = self.type_code(self.wrong(code))
        self.assertIn("any more", self.said(answer))
        self.assertIn("any more", self.said(self.type_code(code)))
        self.assertFalse(self.member_of())
        self.minutes_pass(1)
        self.post("/club/code/resend", on="/club/code")
        self.type_code(self.sent())
        self.assertTrue(self.member_of())

    def test_used_code_opens_nothing_again(self):
        self.join()
        code = self.sent()
        answer = self.url_open("/club/code")
        self.assertTrue(answer.url.endswith("/club"))
        self.authenticate(None, None)
        self.minutes_pass(1)
        self.ask_to_join()
        self.assertNotEqual(self.sent(), code)
        self.assertIn("not the code", self.said(self.type_code(code)))

    def test_code_of_a_newcomer_waits_for_its_minute(self):
        self.ask_to_join()
        answer = self.post("/club/code/resend", on="/club/code")
        self.assertIn("Wait a minute", self.said(answer))
        answer = self.ask_to_join()
        self.assertIn("Wait a minute", self.said(answer))

    def test_known_number_joins_as_the_known_person(self):
        self.member.action_leave(because="member")
        self.join(KNOWN)
        self.assertEqual(self.member.state, "active")
        self.assertEqual(self.partner.name, "Mina Rahimi")
        self.assertEqual(self.who().partner_id, self.partner)

    def test_known_and_unknown_numbers_get_the_same_answers(self):
        pages = []
        for mobile in (NEWCOMER, KNOWN):
            self.authenticate(None, None)
            answer = self.ask_to_join(mobile)
            wrong = self.type_code(self.wrong(self.sent(mobile)))
            again = self.post("/club/code/resend", on="/club/code")
            pages.append(
                [self.neutral(page, mobile) for page in (answer, wrong, again)]
            )
        self.assertEqual(*pages)

    def neutral(self, answer, mobile):
        """A page without what must differ: the number, and the visitor's token."""
        shown = self.contacts._phone_format(number=mobile, force_format="INTERNATIONAL")
        text = answer.text.replace(shown, "NUMBER")
        text = re.sub(r"[0-9a-f]{40}o\d+", "TOKEN", text)
        return answer.status_code, answer.url, re.sub(r'data-wait="\d+"', "", text)

    def test_logged_in_visitor_joins_as_himself(self):
        user = new_test_user(self.env, "shirin", "base.group_portal")
        self.authenticate("shirin", "shirin")
        page = self.get(f"/club/join/{self.club.id}")
        self.assertIn("You join as shirin", self.said(page))
        # What the form of others asks for counts for nothing.
        self.join(name="Somebody Else", email="else@home.example")
        member = self.club._memberships(user.partner_id)
        self.assertEqual(member.channel, "website")
        self.assertEqual(user.partner_id.loyalty_club_verified_mobile, NEWCOMER)
        self.assertIn("shirin", user.partner_id.name)
        self.assertEqual(self.who(), user)

    def test_who_is_a_member_already_is_told(self):
        user = new_test_user(self.env, "shirin", "base.group_portal")
        member = self.club._enroll(user.partner_id)
        self.authenticate("shirin", "shirin")
        # He may still confirm his number, which logs him in from then on.
        self.assertNotIn("You are a member", self.said(self.get("/club")))
        answer = self.join()
        self.assertIn(member.display_number, self.said(answer))
        self.assertTrue(user.partner_id.loyalty_club_is_verified)
        for path in ("/club", f"/club/join/{self.club.id}"):
            self.assertIn("You are a member of this club", self.said(self.get(path)))

    def test_whom_the_club_has_sent_away_does_not_come_back_by_himself(self):
        self.member.action_leave("Rude to the staff", "staff")
        answer = self.join(KNOWN)
        self.assertIn("The club has ended the membership", self.said(answer))
        self.assertEqual(self.member.state, "left")
        self.club._enroll(self.partner)
        self.assertEqual(self.member.state, "active")

    def test_employee_joins_and_is_not_logged_in(self):
        self.partner.parent_id = self.make_partner("Lyceum", is_company=True)
        self.member.action_leave(because="member")
        answer = self.join(KNOWN)
        self.assertEqual(self.member.state, "active")
        self.assertIn(self.member.display_number, self.said(answer))
        self.assertIsNone(self.who())

    def test_code_goes_to_whoever_verified_it_even_if_he_needs_no_second_one(self):
        """A second club is joined without another code."""
        other = self.make_club(name="Night Owls", is_published=True)
        self.join()
        answer = self.ask_to_join(club=other)
        self.assertTrue(answer.url.endswith("/club/welcome"))
        self.assertIn("Night Owls", self.said(answer))
        self.authenticate(None, None)
        answer = self.ask_to_join(club=other)
        self.assertFalse(answer.url.endswith("/club/welcome"))

    # === FORGED AND FORGOTTEN === #

    def test_form_says_what_is_missing(self):
        for form, words in (
            ({"name": ""}, "Tell us your name"),
            ({"name": "x" * 101}, "Tell us your name"),
            ({"mobile": "12"}, "is not a telephone number"),
            ({"email": "a@b@c"}, "not an e-mail address"),
            ({"terms": ""}, "accept the terms"),
            ({"terms": "99"}, "terms have changed"),
        ):
            answer = self.ask_to_join(**form)
            self.assertIn(words, self.said(answer))
            self.assertFalse(self.newest(), form)

    def test_terms_that_change_meanwhile_are_read_again(self):
        version = self.club.terms_version
        self.club.terms = "<p>Something else.</p>"
        answer = self.ask_to_join(terms=str(version))
        self.assertIn("terms have changed", self.said(answer))

    def test_address_is_needed_where_there_is_no_sms(self):
        self.without_sms()
        answer = self.ask_to_join(email="")
        self.assertIn("tell us where to", self.said(answer))
        self.ask_to_join()
        self.assertEqual(self.newest().sent_by, "email")

    def test_nothing_happens_without_the_token_of_the_form(self):
        for path in (f"/club/join/{self.club.id}", "/club/login", "/club/code"):
            answer = self.url_open(path, {"mobile": NEWCOMER, "name": "Kaveh"})
            self.assertEqual(answer.status_code, 400, path)
        self.assertFalse(self.newest())

    def test_reading_changes_nothing(self):
        query = {"name": "Kaveh", "mobile": NEWCOMER, "terms": "1", "code": "000000"}
        self.get(f"/club/join/{self.club.id}", params=query)
        self.get("/club/login", params=query)
        self.assertFalse(self.newest())
        self.ask_to_join()
        self.get("/club/code", params=query)
        self.assertEqual(self.newest().tries, 0)
        self.assertEqual(self.url_open("/club/code/resend").status_code, 405)

    def test_unasked_fields_change_nothing(self):
        self.ask_to_join(
            club_id="1",
            partner_id=str(self.partner.id),
            consent_everything="1",
            purpose="login",
            ticket="[1, 2]",
        )
        self.type_code(self.sent())
        member = self.member_of()
        self.assertNotEqual(member.partner_id, self.partner)
        self.assertFalse(member.consent_ids)

    def test_files_are_no_words(self):
        token = self.token(self.get(f"/club/join/{self.club.id}").text)
        answer = self.url_open(
            f"/club/join/{self.club.id}",
            {"csrf_token": token, "terms": "1"},
            files={"name": ("a.txt", b"Kaveh"), "mobile": ("b.txt", NEWCOMER.encode())},
        )
        self.assertIn("Tell us your name", self.said(answer))

    def test_pages_of_a_step_that_was_not_reached_lead_back(self):
        token = self.token(self.get("/club/login").text)
        for answer in (
            self.url_open("/club/code"),
            self.url_open("/club/welcome"),
            self.url_open("/club/code", {"csrf_token": token, "code": "123456"}),
            self.url_open("/club/code/resend", {"csrf_token": token}),
        ):
            self.assertTrue(answer.url.endswith("/club"))

    def test_pages_about_a_person_are_kept_by_nobody(self):
        self.ask_to_join()
        for path in ("/club/code", "/club/login", f"/club/join/{self.club.id}"):
            self.assertEqual(self.get(path).headers["Cache-Control"], "no-store")
