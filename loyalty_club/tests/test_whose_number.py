from psycopg2.errors import UniqueViolation

from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .site_common import KNOWN, NEWCOMER, CodeCase


class TestWhoseNumber(CodeCase):
    """A number means the same person wherever he joins."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        companies = cls.env["res.company"]
        cls.other = companies.create({"name": "Elsewhere"})
        cls.north, cls.south = companies.create(
            [{"name": name, "parent_id": cls.company.id} for name in ("North", "South")]
        )
        cls.club_of_north = cls.make_club(name="North", company_id=cls.north.id)
        cls.theirs = cls.make_club(name="Theirs", company_id=cls.other.id)

    def contact(self, company=None, **values):
        """A contact with the number of the newcomer."""
        company_id = company and company.id
        return self.make_partner(
            "Sara", phone=NEWCOMER, company_id=company_id, **values
        )

    def in_club(self, club):
        """Whom a club recognises by the number."""
        return self.contacts._loyalty_club_by_mobile(NEWCOMER, club._serves())

    # === RECOGNISED === #

    def recognised(self):
        """Whom the number stands for, of all who have it."""
        contacts = self.contacts._loyalty_club_with_mobile(
            [NEWCOMER, KNOWN], self.club._serves()
        )
        return contacts._loyalty_club_recognised()

    def test_whom_staff_have_made_is_recognised_while_nobody_has_verified(self):
        sara, leila = self.contact(), self.contact()
        self.assertEqual(self.recognised(), self.partner | sara | leila)
        leila._loyalty_club_confirm_mobile(NEWCOMER)
        self.assertEqual(self.recognised(), self.partner | leila)

    def test_whom_a_visitor_made_or_who_has_a_login_is_not(self):
        visitor = self.env(user=self.env.ref("base.public_user"), su=True)
        trap = self.contact().with_env(visitor).copy({"phone": NEWCOMER})
        account = new_test_user(self.env, "sara", "base.group_portal").partner_id
        account.phone = NEWCOMER
        self.assertFalse(self.recognised() & (trap | account))
        account._loyalty_club_confirm_mobile(NEWCOMER)
        self.assertEqual(self.recognised(), self.partner | account)

    # === COMPANIES === #

    def test_club_knows_contacts_of_its_branches_and_of_none(self):
        for company in (self.north, self.company, None):
            contact = self.contact(company)
            self.assertEqual(self.in_club(self.club), contact)
            contact.phone = False

    def test_club_of_a_branch_knows_contacts_of_the_company_above(self):
        above = self.contact(self.company)
        self.assertEqual(self.in_club(self.club_of_north), above)
        self.assertEqual(self.club_of_north._enroll(above).partner_id, above)

    def test_sibling_branches_are_strangers(self):
        ours = self.contact(self.south)
        self.assertFalse(self.in_club(self.club_of_north))
        with self.assertRefused("does not serve"):
            self.club_of_north._enroll(ours)
        self.assertEqual(self.in_club(self.club), ours)

    def test_two_companies_are_strangers(self):
        self.contact(self.other)
        self.assertFalse(self.in_club(self.club))
        self.assertFalse(self.in_club(self.club_of_north))
        self.assertFalse(self.company.sudo()._loyalty_club_known(NEWCOMER))

    def test_branch_logs_in_its_own_and_then_those_of_the_whole_company(self):
        south = self.contact(self.south)
        self.assertEqual(self.north._loyalty_club_known(NEWCOMER), south)
        north = self.contact(self.north)
        self.assertEqual(self.north._loyalty_club_known(NEWCOMER), north)
        self.assertEqual(self.south._loyalty_club_known(NEWCOMER), south)

    # === WHO HAS VERIFIED === #

    def test_number_is_one_contact_s_in_a_company_and_its_branches(self):
        first, second = self.contact(self.north), self.contact(self.company)
        first._loyalty_club_confirm_mobile(NEWCOMER)
        second._loyalty_club_confirm_mobile(NEWCOMER)
        self.assertFalse(first.loyalty_club_is_verified)
        self.assertTrue(second.loyalty_club_is_verified)

    def test_number_is_somebody_else_s_in_another_company(self):
        people = [self.contact(each) for each in (self.north, self.south, self.other)]
        for person in people:
            person._loyalty_club_confirm_mobile(NEWCOMER)
        self.assertTrue(all(each.loyalty_club_is_verified for each in people))
        # Who belongs to no company is the same person in all of them.
        self.contact()._loyalty_club_confirm_mobile(NEWCOMER)
        self.assertFalse(any(each.loyalty_club_is_verified for each in people))

    def test_archived_contact_gives_the_number_up(self):
        gone = self.contact()
        gone._loyalty_club_confirm_mobile(NEWCOMER)
        gone.active = False
        self.contact()._loyalty_club_confirm_mobile(NEWCOMER)
        self.assertFalse(gone.loyalty_club_verified_mobile)

    @mute_logger("odoo.sql_db")
    def test_database_keeps_one_owner_of_a_number(self):
        self.contact()._loyalty_club_confirm_mobile(NEWCOMER)
        double = self.contact()
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            double.loyalty_club_verified_mobile = NEWCOMER
            double.flush_recordset()

    def test_merged_contact_keeps_the_number_that_one_of_them_has_verified(self):
        double = self.contact()
        double._loyalty_club_confirm_mobile(NEWCOMER)
        merge = self.env["base.partner.merge.automatic.wizard"]._merge
        bare = self.make_partner("Sara")
        merge((double | bare).ids, bare, extra_checks=False)
        self.assertTrue(bare.loyalty_club_is_verified)
        # Another number stays unconfirmed.
        merge((bare | self.partner).ids, self.partner, extra_checks=False)
        self.assertEqual(self.partner.phone_sanitized, KNOWN)
        self.assertFalse(self.partner.loyalty_club_verified_mobile)

    # === NEWCOMERS === #

    def test_newcomer_belongs_to_the_company_or_to_all_its_branches(self):
        def company_of(club):
            return club._make_newcomer("Sara", NEWCOMER).company_id

        self.assertEqual(company_of(self.theirs), self.other)
        self.assertEqual(company_of(self.club_of_north), self.north)
        self.assertFalse(company_of(self.club))
