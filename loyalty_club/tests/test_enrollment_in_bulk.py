from odoo.tests import tagged

from .common import ClubCommon


@tagged("post_install", "-at_install")
class TestEnrollmentInBulk(ClubCommon):
    """Many join at once as each would alone, at the price of a few queries."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_rule(name="Welcome", trigger="enrollment", points=20)

    def newcomers(self, count):
        return self.env["res.partner"].create(
            [{"name": f"Newcomer {number}"} for number in range(count)]
        )

    def test_each_becomes_a_member_with_a_number_of_his_own(self):
        partners = self.newcomers(5)
        members = self.club._enroll_all(partners, channel="import")
        self.assertEqual(members.partner_id, partners)
        self.assertEqual(len(set(members.mapped("number"))), 5)
        self.assertEqual(set(members.mapped("channel")), {"import"})
        for member in members:
            self.assertBalance(20, member)

    def test_who_can_not_join_is_left_out(self):
        self.club.accepts = "individual"
        partners = self.newcomers(2)
        organisation = self.make_partner("Golestan", is_company=True)
        archived = self.make_partner("Gone", active=False)
        members = self.club._enroll_all(partners | organisation | archived)
        self.assertEqual(members.partner_id, partners)

    def test_members_are_left_as_they_are(self):
        partners = self.newcomers(2)
        members = self.club._enroll_all(partners | self.partner)
        self.assertEqual(members.partner_id, partners)
        self.assertFalse(self.club._enroll_all(partners))

    def test_who_left_comes_back_with_his_number(self):
        self.member.action_leave()
        partners = self.newcomers(1) | self.partner
        self.assertIn(self.member, self.club._enroll_all(partners))
        self.assertEqual(self.member.state, "active")

    def test_fifty_cost_the_queries_of_ten(self):
        self.club.min_purchases = 1
        self.club.eligibility_domain = "[('name', 'like', 'Newcomer')]"

        def enroll(count):
            partners = self.newcomers(count)
            for partner in partners:
                self.order(self.coffee, partner=partner).action_confirm()
            self.settle()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(self.club._enroll_all(partners)), count)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        enroll(10)
        self.assertLessEqual(enroll(50), enroll(10) + 2)

    def test_regular_customers_have_completed_so_many_purchases(self):
        self.club.min_purchases = 2
        [partner] = self.newcomers(1)
        order = self.confirm(self.coffee, partner=partner)
        self.invoice(order)  # the same purchase
        with self.assertRefused("completed 1 of the 2 purchases"):
            self.club._enroll(partner)
        self.confirm(self.coffee, partner=partner)
        self.assertEqual(self.club._enroll(partner).state, "active")

    def test_purchases_of_its_contacts_are_those_of_an_organisation(self):
        self.club.min_purchases = 2
        company = self.make_partner("Golestan", is_company=True)
        buyer = self.make_partner("Sara", parent_id=company.id)
        self.confirm(self.coffee, partner=buyer)
        self.confirm(self.coffee, partner=company)
        counts = self.club._purchase_counts(company | buyer)
        self.assertEqual(counts, {company.id: 2, buyer.id: 1})
