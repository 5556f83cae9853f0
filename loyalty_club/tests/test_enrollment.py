from odoo.exceptions import AccessError, ValidationError

from .common import ClubCommon


class TestEnrollment(ClubCommon):
    """Who may join which club, and what is said to those who may not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.newcomer = cls.make_partner("Kaveh Ahmadi")
        cls.organisation = cls.make_partner("Golestan Publishing", is_company=True)

    # === JOINING === #

    def test_enrol_makes_an_active_member(self):
        member = self.club._enroll(self.newcomer)
        self.assertEqual(member.state, "active")
        self.assertEqual(member.joined_on, self.club._today())
        self.assertEqual(member.kind, "individual")
        self.assertTrue(member.number)

    def test_enrol_twice_returns_the_same_member(self):
        self.assertEqual(self.club._enroll(self.partner), self.member)
        self.assertEqual(len(self.partner.loyalty_club_member_ids), 1)

    def test_organisation_joins_as_organisation(self):
        self.assertEqual(self.club._enroll(self.organisation).kind, "legal")

    def test_who_left_comes_back_with_number_and_history(self):
        self.confirm(self.cake)
        number, balance = self.member.number, self.member.balance
        self.member.action_leave()
        self.assertEqual(self.member.left_on, self.club._today())
        self.assertEqual(self.club._enroll(self.partner), self.member)
        self.assertEqual(self.member.state, "active")
        self.assertFalse(self.member.left_on)
        self.assertEqual((self.member.number, self.member.balance), (number, balance))

    def test_partner_can_be_in_several_clubs(self):
        other = self.make_club(name="Night Owls")
        member = other._enroll(self.partner)
        self.assertNotEqual(member, self.member)
        self.assertNotEqual(member.number, self.member.number)

    def test_accepted_terms_are_kept(self):
        self.club.terms = "<p>Be kind.</p>"
        version = self.club.terms_version
        member = self.club._enroll(self.newcomer, terms_version=version)
        self.assertEqual(member.terms_version, version)

    def test_new_text_is_a_new_version_of_the_terms(self):
        before = self.club.terms_version
        self.club.terms = "<p>Be kind.</p>"
        self.assertEqual(self.club.terms_version, before + 1)
        self.club.terms = "<p>Be kind.</p>"
        self.assertEqual(self.club.terms_version, before + 1)

    # === REFUSALS === #

    def test_archived_club_refuses(self):
        self.club.active = False
        with self.assertRefused("closed for good"):
            self.club._enroll(self.newcomer)

    def test_archived_contact_is_refused(self):
        self.newcomer.active = False
        with self.assertRefused("is archived"):
            self.club._enroll(self.newcomer)

    def test_suspended_member_is_refused(self):
        self.member.action_suspend()
        with self.assertRefused("is suspended"):
            self.club._enroll(self.partner)

    def test_contact_of_another_company_is_refused(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.newcomer.company_id = company
        with self.assertRefused("a contact of Elsewhere"):
            self.club._enroll(self.newcomer)

    def test_contact_of_a_branch_joins_the_club_of_its_company(self):
        branch = self.env["res.company"].create(
            {"name": "North", "parent_id": self.company.id}
        )
        self.newcomer.company_id = branch
        self.assertTrue(self.club._enroll(self.newcomer))

    def test_address_is_refused(self):
        address = self.make_partner("Depot", parent_id=self.partner.id, type="delivery")
        with self.assertRefused("is an address"):
            self.club._enroll(address)

    def test_organisation_is_refused_by_a_club_for_individuals(self):
        self.club.accepts = "individual"
        with self.assertRefused("is for individuals"):
            self.club._enroll(self.organisation)

    def test_person_is_refused_by_a_club_for_organisations(self):
        self.club.accepts = "legal"
        with self.assertRefused("is for organisations"):
            self.club._enroll(self.newcomer)

    def test_person_alone_is_refused_by_a_corporate_club(self):
        self.club.enrollment = "corporate"
        with self.assertRefused("join Saffron Club with their organisation"):
            self.club._enroll(self.newcomer)

    def test_employee_joins_a_corporate_club_with_the_organisation(self):
        self.club.write({"enrollment": "corporate", "accepts": "legal"})
        parent = self.club._enroll(self.organisation)
        employee = self.make_partner("Dara", parent_id=self.organisation.id)
        member = self.club._enroll(employee, parent=parent, channel="corporate")
        self.assertEqual(member.parent_id, parent)

    def test_who_never_bought_is_refused_by_a_closed_club(self):
        self.club.enrollment = "closed"
        self.order(self.coffee, partner=self.newcomer)
        with self.assertRefused("has not completed a purchase"):
            self.club._enroll(self.newcomer)

    def test_customer_joins_a_closed_club_and_earns_nothing_for_it(self):
        self.make_rule(trigger="enrollment", points=100, name="Welcome")
        self.club.enrollment = "closed"
        self.confirm(self.coffee, partner=self.newcomer)
        member = self.club._enroll(self.newcomer)
        self.assertBalance(0, member)

    def test_who_does_not_meet_the_conditions_is_refused(self):
        self.club.eligibility_domain = "[('city', '=', 'Shiraz')]"
        with self.assertRefused("does not meet the conditions"):
            self.club._enroll(self.newcomer)
        self.newcomer.city = "Shiraz"
        self.assertTrue(self.club._enroll(self.newcomer))

    def test_conditions_that_make_no_sense_are_refused(self):
        for nonsense in ("[('no_such_field', '=', 1)]", "[('city', '=', uid)]", "city"):
            with self.subTest(nonsense=nonsense):
                with self.assertRefused("can't be understood", ValidationError):
                    self.club.eligibility_domain = nonsense


class TestEnrollmentWizard(ClubCommon):
    """Staff enrol the person in front of them, or many contacts at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = cls.make_user("agent", "loyalty_club.group_agent")
        cls.newcomer = cls.make_partner("Kaveh Ahmadi")
        cls.organisation = cls.make_partner("Golestan Publishing", is_company=True)

    def wizard(self, partners, user=None, **values):
        return (
            self.env["loyalty.club.enroll"]
            .with_user(user or self.agent)
            .with_context(active_model="res.partner", active_ids=partners.ids)
            .create({"club_id": self.club.id, **values})
        )

    def test_agent_enrols_a_contact(self):
        action = self.wizard(self.newcomer).action_enroll()
        member = self.newcomer.loyalty_club_member_ids
        self.assertEqual(action["res_id"], member.id)
        self.assertEqual(member.state, "active")

    def test_each_contact_gets_an_answer_before_anything_happens(self):
        self.club.accepts = "individual"
        wizard = self.wizard(self.partner | self.newcomer | self.organisation)
        self.assertEqual(
            {line.partner_id: line.verdict for line in wizard.line_ids},
            {
                self.partner: "member",
                self.newcomer: "ready",
                self.organisation: "refused",
            },
        )
        refused = wizard.line_ids.filtered(lambda line: line.verdict == "refused")
        self.assertIn("is for individuals", refused.reason)
        self.assertFalse(self.newcomer.loyalty_club_member_ids)

    def test_those_who_can_join_do(self):
        self.club.accepts = "individual"
        self.wizard(self.newcomer | self.organisation).action_enroll()
        self.assertTrue(self.newcomer.loyalty_club_member_ids)
        self.assertFalse(self.organisation.loyalty_club_member_ids)

    def test_nobody_to_enrol_is_said(self):
        with self.assertRefused("None of these contacts can join"):
            self.wizard(self.partner).action_enroll()

    def test_accepted_terms_are_kept(self):
        self.club.terms = "<p>Be kind.</p>"
        self.wizard(self.newcomer, is_terms_accepted=True).action_enroll()
        member = self.newcomer.loyalty_club_member_ids
        self.assertEqual(member.terms_version, self.club.terms_version)

    def test_a_forged_answer_opens_no_door(self):
        self.club.accepts = "individual"
        wizard = self.wizard(self.organisation)
        wizard.line_ids.write({"verdict": "ready"})
        with self.assertRefused("is for individuals"):
            wizard.action_enroll()

    def test_a_forged_contact_opens_no_door(self):
        stranger = self.make_partner(
            "Stranger", company_id=self.env["res.company"].create({"name": "X"}).id
        )
        with self.assertRaises(AccessError):
            self.wizard(stranger).action_enroll()
        wizard = self.wizard(self.newcomer)
        wizard.line_ids.sudo().partner_id = stranger
        with self.assertRaises(AccessError):
            wizard.action_enroll()

    def test_defaults_of_the_context_decide_nothing(self):
        wizard = self.wizard(self.newcomer).with_context(
            default_state="suspended",
            default_is_spending_blocked=True,
            default_balance=9,
        )
        wizard.action_enroll()
        member = self.newcomer.loyalty_club_member_ids
        self.assertEqual((member.state, member.balance), ("active", 0))
        self.assertFalse(member.is_spending_blocked)

    def test_only_agents_enrol(self):
        for role in ("finance", "auditor"):
            user = self.make_user(role, f"loyalty_club.group_{role}")
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.wizard(self.newcomer, user)

    def test_many_contacts_cost_no_search_each(self):
        costs = []
        for count in (1, 3, 30):  # the first one fills caches that are shared
            partners = self.env["res.partner"].union(
                *(self.make_partner(f"{count}/{n}") for n in range(count))
            )
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self.wizard(partners).ready_count, count)
            costs.append(self.env.cr.sql_log_count - before)
        self.assertEqual(costs[1], costs[2])
