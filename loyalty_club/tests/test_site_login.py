from odoo.tests import new_test_user

from .site_common import KNOWN, NEWCOMER, SiteCase


class TestSiteLogin(SiteCase):
    """Logging in with a code: who may, who may not, and where it leads."""

    def account(self, groups="base.group_portal"):
        """A login of her own for the member, who has verified her number."""
        user = new_test_user(self.env, "mina", groups, partner_id=self.partner.id)
        self.partner.write({"phone": KNOWN, "email": "mina@home.example"})
        self.partner._loyalty_club_confirm_mobile(KNOWN)
        return user

    def test_member_without_an_account_gets_one(self):
        answer = self.log_in()
        self.assertTrue(answer.url.endswith("/my"))
        user = self.who()
        self.assertEqual(user.partner_id, self.partner)
        self.assertTrue(user.share)
        self.assertEqual(user.company_id, self.company)

    def test_member_comes_back_to_the_same_account(self):
        self.log_in()
        user = self.who()
        self.url_open("/web/session/logout")
        self.authenticate(None, None)
        self.minutes_pass(2)
        self.log_in()
        self.assertEqual(self.who(), user)

    def test_account_logs_in_while_its_member_has_left(self):
        user = self.account()
        self.member.action_leave()
        self.log_in()
        self.assertEqual(self.who(), user)

    def test_number_of_nobody_is_offered_a_club(self):
        answer = self.log_in(NEWCOMER)
        self.assertTrue(answer.url.endswith("/club"))
        self.assertIn("Nobody with this number is a member yet", self.said(answer))
        self.assertIsNone(self.who())
        # He has shown that the number is his: joining asks for no other code.
        answer = self.ask_to_join()
        self.assertTrue(answer.url.endswith("/club/welcome"))

    def test_known_and_unknown_numbers_get_the_same_answer(self):
        pages = []
        for mobile in (NEWCOMER, KNOWN):
            self.authenticate(None, None)
            answer = self.post("/club/login", mobile=mobile)
            pages.append((answer.status_code, answer.url, self.said(answer)))
        for status, url, said in pages:
            self.assertEqual((status, url), pages[0][:2])
            for shown in ("+31 6 12345678", "+31 6 87654321"):
                said = said.replace(shown, "")
            self.assertEqual(said, pages[0][2].replace("+31 6 12345678", ""))

    def test_without_sms_the_code_goes_to_the_own_address_of_the_member(self):
        user = self.account()
        self.without_sms()
        mails = self.env["mail.mail"]
        pages = []
        for mobile in (NEWCOMER, KNOWN):
            self.authenticate(None, None)
            pages.append(self.said(self.post("/club/login", mobile=mobile)))
            codes = mails.search([("subject", "like", "Your code for")])
            self.assertEqual(len(codes), int(mobile == KNOWN))
        self.assertEqual(*pages)
        self.assertEqual(codes.email_to, "mina@home.example")
        self.type_code(self.code_in(codes.body_html))
        self.assertEqual(self.who(), user)

    # === WHO NEEDS MORE THAN A CODE === #

    def assertKeptOut(self, words):
        answer = self.log_in()
        self.assertIn(words, self.said(answer))
        self.assertIsNone(self.who())

    def test_employees_are_never_logged_in_by_a_code(self):
        self.account("base.group_user")
        self.assertKeptOut("A code is not enough")

    def test_administrators_are_never_logged_in_by_a_code(self):
        self.account("base.group_system")
        self.assertKeptOut("A code is not enough")

    def test_second_factor_is_not_replaced_by_a_code(self):
        self.account().sudo().totp_secret = "GEZDGNBVGY3TQOJQ"
        self.assertKeptOut("A code is not enough")

    def test_closed_account_stays_closed(self):
        self.account().active = False
        self.assertKeptOut("has been closed")

    def test_account_that_has_not_verified_the_number_is_not_opened(self):
        self.account()
        self.partner.loyalty_club_verified_mobile = False
        answer = self.log_in()
        self.assertIn("Nobody with this number", self.said(answer))
        self.assertIsNone(self.who())

    def test_archived_contact_is_nobody(self):
        self.partner.active = False
        answer = self.log_in()
        self.assertIn("Nobody with this number", self.said(answer))
        self.assertIsNone(self.who())

    def test_two_members_with_one_number_are_told(self):
        self.club._enroll(self.make_partner("Daughter", phone=KNOWN))
        self.assertKeptOut("Several members have this number")

    # === DOORS OF OTHERS === #

    def test_code_to_join_does_not_log_in(self):
        self.club.enrollment = "closed"
        self.ask_to_join(NEWCOMER)
        joining = self.sent(NEWCOMER)
        self.post("/club/login", mobile=KNOWN)
        self.assertIn("not the code", self.said(self.type_code(joining)))

    def test_proof_of_a_code_can_not_be_sent_from_outside(self):
        user = self.account()
        proof = user._loyalty_club_credential()["proof"]
        token = self.token(self.get("/web/login").text)
        forged = {"login": user.login, "type": "loyalty_club_code", "proof": proof}
        self.url_open("/web/login", {"csrf_token": token, "password": proof, **forged})
        self.assertIsNone(self.who())
        self.url_open(
            "/web/session/authenticate",
            json={
                "jsonrpc": "2.0",
                "params": {"db": self.env.cr.dbname, "password": proof, **forged},
            },
        )
        self.assertIsNone(self.who())

    def test_proof_is_for_one_user(self):
        user, other = (
            self.account(),
            new_test_user(self.env, "shirin", "base.group_portal"),
        )
        credential = user._loyalty_club_credential()
        self.assertTrue(
            user.with_user(user)._check_credentials(credential, {"interactive": True})
        )
        for proof in (credential["proof"], "", None):
            with self.assertRefused("Access Denied"):
                other.with_user(other)._check_credentials(
                    {**credential, "proof": proof}, {"interactive": True}
                )

    def test_session_is_another_one_after_login(self):
        self.post("/club/login", mobile=KNOWN)
        before = self.opener.cookies["session_id"]
        self.type_code(self.sent(KNOWN))
        self.assertTrue(self.who())
        self.assertNotEqual(self.opener.cookies["session_id"], before)

    def test_login_leads_to_no_other_site(self):
        for redirect in (
            "https://evil.example/my",
            "//evil.example/my",
            "/\\evil.example/my",
            "javascript:alert(1)",
        ):
            self.authenticate(None, None)
            self.post("/club/login", mobile=KNOWN, redirect=redirect)
            token = self.token(self.get("/club/code").text)
            answer = self.url_open(
                "/club/code",
                {"csrf_token": token, "code": self.sent(KNOWN)},
                allow_redirects=False,
            )
            self.assertEqual(answer.status_code, 303)
            target = answer.headers["Location"].removeprefix(self.base_url())
            self.assertRegex(target, r"^/[^/\\]")
            self.env.invalidate_all()
            self.minutes_pass(20)

    def test_login_leads_where_the_visitor_wanted_to_go(self):
        answer = self.log_in(redirect="/my/orders")
        self.assertTrue(answer.url.endswith("/my/orders"))

    def test_who_is_logged_in_needs_no_code(self):
        self.account()
        self.authenticate("mina", "mina")
        answer = self.url_open("/club/login?redirect=/my/orders")
        self.assertTrue(answer.url.endswith("/my/orders"))
