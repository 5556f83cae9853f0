from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .site_common import KNOWN, NEWCOMER, SiteCase


class TestConfirmMobile(SiteCase):
    """A member has another number: staff correct it, and say that it is checked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("head", "loyalty_club.group_manager")
        cls.agent = cls.make_user("agent", "loyalty_club.group_agent")

    def account(self):
        """The member has verified her number, and logs in with it."""
        self.log_in()
        user = self.who()
        self.assertEqual(user.partner_id, self.partner)
        self.authenticate(None, None)
        self.minutes_pass(2)
        return user

    def confirm_as(self, user, member=None):
        (member or self.member).with_user(user).action_confirm_mobile()
        self.env.flush_all()

    def test_member_logs_in_with_the_corrected_number_and_not_with_the_old_one(self):
        user = self.account()
        self.partner.phone = NEWCOMER
        self.confirm_as(self.manager)
        self.log_in(NEWCOMER)
        self.assertEqual(self.who(), user)
        self.authenticate(None, None)
        answer = self.log_in(KNOWN)
        self.assertIn("Nobody with this number", self.said(answer))
        self.assertIsNone(self.who())

    def test_account_is_given_to_another_number_by_a_manager_alone(self):
        """A cashier could write his own number, and go on as the member."""
        self.account()
        self.partner.phone = NEWCOMER
        marketing = self.make_user("marketing", "loyalty_club.group_marketing")
        for user in (self.agent, marketing):
            with self.assertRaises(AccessError):
                self.confirm_as(user)
        self.assertEqual(self.partner.loyalty_club_verified_mobile, KNOWN)

    def test_closed_account_is_an_account(self):
        self.account().active = False
        self.partner.phone = NEWCOMER
        with self.assertRaises(AccessError):
            self.confirm_as(self.agent)

    def test_number_that_its_owner_has_verified_is_replaced_by_a_manager_alone(self):
        self.partner._loyalty_club_confirm_mobile(KNOWN)
        self.partner.phone = NEWCOMER
        with self.assertRaises(AccessError):
            self.confirm_as(self.agent)
        self.confirm_as(self.manager)
        self.assertTrue(self.member.is_mobile_verified)

    def test_who_serves_members_confirms_the_first_number(self):
        self.confirm_as(self.agent)
        self.assertTrue(self.member.is_mobile_verified)

    def test_it_stands_in_the_conversations_who_has_said_so(self):
        self.account()
        self.partner.phone = NEWCOMER
        self.confirm_as(self.manager)
        for record in (self.member, self.partner):
            told = record.message_ids[0]
            self.assertEqual(told.author_id, self.manager.partner_id)
            self.assertIn(f"{NEWCOMER} was confirmed, in place of {KNOWN}", told.body)

    def test_who_logs_in_is_warned(self):
        self.account()
        self.partner.phone = NEWCOMER
        self.confirm_as(self.manager)
        mail = self.env["mail.mail"].search([("subject", "like", "Security Update")])
        self.assertIn("mina@home.example", mail.email_to)
        self.assertIn(NEWCOMER, mail.body_html)

    def test_number_of_somebody_else_is_not_taken_from_him(self):
        owner = self.make_partner("Owner")
        owner._loyalty_club_confirm_mobile(NEWCOMER)
        self.partner.phone = NEWCOMER
        with self.assertRefused("Owner has confirmed this number"):
            self.confirm_as(self.manager)
        self.assertEqual(owner.loyalty_club_verified_mobile, NEWCOMER)
        owner.phone = "+31 6 11111111"
        self.confirm_as(self.manager)
        self.assertTrue(self.member.is_mobile_verified)
        self.assertFalse(owner.loyalty_club_verified_mobile)

    def test_what_is_no_number_is_refused(self):
        for phone in (False, "12"):
            self.partner.phone = phone
            with self.assertRefused("Write the phone number"):
                self.confirm_as(self.manager)

    def test_confirming_twice_says_it_once(self):
        self.confirm_as(self.manager)
        before = self.member.message_ids
        self.confirm_as(self.manager)
        self.assertEqual(self.member.message_ids, before)

    def test_employees_still_need_their_password(self):
        user = new_test_user(
            self.env, "mina", "base.group_user", partner_id=self.partner.id
        )
        self.partner.phone = NEWCOMER
        self.confirm_as(self.manager)
        self.assertIn("A code is not enough", self.said(self.log_in(NEWCOMER)))
        self.assertIsNone(self.who())
        self.assertTrue(user.active)

    def test_others_confirm_nothing(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_user("stranger", "loyalty_club.group_manager")
        stranger.write(
            {"company_id": other.id, "company_ids": [Command.set(other.ids)]}
        )
        users = [stranger]
        for group in (
            "base.group_public",
            "base.group_portal",
            "base.group_user",
            "loyalty_club.group_finance",
            "loyalty_club.group_auditor",
        ):
            users.append(self.make_user(group, group))
        for user in users:
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.confirm_as(user)
        self.assertFalse(self.partner.loyalty_club_verified_mobile)
