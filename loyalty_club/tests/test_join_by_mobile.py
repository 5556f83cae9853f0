from odoo.exceptions import AccessError

from .site_common import KNOWN, NEWCOMER, CodeCase


class TestByMobile(CodeCase):
    """The one contact who is recognised by his number."""

    def by_mobile(self, mobile=KNOWN, **values):
        return self.company.sudo()._loyalty_club_known(mobile, **values)

    def account(self, partner, **values):
        """A login of his own for a contact."""
        return self.env["res.users"].create(
            {
                "login": partner.name,
                "partner_id": partner.id,
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
                **values,
            }
        )

    def test_member_is_found_by_the_number_that_staff_wrote(self):
        self.assertEqual(self.by_mobile(), self.partner)
        self.assertFalse(self.by_mobile(NEWCOMER))

    def test_member_comes_before_a_mere_contact(self):
        older = self.make_partner("Guest", phone=NEWCOMER)
        self.assertEqual(self.by_mobile(NEWCOMER), older)
        newer = self.make_partner("Kaveh", phone=NEWCOMER)
        self.club._enroll(newer)
        self.assertEqual(self.by_mobile(NEWCOMER), newer)

    def test_two_members_with_one_number_are_not_guessed_between(self):
        self.club._enroll(self.make_partner("Daughter", phone=KNOWN))
        with self.assertRefused("Several members"):
            self.by_mobile()

    def test_who_has_verified_the_number_comes_first(self):
        daughter = self.make_partner("Daughter", phone=KNOWN)
        self.club._enroll(daughter)
        daughter._loyalty_club_confirm_mobile(KNOWN)
        self.assertEqual(self.by_mobile(), daughter)

    def test_number_is_of_the_last_to_verify_it(self):
        self.partner._loyalty_club_confirm_mobile(KNOWN)
        daughter = self.make_partner("Daughter")
        daughter._loyalty_club_confirm_mobile(KNOWN)
        self.assertFalse(self.partner.loyalty_club_verified_mobile)
        self.assertEqual(daughter.phone_sanitized, KNOWN)
        self.assertEqual(self.by_mobile(), daughter)

    def test_verified_number_counts_while_it_is_his_number(self):
        self.partner._loyalty_club_confirm_mobile(KNOWN)
        self.partner.phone = NEWCOMER
        self.assertFalse(self.by_mobile())

    def test_nobody_writes_whose_number_it_is(self):
        """It is as good as a password."""
        for group in ("base.group_system", "loyalty_club.group_manager"):
            user = self.make_user(group, f"{group},base.group_partner_manager")
            mine = self.partner.with_user(user)
            with self.subTest(group), self.assertRaises(AccessError):
                mine.loyalty_club_verified_mobile = KNOWN
        self.assertFalse(self.partner.loyalty_club_verified_mobile)

    def test_staff_see_that_a_number_is_confirmed(self):
        agent = self.make_user("agent", "loyalty_club.group_agent")
        member = self.member.with_user(agent)
        self.assertFalse(member.is_mobile_verified)
        self.partner._loyalty_club_confirm_mobile(KNOWN)
        self.assertTrue(member.is_mobile_verified)
        self.partner.phone = NEWCOMER
        self.assertFalse(member.is_mobile_verified)

    def test_account_with_a_number_of_its_own_writing_is_not_recognised(self):
        """Anybody may write the number of another into his profile."""
        self.account(self.partner)
        self.assertFalse(self.by_mobile())
        self.assertEqual(self.by_mobile(has_proof=False), self.partner)
        self.partner._loyalty_club_confirm_mobile(KNOWN)
        self.assertEqual(self.by_mobile(), self.partner)

    def test_contact_that_a_visitor_has_made_is_not_recognised(self):
        """He may have left a trap: the number of his victim beside his own address."""
        visitor = self.env(user=self.env.ref("base.public_user"), su=True)
        trap = visitor["res.partner"].create(
            {"name": "Guest", "phone": NEWCOMER, "email": "attacker@example.com"}
        )
        self.assertFalse(self.by_mobile(NEWCOMER))
        self.club._enroll(trap)
        self.assertFalse(self.by_mobile(NEWCOMER))
        trap._loyalty_club_confirm_mobile(NEWCOMER)
        self.assertEqual(self.by_mobile(NEWCOMER), trap)

    def test_closed_account_is_an_account(self):
        self.account(self.partner, active=False)
        self.assertFalse(self.by_mobile())

    def test_who_is_no_person_is_not_recognised(self):
        for values in (
            {"is_company": True},
            {"type": "delivery", "parent_id": self.partner.id},
            {"type": "invoice", "parent_id": self.partner.id},
            {"active": False},
        ):
            with self.subTest(**values):
                self.make_partner("Somebody", phone=NEWCOMER, **values)
                self.assertFalse(self.by_mobile(NEWCOMER))


class TestJoinByMobile(CodeCase):
    """What joining with a verified code does."""

    def verified(self, mobile=NEWCOMER):
        """A code that its reader has typed."""
        ticket = self.issue(mobile)
        row = self.codes._verify(ticket, mobile, "join", self.sent(mobile))
        self.env.invalidate_all()
        return row

    def join(self, mobile=NEWCOMER, club=None, **values):
        words = {"name": "Kaveh Ahmadi", "email": "kaveh@home.example", **values}
        return (club or self.club)._join_by_mobile(
            mobile, self.verified(mobile), **words
        )

    def test_newcomer_becomes_a_contact_and_a_member(self):
        member = self.join()
        partner = member.partner_id
        self.assertEqual(member.channel, "website")
        self.assertEqual(partner.name, "Kaveh Ahmadi")
        self.assertEqual(partner.email, "kaveh@home.example")
        self.assertEqual(partner.phone_sanitized, NEWCOMER)
        self.assertEqual(partner.loyalty_club_verified_mobile, NEWCOMER)
        self.assertEqual(partner.company_id, self.company)

    def test_known_number_is_the_known_person_whatever_he_typed(self):
        member = self.join(KNOWN)
        self.assertEqual(member, self.member)
        self.assertEqual(self.partner.name, "Mina Rahimi")
        self.assertEqual(self.partner.email, "mina@home.example")

    def test_typed_address_recognises_nobody(self):
        member = self.join(email="mina@home.example", name="Mina Rahimi")
        self.assertNotEqual(member.partner_id, self.partner)

    def test_who_is_logged_in_joins_as_himself_and_brings_his_number(self):
        other = self.make_partner("Shirin", email="shirin@home.example")
        member = self.join(partner=other)
        self.assertEqual(member.partner_id, other)
        self.assertEqual(other.phone_sanitized, NEWCOMER)

    def test_refusal_leaves_no_contact_behind(self):
        self.club.enrollment = "closed"
        before = self.contacts.search_count([])
        with self.assertRefused("existing customers"):
            self.join()
        self.assertEqual(self.contacts.search_count([]), before)

    def test_closed_club_takes_the_customer_whose_number_it_is(self):
        self.club.enrollment = "closed"
        customer = self.make_partner("Shirin", phone=NEWCOMER)
        self.confirm(self.cake, partner=customer)
        self.assertEqual(self.join().partner_id, customer)

    def test_suspended_member_does_not_come_back_by_joining(self):
        self.member.action_suspend()
        with self.assertRefused("suspended"):
            self.join(KNOWN)

    def test_terms_are_kept_with_their_moment(self):
        self.club.terms = "<p>Be kind.</p>"
        member = self.join(terms_version=self.club.terms_version)
        self.assertEqual(member.terms_version, self.club.terms_version)
        self.assertTrue(member.terms_accepted_at)

    def test_member_accepts_newer_terms_by_joining_again(self):
        self.club.terms = "<p>Be kind.</p>"
        self.join(KNOWN, terms_version=self.club.terms_version)
        self.assertEqual(self.member.terms_version, self.club.terms_version)
        self.assertTrue(self.member.terms_accepted_at)

    def test_consents_are_written_one_by_one(self):
        member = self.join(consents=["sms", "profiling"])
        self.assertEqual(member._consents()[member], {"sms", "profiling"})
        wordings = member.consent_ids.mapped("wording")
        self.assertIn("Saffron Club may send me news and offers by SMS.", wordings)

    # === ACCOUNTS === #

    def user_of(self, member, mobile=NEWCOMER):
        return self.env["res.users"]._loyalty_club_of(member.partner_id, mobile)

    def test_member_gets_an_account_once(self):
        member = self.join()
        user = self.user_of(member)
        self.assertEqual(user.login, NEWCOMER)
        self.assertTrue(user.share)
        self.assertEqual(self.user_of(member), user)

    def test_login_that_is_taken_takes_nothing_from_its_owner(self):
        owner = self.make_user(NEWCOMER, "base.group_portal")
        user = self.user_of(self.join())
        self.assertNotEqual(user, owner)
        self.assertNotEqual(user.login, NEWCOMER)

    def test_who_is_no_member_gets_no_account(self):
        self.member.action_leave()
        self.assertFalse(self.user_of(self.member, KNOWN))
        users = self.env["res.users"]
        self.assertFalse(users._loyalty_club_of(self.contacts, KNOWN))

    def test_account_that_was_closed_stays_closed(self):
        self.user_of(self.member, KNOWN).active = False
        with self.assertRefused("has been closed"):
            self.user_of(self.member, KNOWN)

    def test_employee_gets_no_look_at_the_invoices_of_his_organisation(self):
        organisation = self.make_partner("Lyceum", is_company=True)
        self.partner.parent_id = organisation
        with self.assertRefused("through your organisation"):
            self.user_of(self.member, KNOWN)
